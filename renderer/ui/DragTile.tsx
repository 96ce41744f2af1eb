import { useState, type DragEvent, type ReactNode } from 'react';
import { cx } from './cx.ts';

export interface DragTileProps {
  /** Accessible name. */
  readonly label: string;
  /** What is carried when the tile is dragged; without it the tile stays where it is. */
  readonly carries?: string;
  /** Called with what another tile carried here; without it nothing is taken. */
  readonly onReceive?: (carried: string) => void;
  /** Chosen by a press, as the first of the two that belong together. */
  readonly isSelected: boolean;
  readonly onPress: () => void;
  readonly className?: string;
  readonly children: ReactNode;
}

/** Tiles take from tiles only. */
const TYPE = 'application/x-bantron-tile';

/** A button that can be dragged onto another one; pressing one and then the other does the same, also by keyboard. */
export function DragTile({
  label,
  carries,
  onReceive,
  isSelected,
  onPress,
  className,
  children,
}: DragTileProps) {
  const [isOver, setOver] = useState(false);
  const takes = (event: DragEvent) => onReceive !== undefined && event.dataTransfer.types.includes(TYPE);
  return (
    <button
      type="button"
      aria-label={label}
      aria-pressed={isSelected}
      draggable={carries !== undefined}
      onClick={onPress}
      onDragStart={(event) => {
        if (carries === undefined) return;
        event.dataTransfer.setData(TYPE, carries);
        event.dataTransfer.effectAllowed = 'move';
      }}
      onDragOver={(event) => {
        if (!takes(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false);
        if (!takes(event)) return;
        event.preventDefault();
        onReceive?.(event.dataTransfer.getData(TYPE));
      }}
      className={cx(
        'rounded-md border text-left hover:bg-hover',
        isSelected || isOver ? 'border-accent bg-accent-soft' : 'border-line-strong/60 bg-surface',
        carries !== undefined && 'cursor-grab',
        className,
      )}
    >
      {children}
    </button>
  );
}

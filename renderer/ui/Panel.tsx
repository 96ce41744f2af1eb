import { useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { cx } from './cx.ts';
import { IconButton } from './IconButton.tsx';

export interface PanelProps {
  readonly label: string;
  readonly side: 'left' | 'right';
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  /** The control outside that opens it again has this as `data-opens`; it gets the focus when the panel folds away. */
  readonly opener: string;
  /** Width in rem; the person drags it between `minWidth` and `maxWidth`. */
  readonly width: number;
  readonly onWidthChange: (width: number) => void;
  readonly minWidth?: number;
  readonly maxWidth?: number;
  /** Shown in the head between the title and the fold button. */
  readonly actions?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}

const STEP = 1;

/**
 * A panel beside the main content: folds away (the caller keeps `isOpen` and shows a way back), and its edge is a
 * splitter for the pointer and for arrow keys. On narrow screens it lies over the content instead of squeezing it.
 */
export function Panel({
  label,
  side,
  isOpen,
  onOpenChange,
  opener,
  width,
  onWidthChange,
  minWidth = 14,
  maxWidth = 32,
  actions,
  className,
  children,
}: PanelProps) {
  const { t } = useTranslation('ui');
  const dragFrom = useRef<{ x: number; width: number; rem: number } | null>(null);
  const [dragging, setDragging] = useState(false);
  if (!isOpen) return null;
  const fold = () => {
    onOpenChange(false);
    // Otherwise the focus would be on nothing, and Tab would start from the top of the window.
    const back = document.querySelector<HTMLElement>(`[data-opens="${opener}"]`);
    (back?.checkVisibility() === true ? back : document.querySelector<HTMLElement>('main'))?.focus();
  };
  const clamp = (value: number) => Math.min(maxWidth, Math.max(minWidth, Math.round(value * 4) / 4));
  const towards = side === 'left' ? 1 : -1;
  const start = (event: PointerEvent<HTMLDivElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    dragFrom.current = { x: event.clientX, width, rem };
    setDragging(true);
  };
  const move = (event: PointerEvent<HTMLDivElement>) => {
    const from = dragFrom.current;
    if (from !== null) onWidthChange(clamp(from.width + (towards * (event.clientX - from.x)) / from.rem));
  };
  const stop = () => {
    dragFrom.current = null;
    setDragging(false);
  };
  const key = (event: KeyboardEvent<HTMLDivElement>) => {
    const steps: Record<string, number> = { ArrowRight: towards * STEP, ArrowLeft: -towards * STEP };
    const step = steps[event.key];
    if (step !== undefined) onWidthChange(clamp(width + step));
    else if (event.key === 'Home') onWidthChange(minWidth);
    else if (event.key === 'End') onWidthChange(maxWidth);
    else if (event.key === 'Enter') fold();
    else return;
    event.preventDefault();
  };
  const splitter = (
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={t('resizePanel', { label })}
      aria-valuenow={width}
      aria-valuemin={minWidth}
      aria-valuemax={maxWidth}
      tabIndex={0}
      onPointerDown={start}
      onPointerMove={move}
      onPointerUp={stop}
      onPointerCancel={stop}
      onKeyDown={key}
      className={cx(
        'absolute inset-y-0 z-10 hidden w-2 cursor-col-resize touch-none lg:block',
        'after:absolute after:inset-y-0 after:left-1/2 after:w-0.5 after:-translate-x-1/2 after:transition-colors hover:after:bg-accent focus-visible:after:bg-accent',
        dragging && 'after:bg-accent',
        side === 'left' ? '-right-1' : '-left-1',
      )}
    />
  );
  return (
    <aside
      aria-label={label}
      style={{ width: `min(${width}rem, 88vw)` }}
      className={cx(
        'relative flex h-full min-h-0 shrink-0 flex-col bg-surface',
        'max-md:absolute max-md:inset-y-0 max-md:z-20 max-md:shadow-float',
        side === 'left' ? 'border-r border-line max-md:left-0' : 'border-l border-line max-md:right-0',
        className,
      )}
    >
      <header className="flex min-h-12 shrink-0 items-center gap-1 border-b border-line pr-1 pl-4">
        <h2 className="min-w-0 flex-1 truncate text-base font-semibold">{label}</h2>
        {actions}
        <IconButton
          icon={side === 'left' ? 'panel-left' : 'panel-right'}
          label={t('foldPanel', { label })}
          onPress={fold}
        />
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto">{children}</div>
      {splitter}
    </aside>
  );
}

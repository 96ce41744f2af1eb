import type { ReactNode } from 'react';
import { DropZone } from 'react-aria-components';
import { cx } from './cx.ts';

export interface DropAreaProps {
  /** Accessible name: what is dropped here. */
  readonly label: string;
  readonly onFiles: (files: readonly File[]) => void;
  readonly isDisabled?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A place to drop files on; a keyboard user pastes them there. Put a `FileButton` inside for everybody else. */
export function DropArea({ label, onFiles, isDisabled = false, className, children }: DropAreaProps) {
  return (
    <DropZone
      aria-label={label}
      isDisabled={isDisabled}
      getDropOperation={() => 'copy'}
      onDrop={(event) => {
        const files = event.items.flatMap((item) => (item.kind === 'file' ? [item.getFile()] : []));
        void Promise.all(files).then((found) => (found.length > 0 ? onFiles(found) : undefined));
      }}
      className={cx(
        'rounded-lg border-2 border-dashed border-line-strong/60 bg-canvas p-5 data-drop-target:border-accent data-drop-target:bg-accent-soft',
        className,
      )}
    >
      {children}
    </DropZone>
  );
}

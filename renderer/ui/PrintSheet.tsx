import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';

/** What the printer gets instead of the screen while this is mounted; shown nowhere else. */
export function PrintSheet({ children }: { readonly children: ReactNode }) {
  return createPortal(
    <div className="print-sheet" aria-hidden>
      {children}
    </div>,
    document.body,
  );
}

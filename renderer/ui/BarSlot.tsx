import { createContext, use, type ReactNode } from 'react';
import { createPortal } from 'react-dom';

/** The element in the top bar's middle; the shell provides it. */
export const BarSlotContext = createContext<HTMLElement | null>(null);

/** Puts what belongs to the open screen (a meeting's title and state) into the top bar instead of a second bar. */
export function BarSlot({ children }: { readonly children: ReactNode }) {
  const target = use(BarSlotContext);
  return target === null ? null : createPortal(children, target);
}

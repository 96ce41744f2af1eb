import type { ReactNode } from 'react';
import { cx } from './cx.ts';

export interface CardProps {
  readonly className?: string;
  readonly children: ReactNode;
}

/** A surface on the canvas that holds one thing. */
export function Card({ className, children }: CardProps) {
  return (
    <section className={cx('rounded-lg border border-line bg-surface shadow-raised', className)}>
      {children}
    </section>
  );
}

import type { ReactNode } from 'react';
import { cx } from './cx.ts';

export interface PageProps {
  readonly title: string;
  /** One line under the title. */
  readonly lead?: ReactNode;
  /** Buttons at the end of the title line. */
  readonly actions?: ReactNode;
  readonly width?: 'narrow' | 'normal' | 'wide';
  readonly className?: string;
  readonly children: ReactNode;
}

const widths = { narrow: 'max-w-2xl', normal: 'max-w-5xl', wide: 'max-w-7xl' } as const;

/** A page of the app below the top bar: title, actions, content. Its `h1` is what the browser tab is about. */
export function Page({ title, lead, actions, width = 'normal', className, children }: PageProps) {
  return (
    <div className={cx('mx-auto w-full px-4 py-6 sm:px-8 sm:py-8', widths[width])}>
      <title>{`${title} · Bàn Tròn`}</title>
      <header className="mb-6 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
          {lead === undefined ? null : <div className="mt-1 text-ink-muted">{lead}</div>}
        </div>
        {actions === undefined ? null : <div className="flex flex-wrap gap-2">{actions}</div>}
      </header>
      <div className={className}>{children}</div>
    </div>
  );
}

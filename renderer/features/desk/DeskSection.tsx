import type { ReactNode } from 'react';

export interface DeskSectionProps {
  readonly title: string;
  /** Beside the title. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** One matter on the desk. */
export function DeskSection({ title, aside, children }: DeskSectionProps) {
  return (
    <section aria-label={title} className="flex flex-col gap-2 border-b border-line px-4 py-3">
      <div className="flex min-h-6 items-center gap-2">
        <h3 className="min-w-0 flex-1 text-sm font-semibold">{title}</h3>
        {aside}
      </div>
      {children}
    </section>
  );
}

import type { KeyboardEvent, ReactNode } from 'react';
import { Icon } from '../../ui/index.ts';

export interface CardFrameProps {
  readonly id?: string;
  readonly label: string;
  readonly title: string;
  /** In the head, after the title. */
  readonly actions: ReactNode;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
  readonly children: ReactNode;
}

/** A card over the page with which one votes: below on a phone, above elsewhere. */
export function CardFrame({ id, label, title, actions, onKeyDown, children }: CardFrameProps) {
  return (
    <section
      id={id}
      aria-label={label}
      data-over-page
      tabIndex={-1}
      onKeyDown={onKeyDown}
      className="rise absolute inset-x-0 bottom-0 z-30 flex max-h-[85%] flex-col overflow-hidden rounded-t-xl border-2 border-accent bg-raised shadow-float outline-offset-0! group-has-data-slides/room:z-60 sm:inset-x-auto sm:top-3 sm:bottom-auto sm:left-1/2 sm:w-[min(38rem,calc(100%-2rem))] sm:-translate-x-1/2 sm:rounded-xl"
    >
      <header className="flex items-center gap-2 pt-2 pr-2 pl-4">
        <Icon name="ballot" className="text-accent-ink" />
        <h2 className="min-w-0 flex-1 font-semibold">{title}</h2>
        {actions}
      </header>
      {children}
    </section>
  );
}

import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import { Icon } from './Icon.tsx';
import type { IconName } from './icon-paths.ts';

/** Meaning of a message; each has a shape of its own beside its colour. */
export type Tone = 'info' | 'ok' | 'warn' | 'error';

export interface NoticeProps {
  readonly tone?: Tone;
  readonly title?: string;
  readonly icon?: IconName;
  /** Buttons under the text. */
  readonly actions?: ReactNode;
  /** Read out when it appears. On by default for `error`. */
  readonly announce?: boolean;
  readonly className?: string;
  readonly children?: ReactNode;
}

const looks: Record<Tone, { box: string; icon: IconName }> = {
  info: { box: 'bg-accent-soft text-ink border-accent/40 [&>svg]:text-accent-ink', icon: 'info' },
  ok: { box: 'bg-ok-soft text-ink border-ok/40 [&>svg]:text-ok-ink', icon: 'check' },
  warn: { box: 'bg-warn-soft text-ink border-warn/50 [&>svg]:text-warn-ink', icon: 'warning' },
  error: { box: 'bg-live-soft text-ink border-live/50 [&>svg]:text-live-ink', icon: 'error' },
};

/** A message in the flow of the page: what happened, what is safe, what to do. */
export function Notice({ tone = 'info', title, icon, actions, announce, className, children }: NoticeProps) {
  const look = looks[tone];
  return (
    <div
      {...((announce ?? tone === 'error') ? { role: 'alert' } : {})}
      className={cx('flex items-start gap-3 rounded-md border px-3.5 py-3 text-base', look.box, className)}
    >
      <Icon name={icon ?? look.icon} className="mt-0.5" />
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        {title === undefined ? null : <p className="font-semibold">{title}</p>}
        {children === undefined ? null : <div>{children}</div>}
        {actions === undefined ? null : <div className="mt-2 flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  );
}

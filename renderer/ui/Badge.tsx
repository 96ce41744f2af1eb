import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import { Icon } from './Icon.tsx';
import type { IconName } from './icon-paths.ts';

export interface BadgeProps {
  /** `live` is red and only for what is happening now. */
  readonly tone?: 'neutral' | 'accent' | 'ok' | 'warn' | 'live';
  readonly icon?: IconName;
  readonly className?: string;
  readonly children: ReactNode;
}

const tones = {
  neutral: 'bg-sunken text-ink-muted border-line',
  accent: 'bg-accent-soft text-accent-ink border-accent/30',
  ok: 'bg-ok-soft text-ok-ink border-ok/30',
  warn: 'bg-warn-soft text-warn-ink border-warn/40',
  live: 'bg-live text-on-live border-transparent',
} as const;

/** A state in a word or two; a live one carries a dot, so that colour is not all that tells it. */
export function Badge({ tone = 'neutral', icon, className, children }: BadgeProps) {
  return (
    <span
      className={cx(
        'figures inline-flex shrink-0 items-center gap-1 rounded-full border px-2 py-0.5 text-xs font-medium whitespace-nowrap',
        tones[tone],
        className,
      )}
    >
      {tone === 'live' && icon === undefined ? <span className="size-1.5 rounded-full bg-current" /> : null}
      {icon === undefined ? null : <Icon name={icon} size={0.875} />}
      {children}
    </span>
  );
}

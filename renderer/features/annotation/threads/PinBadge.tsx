import { cx } from '../../../ui/index.ts';

export interface PinBadgeProps {
  /** Comments in the thread. */
  readonly count: number;
  readonly unread: number;
}

/** How much was said, at the corner of a pin: filled while some of it is unread, ringed otherwise. */
export function PinBadge({ count, unread }: PinBadgeProps) {
  if (count === 0 && unread === 0) return null;
  return (
    <span
      aria-hidden
      className={cx(
        'figures absolute -top-2 -right-2 flex h-4 min-w-4 items-center justify-center rounded-full px-1 text-[0.6875rem] leading-none font-semibold',
        unread > 0
          ? 'bg-accent text-on-accent ring-2 ring-raised'
          : 'bg-raised text-ink ring-1 ring-line-strong',
      )}
    >
      {unread > 0 ? unread : count}
    </span>
  );
}

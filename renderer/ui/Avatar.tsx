import { cx } from './cx.ts';

export interface AvatarProps {
  /** One or two letters. */
  readonly initials: string;
  /** Any CSS colour dark enough for white letters; the person's own on every screen. */
  readonly colour: string;
  readonly size?: 'sm' | 'md' | 'lg';
  readonly className?: string;
}

const sizes = { sm: 'size-7 text-xs', md: 'size-9 text-sm', lg: 'size-14 text-lg' } as const;

/** A person's initials on the person's colour. Decoration: the name stands beside it. */
export function Avatar({ initials, colour, size = 'md', className }: AvatarProps) {
  return (
    <span
      aria-hidden
      style={{ backgroundColor: colour }}
      className={cx(
        'inline-flex shrink-0 items-center justify-center rounded-full font-semibold text-[#fff] ring-1 ring-line select-none',
        sizes[size],
        className,
      )}
    >
      {initials}
    </span>
  );
}

import { cx } from './cx.ts';

export interface KbdProps {
  readonly children: string;
  readonly onDark?: boolean;
}

/** A key or a chord, as printed on the keyboard. */
export function Kbd({ children, onDark = false }: KbdProps) {
  return (
    <kbd
      className={cx(
        'rounded-sm border px-1.5 font-sans text-xs',
        onDark ? 'border-current/40' : 'border-line-strong/60 bg-sunken text-ink-muted',
      )}
    >
      {children}
    </kbd>
  );
}

import { useEffect, useState } from 'react';
import { cx } from './cx.ts';

/** Milliseconds for which a patient spinner isn't seen. */
const PATIENCE = 300;

export interface SpinnerProps {
  /** Side in rem. */
  readonly size?: number;
  /** What is awaited; without it the spinner is decoration beside a text. */
  readonly label?: string;
  /**
   * Waits a moment before it is seen, in its place. For what is mostly there at once: something that moves makes the
   * window draw every frame, which takes from the very work that is awaited.
   */
  readonly isPatient?: boolean;
}

/** Something is being waited for, and nobody knows how long. */
export function Spinner({ size = 1.25, label, isPatient = false }: SpinnerProps) {
  const [isSeen, setSeen] = useState(!isPatient);
  useEffect(() => {
    if (isSeen) return undefined;
    const timer = setTimeout(() => setSeen(true), PATIENCE);
    return () => clearTimeout(timer);
  }, [isSeen]);
  return (
    <svg
      viewBox="0 0 24 24"
      width={`${size}rem`}
      height={`${size}rem`}
      fill="none"
      stroke="currentColor"
      strokeWidth="2.5"
      strokeLinecap="round"
      className={cx('shrink-0', isSeen ? 'spin' : 'invisible')}
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    >
      <circle cx="12" cy="12" r="8.5" opacity="0.25" />
      <path d="M12 3.5a8.5 8.5 0 0 1 8.5 8.5" />
    </svg>
  );
}

export interface SpinnerProps {
  /** Side in rem. */
  readonly size?: number;
  /** What is awaited; without it the spinner is decoration beside a text. */
  readonly label?: string;
}

/** Something is being waited for, and nobody knows how long. */
export function Spinner({ size = 1.25, label }: SpinnerProps) {
  return (
    <svg
      viewBox="0 0 24 24"
      width={`${size}rem`}
      height={`${size}rem`}
      fill="none"
      stroke="currentColor"
      strokeWidth="2.5"
      strokeLinecap="round"
      className="spin shrink-0"
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    >
      <circle cx="12" cy="12" r="8.5" opacity="0.25" />
      <path d="M12 3.5a8.5 8.5 0 0 1 8.5 8.5" />
    </svg>
  );
}

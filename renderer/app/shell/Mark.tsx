export interface MarkProps {
  /** Side in rem. */
  readonly size?: number;
  readonly className?: string;
}

const seats = Array.from({ length: 6 }, (_, index) => {
  const angle = (index * Math.PI) / 3 - Math.PI / 2;
  return { x: 16 + 12.6 * Math.cos(angle), y: 16 + 12.6 * Math.sin(angle) };
});

/** The product's mark: a round table seen from above, six seats, one of them speaking. */
export function Mark({ size = 1.75, className }: MarkProps) {
  return (
    <svg viewBox="0 0 32 32" width={`${size}rem`} height={`${size}rem`} aria-hidden className={className}>
      <circle cx="16" cy="16" r="8.4" fill="currentColor" />
      {seats.map((seat, index) => (
        <circle
          key={`${seat.x} ${seat.y}`}
          cx={seat.x}
          cy={seat.y}
          r="2.7"
          fill={index === 5 ? '#d99a2b' : 'currentColor'}
        />
      ))}
    </svg>
  );
}

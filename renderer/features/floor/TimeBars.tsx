export interface TimeBarsProps {
  readonly label: string;
  readonly rows: readonly {
    readonly id: string;
    readonly name: string;
    readonly ms: number;
    /** The time in words, beside the name. */
    readonly text: string;
  }[];
}

/** Times beside one another: each with its name, in words, and as a bar against the longest. */
export function TimeBars({ label, rows }: TimeBarsProps) {
  const most = Math.max(0, ...rows.map(({ ms }) => ms));
  return (
    <ul aria-label={label} className="flex flex-col gap-1.5">
      {rows.map(({ id, name, ms, text }) => (
        <li key={id} className="text-sm">
          <p className="flex justify-between gap-2">
            <span className="min-w-0">{name}</span>
            <span className="figures shrink-0 text-ink-muted">{text}</span>
          </p>
          <span aria-hidden className="block h-1.5 rounded-full bg-sunken">
            <span
              className="block h-full rounded-full bg-accent"
              style={{ width: `${most === 0 ? 0 : (100 * ms) / most}%` }}
            />
          </span>
        </li>
      ))}
    </ul>
  );
}

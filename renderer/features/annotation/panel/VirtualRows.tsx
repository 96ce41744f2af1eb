import { type KeyboardEvent, type ReactNode, useId, useLayoutEffect, useRef, useState } from 'react';
import { cx } from '../../../ui/index.ts';

export interface VirtualEntry {
  readonly key: string;
  /** A heading can't be chosen. */
  readonly isHeading: boolean;
}

export interface VirtualRowsProps<E extends VirtualEntry> {
  readonly label: string;
  readonly entries: readonly E[];
  /** Heights of a row and of a heading, in rem. */
  readonly height: { readonly row: number; readonly heading: number };
  /** Where the keyboard is; null: nowhere yet. */
  readonly active: string | null;
  readonly onActive: (key: string) => void;
  /** Enter, or a press. */
  readonly onChoose: (entry: E) => void;
  /** Other keys, on the active row. */
  readonly onKey?: (event: KeyboardEvent, entry: E) => void;
  readonly children: (entry: E) => ReactNode;
}

/** Rows above and below the screen that are there already. */
const BESIDE = 6;

/**
 * A list of any length of which only what is on screen exists. One tab stop; arrows, Home, End and page keys move, and
 * the screen reader is told how many there are.
 */
export function VirtualRows<E extends VirtualEntry>({
  label,
  entries,
  height,
  active,
  onActive,
  onChoose,
  onKey,
  children,
}: VirtualRowsProps<E>) {
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 600, rem: 16 });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const measure = () => {
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      setView({ top: element.scrollTop, height: element.clientHeight, rem });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener('scroll', measure, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', measure);
    };
  }, []);
  const tops = topsOf(entries, height);
  const inPixels = (rem: number) => rem * view.rem;
  const first = Math.max(0, indexAt(tops, view.top / view.rem) - BESIDE);
  const last = Math.min(entries.length, indexAt(tops, (view.top + view.height) / view.rem) + 1 + BESIDE);
  const whole = tops.at(-1) ?? 0;
  const rows = entries.filter(({ isHeading }) => !isHeading);
  const at = rows.findIndex(({ key }) => key === active);
  const places = new Map(rows.map(({ key }, n) => [key, n + 1]));

  const reveal = (key: string) => {
    const element = scroller.current;
    const index = entries.findIndex((entry) => entry.key === key);
    if (element === null || index === -1) return;
    // With its heading, when it is the first under it.
    const from = inPixels(tops[index > 0 && entries[index - 1]?.isHeading === true ? index - 1 : index] ?? 0);
    const to = inPixels(tops[index + 1] ?? 0);
    if (from < element.scrollTop) element.scrollTop = from;
    else if (to > element.scrollTop + element.clientHeight) element.scrollTop = to - element.clientHeight;
  };
  const go = (index: number) => {
    const row = rows[Math.min(rows.length - 1, Math.max(0, index))];
    if (row === undefined) return;
    onActive(row.key);
    reveal(row.key);
  };
  const key = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor(view.height / inPixels(height.row)) - 1);
    const steps: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at === -1 ? 0 : at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: rows.length - 1,
    };
    const to = steps[event.key];
    const row = rows[at];
    if (to !== undefined) go(to);
    else if (row !== undefined && (event.key === 'Enter' || event.key === ' ')) onChoose(row);
    else {
      if (row !== undefined) onKey?.(event, row);
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      ref={scroller}
      role="listbox"
      aria-label={label}
      tabIndex={0}
      {...(active !== null && places.has(active) ? { 'aria-activedescendant': `${id}${active}` } : {})}
      className="group relative min-h-0 flex-1 overflow-auto outline-none focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-focus"
      onKeyDown={key}
      onFocus={(event) => {
        if (
          event.target === event.currentTarget &&
          at === -1 &&
          event.currentTarget.matches(':focus-visible')
        )
          go(0);
      }}
    >
      <div role="presentation" style={{ height: inPixels(whole) }} className="relative">
        {entries.slice(first, last).map((entry, n) => {
          const index = first + n;
          const style = {
            top: inPixels(tops[index] ?? 0),
            height: inPixels(entry.isHeading ? height.heading : height.row),
          };
          if (entry.isHeading) {
            return (
              <div key={entry.key} role="presentation" style={style} className="absolute inset-x-0">
                {children(entry)}
              </div>
            );
          }
          return (
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the list has the keys
            <div
              key={entry.key}
              id={`${id}${entry.key}`}
              role="option"
              aria-selected={entry.key === active}
              aria-setsize={rows.length}
              aria-posinset={places.get(entry.key)}
              style={style}
              onClick={() => {
                onActive(entry.key);
                onChoose(entry);
              }}
              className={cx(
                'absolute inset-x-0 overflow-hidden border-b border-line hover:bg-hover',
                entry.key === active &&
                  'bg-hover group-focus-visible:outline-2 group-focus-visible:-outline-offset-2 group-focus-visible:outline-focus',
              )}
            >
              {children(entry)}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Where each entry begins, in rem, and at the end where the last one ends. */
function topsOf(
  entries: readonly VirtualEntry[],
  height: { readonly row: number; readonly heading: number },
): Float64Array {
  const tops = new Float64Array(entries.length + 1);
  for (const [n, { isHeading }] of entries.entries()) {
    tops[n + 1] = (tops[n] ?? 0) + (isHeading ? height.heading : height.row);
  }
  return tops;
}

/** The entry that is at a height. */
function indexAt(tops: Float64Array, at: number): number {
  let low = 0;
  let high = Math.max(0, tops.length - 2);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((tops[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

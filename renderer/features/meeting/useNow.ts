import { startTransition, useEffect, useState } from 'react';

/** The time, in milliseconds since 1970 by the server's clock, moving on every `every` milliseconds. */
export function useNow(every: number, clockOffset = 0): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    // What shows the time can be half of the window: it waits for strokes and keys, not they for it.
    const timer = setInterval(() => startTransition(() => setNow(Date.now())), every);
    return () => clearInterval(timer);
  }, [every]);
  return now + clockOffset;
}

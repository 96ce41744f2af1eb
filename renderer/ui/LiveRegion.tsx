import { useEffect, useState } from 'react';

type Urgency = 'polite' | 'assertive';
type Listener = (text: string, urgency: Urgency) => void;

const listeners = new Set<Listener>();

/** Tells screen readers that something changed (floor, vote, connection); shown nowhere. */
export function announce(text: string, urgency: Urgency = 'polite'): void {
  for (const listener of listeners) listener(text, urgency);
}

/** Where `announce` speaks; once, in the app's shell. */
export function LiveRegion() {
  const [said, setSaid] = useState<Record<Urgency, { text: string; turn: number }>>({
    polite: { text: '', turn: 0 },
    assertive: { text: '', turn: 0 },
  });
  useEffect(() => {
    const listen: Listener = (text, urgency) =>
      setSaid((before) => ({ ...before, [urgency]: { text, turn: before[urgency].turn + 1 } }));
    listeners.add(listen);
    return () => {
      listeners.delete(listen);
    };
  }, []);
  // A new key makes the reader speak the same sentence again.
  return (
    <div className="sr-only">
      <div aria-live="polite">
        <span key={said.polite.turn}>{said.polite.text}</span>
      </div>
      <div aria-live="assertive">
        <span key={said.assertive.turn}>{said.assertive.text}</span>
      </div>
    </div>
  );
}

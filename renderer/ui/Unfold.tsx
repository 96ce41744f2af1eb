import { useState, type ReactNode } from 'react';
import { Button } from './Button.tsx';

export interface UnfoldProps {
  readonly label: string;
  /** Shown while it is unfolded; it begins folded. */
  readonly children: ReactNode;
}

/** What few want to see, under a line that shows it. */
export function Unfold({ label, children }: UnfoldProps) {
  const [isUnfolded, setUnfolded] = useState(false);
  return (
    <div className="flex flex-col gap-1">
      <Button
        size="sm"
        variant="quiet"
        className="-ml-2 self-start"
        icon={isUnfolded ? 'chevron-up' : 'chevron-down'}
        aria-expanded={isUnfolded}
        onPress={() => setUnfolded(!isUnfolded)}
      >
        {label}
      </Button>
      {isUnfolded ? children : null}
    </div>
  );
}

import type { ReactNode } from 'react';
import type { AnnotationSession } from '../annotation-session.ts';
import type { PlacedMark } from '../mark-index.ts';
import { MarkHead } from './MarkHead.tsx';
import { rootOf, type ThreadRoot } from './thread-model.ts';
import { ThreadTalk } from './ThreadTalk.tsx';
import { useMarkActions } from './useMarkActions.ts';

export interface MarkThreadProps {
  readonly session: AnnotationSession;
  readonly placed: PlacedMark;
  readonly autoFocus?: boolean;
  /** It was brought to another layer, and is another mark now. */
  readonly onMoved?: (to: ThreadRoot) => void;
  /** The mark's own text, shown between its head and the talk. */
  readonly children?: ReactNode;
}

/** A mark and everything said about it, with the keys that bring it to everyone. */
export function MarkThread({ session, placed, autoFocus = false, onMoved, children }: MarkThreadProps) {
  const { actions, onKey } = useMarkActions(session, placed, onMoved);
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- keys of whatever is focused inside
    <div className="flex flex-col gap-3" onKeyDown={onKey}>
      <MarkHead session={session} placed={placed} actions={actions} />
      {children}
      <ThreadTalk session={session} root={rootOf(placed)} autoFocus={autoFocus} />
    </div>
  );
}

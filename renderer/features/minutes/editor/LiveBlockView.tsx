import { NodeViewWrapper, type NodeViewProps } from '@tiptap/react';
import { createContext, use } from 'react';
import { useTranslation } from 'react-i18next';
import type { Evidence } from '#protocol/minutes/evidence';
import type { MinutesFacts } from '#protocol/minutes/facts';
import type { MeetingState } from '#protocol/meeting/records';
import { cx } from '../../../ui/index.ts';
import { BlockView } from '../../administrative-document/index.ts';
import { liveBlocks, type MinutesWriting } from '../minutes-document.ts';

/** What live blocks show, for those inside the editor. */
export interface LiveFacts {
  readonly state: MeetingState;
  readonly facts: MinutesFacts;
  readonly writing: MinutesWriting;
  /** Takes the person to what a conclusion rests on. */
  readonly onGo: (evidence: Evidence) => void;
}

export const LiveFactsContext = createContext<LiveFacts | null>(null);

/** A part that the meeting fills, in the midst of the text: read, moved and deleted as one. */
export function LiveBlockView({ node, selected, editor }: NodeViewProps) {
  const { t } = useTranslation('minutes');
  const live = use(LiveFactsContext);
  const blocks = live === null ? [] : liveBlocks(node.attrs, live.facts, live.state, live.writing);
  return (
    <NodeViewWrapper
      contentEditable={false}
      // What became of it, where the history is shown.
      data-change={node.attrs['change']}
      title={t('editor.live')}
      className={cx(
        'my-1 flex flex-col gap-2 rounded-sm border-l-2 border-accent/40 py-1 pl-3',
        selected && editor.isEditable && 'bg-accent-soft',
      )}
    >
      {blocks.length === 0 ? <p className="text-sm text-ink-muted">{t('editor.empty')}</p> : null}
      {blocks.map((block, index) => (
        <BlockView key={index} block={block} />
      ))}
    </NodeViewWrapper>
  );
}

import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Paper } from '#protocol/documents/records';
import type { LiveMention } from '#protocol/meeting/live';
import type { PaperId, PersonId } from '#protocol/wire/ids';
import type { MeetingChannel } from '../../sync/meeting-channel.ts';
import { toast } from '../../ui/index.ts';
import { excerpt, isFirstTold } from '../annotation/index.ts';

export interface MentionCallsUse {
  readonly channel: MeetingChannel;
  readonly papers: readonly Paper[];
  /** The paper that is open. */
  readonly open: Paper | undefined;
  readonly nameOf: (person: PersonId) => string;
  /** Opens the paper where the comment is. */
  readonly onGo: (mention: LiveMention) => void;
}

/**
 * Tells a person who is called upon in the meeting, whatever paper is open, and leads there. Answers how often that was in
 * papers that they have not opened since.
 */
export function useMentionCalls({
  channel,
  papers,
  open,
  nameOf,
  onGo,
}: MentionCallsUse): ReadonlyMap<PaperId, number> {
  const { t } = useTranslation('meeting');
  const [calls, setCalls] = useState<ReadonlyMap<PaperId, number>>(new Map());
  if (open !== undefined && calls.has(open.id)) {
    setCalls(new Map([...calls].filter(([paper]) => paper !== open.id)));
  }
  const tell = useEffectEvent((mention: LiveMention) => {
    const { by, comment, paper, text } = mention;
    if (paper !== open?.id) setCalls((before) => new Map(before).set(paper, (before.get(paper) ?? 0) + 1));
    const title = papers.find(({ id }) => id === paper)?.title;
    if (title === undefined || !isFirstTold(by, comment)) return;
    toast(t('room.mentioned', { name: nameOf(by), title, text: excerpt(text) }), 'info', {
      label: t('room.goToMention'),
      onPress: () => onGo(mention),
    });
  });
  useEffect(() => channel.onMention((mention) => tell(mention)), [channel]);
  return calls;
}

import { z } from 'zod';
import type { Vote } from '../ballots/records.ts';
import type { Paper } from '../documents/records.ts';
import type { PastSpeech } from '../floor/records.ts';
import { ItemId, PaperId, VoteId } from '../wire/ids.ts';
import type { AttendanceFacts, ItemFacts, MinutesFacts } from './facts.ts';

/**
 * A block of the minutes that the meeting fills: who came, what belongs to no item, an item with its times and papers,
 * what was said or voted under it, one vote, or one paper. It is what the document keeps of it.
 */
export const LiveBlock = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('attendance') }),
  z.object({ kind: z.literal('besides') }),
  z.object({ kind: z.literal('item'), ref: ItemId }),
  z.object({ kind: z.literal('speeches'), ref: ItemId }),
  z.object({ kind: z.literal('votes'), ref: ItemId }),
  z.object({ kind: z.literal('vote'), ref: VoteId }),
  z.object({ kind: z.literal('paper'), ref: PaperId }),
]);
export type LiveBlock = z.infer<typeof LiveBlock>;

/** What a block shows. `gone`: what it is about isn't in the meeting any more. `unknown`: a newer program's block. */
export type BlockFacts =
  | { readonly is: 'attendance'; readonly attendance: AttendanceFacts }
  | { readonly is: 'item'; readonly item: ItemFacts }
  | {
      readonly is: 'happened';
      readonly speeches: readonly PastSpeech[];
      readonly votes: readonly Vote[];
    }
  | { readonly is: 'paper'; readonly paper: Paper }
  | { readonly is: 'gone' | 'unknown' };

/** What the block with these attributes shows of a meeting as it is now. A vote that was voided is shown as such. */
export function blockFacts(facts: MinutesFacts, attributes: unknown): BlockFacts {
  const parsed = LiveBlock.safeParse(attributes);
  if (!parsed.success) return { is: 'unknown' };
  const block = parsed.data;
  if (block.kind === 'attendance') return { is: 'attendance', attendance: facts.attendance };
  if (block.kind === 'besides') return { is: 'happened', ...facts.besides };
  if (block.kind === 'vote') {
    const votes = [facts.besides, ...facts.items].flatMap((part) => part.votes);
    const vote = votes.find(({ id }) => id === block.ref);
    return vote === undefined ? { is: 'gone' } : { is: 'happened', speeches: [], votes: [vote] };
  }
  if (block.kind === 'paper') {
    const paper = facts.items.flatMap(({ papers }) => papers).find(({ id }) => id === block.ref);
    return paper === undefined ? { is: 'gone' } : { is: 'paper', paper };
  }
  const item = facts.items.find((entry) => entry.item.id === block.ref);
  if (item === undefined) return { is: 'gone' };
  if (block.kind === 'item') return { is: 'item', item };
  const { speeches, votes } = item;
  return block.kind === 'votes'
    ? { is: 'happened', speeches: [], votes }
    : { is: 'happened', speeches, votes: [] };
}

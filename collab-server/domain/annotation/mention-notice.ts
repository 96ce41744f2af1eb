import { type LiveMention, MENTION_EXCERPT } from '#protocol/meeting/live';
import type { Member } from '#protocol/meeting/rights';
import { AppError } from '#protocol/wire/codes';
import type { MeetingId, PersonId } from '#protocol/wire/ids';
import type { Versions } from '../documents/versions.ts';
import { annotationAccess } from './access.ts';
import type { MentionCall } from './mentions.ts';

/**
 * What is told to somebody who is called upon, and in which meeting. Undefined when they may not read the comment, or the
 * chair has hidden its author.
 */
export async function mentionFor(
  versions: Versions,
  memberOf: (person: PersonId) => Member | undefined,
  { room, person, by, comment, on, page, text }: MentionCall,
): Promise<{ readonly meeting: MeetingId; readonly mention: LiveMention } | undefined> {
  const member = memberOf(person);
  if (member === undefined || room.layer === 'private') return undefined;
  const access = await annotationAccess(versions, memberOf, person, room);
  if ('code' in access) return undefined;
  try {
    const { meeting, paper } = await versions.readable(member, room.version);
    if (room.layer === 'shared' && meeting.moderation.hidden.includes(by)) return undefined;
    return {
      meeting: meeting.id,
      mention: {
        by,
        comment,
        paper: paper.id,
        version: room.version,
        layer: room.layer,
        on,
        page,
        text: text.slice(0, MENTION_EXCERPT),
      },
    };
  } catch (error) {
    // Withdrawn meanwhile.
    if (error instanceof AppError) return undefined;
    throw error;
  }
}

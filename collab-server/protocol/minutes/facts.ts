import { agendaNumbers, depthOf } from '../agenda/tree.ts';
import type { AgendaItem } from '../agenda/records.ts';
import type { Vote } from '../ballots/records.ts';
import type { Paper } from '../documents/records.ts';
import type { PastSpeech } from '../floor/records.ts';
import { isEntitled, quorumNeeded } from '../meeting/attendance.ts';
import type { Attendance, MeetingRole, MeetingState } from '../meeting/records.ts';
import type { PersonId } from '../wire/ids.ts';

/** What the minutes (biên bản) say that nobody types: it is read from the meeting, and is never kept beside it. */
export interface MinutesFacts {
  readonly attendance: AttendanceFacts;
  /** The agenda in reading order, each item with what came of it. */
  readonly items: readonly ItemFacts[];
  /** What belongs to no item. */
  readonly besides: Pick<ItemFacts, 'speeches' | 'votes'>;
}

export interface PersonFacts {
  readonly person: PersonId;
  readonly role: MeetingRole;
  /** Whose seat they had. */
  readonly standsFor: PersonId | null;
  /** Their line of the roll; undefined: they were not marked, and never came. */
  readonly line: Attendance | undefined;
}

export interface AttendanceFacts {
  /** Whoever came, if only for a while, in the order of the participants. */
  readonly present: readonly PersonFacts[];
  /** Of those with a seat that counts: nobody awaits a guest or staff. */
  readonly absent: readonly PersonFacts[];
  /** Those who sent somebody in their place, who then stands in one of the lists. */
  readonly substituted: readonly { readonly person: PersonId; readonly by: PersonId }[];
  /** How many have a say in what is decided, and how many of those came. */
  readonly entitled: { readonly present: number; readonly of: number };
  /** The quorum when most were present; null where there is no rule, or nobody was counted. */
  readonly quorum: { readonly present: number; readonly of: number; readonly needed: number } | null;
}

export interface ItemFacts {
  readonly item: AgendaItem;
  /** As it stands in the agenda: "2.1". */
  readonly number: string;
  /** 1 at the top. */
  readonly depth: number;
  readonly papers: readonly Paper[];
  /** In the order in which they began. */
  readonly speeches: readonly PastSpeech[];
  /** Those that began, in the order in which they were prepared. */
  readonly votes: readonly Vote[];
}

export function minutesFacts(state: MeetingState): MinutesFacts {
  const numbers = agendaNumbers(state.agenda);
  const known = new Set<string>(state.agenda.map(({ id }) => id));
  const speeches = state.floor.speeches.toSorted((a, b) => a.startedAt - b.startedAt);
  const votes = state.voting.votes.filter(({ status, openedAt }) => status !== 'draft' && openedAt !== null);
  // An item that was taken out of the agenda takes nothing of what happened with it.
  const isBesides = (item: string | null) => item === null || !known.has(item);
  return {
    attendance: attendanceFacts(state),
    items: state.agenda.map((item) => ({
      item,
      number: numbers.get(item.id) ?? '',
      depth: depthOf(state.agenda, item.id),
      papers: state.papers.filter((paper) => paper.item === item.id),
      speeches: speeches.filter((speech) => speech.item === item.id),
      votes: votes.filter(({ fields }) => fields.item === item.id),
    })),
    besides: {
      speeches: speeches.filter(({ item }) => isBesides(item)),
      votes: votes.filter(({ fields }) => isBesides(fields.item)),
    },
  };
}

function attendanceFacts(state: MeetingState): AttendanceFacts {
  const roll = new Map(state.attendance.map((line) => [line.person, line]));
  const substitutes = new Map(
    state.participants.flatMap(({ person, standsFor }) => (standsFor === null ? [] : [[standsFor, person]])),
  );
  const awaited = state.participants.filter(({ response }) => response.is !== 'substituted');
  const facts = awaited.map(({ person, role, standsFor }): PersonFacts => ({
    person,
    role,
    standsFor,
    line: roll.get(person),
  }));
  const came = ({ line }: Pick<PersonFacts, 'line'>) => line !== undefined && line.joinedAt !== null;
  const entitled = awaited.filter(isEntitled);
  const rule = state.fields.quorum;
  const [counted] = state.quorum.toSorted((a, b) => b.present - a.present);
  return {
    present: facts.filter(came),
    absent: facts.filter((entry) => !came(entry) && entry.role !== 'guest' && entry.role !== 'staff'),
    substituted: state.participants.flatMap(({ person, response }) => {
      const by = substitutes.get(person);
      return response.is === 'substituted' && by !== undefined ? [{ person, by }] : [];
    }),
    entitled: {
      present: entitled.filter(({ person }) => came({ line: roll.get(person) })).length,
      of: entitled.length,
    },
    quorum:
      rule === null || counted === undefined
        ? null
        : { present: counted.present, of: counted.of, needed: quorumNeeded(rule, counted.of) },
  };
}

import { packOrder } from '#protocol/documents/pack';
import type { Paper } from '#protocol/documents/records';
import type { MeetingState, Question } from '#protocol/meeting/records';
import { COMMAND_RIGHTS, isOver, roleIn } from '#protocol/meeting/rights';
import type { PersonId } from '#protocol/wire/ids';

/** Whether somebody can ask in advance: once the meeting is in session they ask to speak. */
export function mayAsk(state: Pick<MeetingState, 'status'>): boolean {
  return state.status !== 'inSession' && !isOver(state);
}

/** Whether this person answers what the others ask. */
export function mayAnswer(state: MeetingState, me: PersonId): boolean {
  const role = roleIn(state, me);
  return role !== undefined && COMMAND_RIGHTS['question.answer'].includes(role) && !isOver(state);
}

/** What is asked about one paper. */
export interface PaperQuestions {
  /** Undefined when the paper has been taken away since. */
  readonly paper: Paper | undefined;
  readonly questions: readonly Question[];
}

/**
 * Questions collated: papers in the order in which they are read, on each those about the whole paper first, then by
 * page, the earliest first. Papers that nobody asked about are left out.
 */
export function questionsByPaper(
  state: Pick<MeetingState, 'agenda' | 'papers' | 'questions'>,
): PaperQuestions[] {
  const ordered = [...state.questions].toSorted((a, b) => (a.page ?? -1) - (b.page ?? -1) || a.at - b.at);
  const groups: PaperQuestions[] = packOrder(state.agenda, state.papers).map((paper) => ({
    paper,
    questions: ordered.filter((question) => question.paper === paper.id),
  }));
  const known = new Set(state.papers.map(({ id }) => id));
  groups.push({ paper: undefined, questions: ordered.filter(({ paper }) => !known.has(paper)) });
  return groups.filter(({ questions }) => questions.length > 0);
}

/** Questions that nobody has answered yet. */
export function unanswered({ questions }: Pick<MeetingState, 'questions'>): number {
  return questions.filter(({ answer }) => answer === null).length;
}

import {
  MAX_WEIGHT,
  SIMPLE_MAJORITY,
  VoteFields,
  type MajorityRule,
  type VoteMethod,
  type VoteTopic,
} from '#protocol/ballots/records';
import { MAX_OPTIONS } from '#protocol/ballots/choice';
import { versionOf } from '#protocol/documents/records';
import { isInWriting } from '#protocol/meeting/in-writing';
import type { MeetingState } from '#protocol/meeting/records';
import { audienceOf } from '#protocol/meeting/rights';
import type { ItemId, PaperId, PersonId } from '#protocol/wire/ids';
import { line } from '#protocol/wire/text';

/** Majorities that bodies ask for most; `own` is any other. */
export type Majority = 'half' | 'halfOfAll' | 'twoThirdsOfAll' | 'threeQuartersOfAll' | 'most' | 'own';

const more = (part: number, whole: number) => ({ of: [part, whole] as [number, number], isMoreThan: true });
const least = (part: number, whole: number) => ({ of: [part, whole] as [number, number], isMoreThan: false });

const MAJORITY: Record<Exclude<Majority, 'own'>, Pick<MajorityRule, 'base' | 'share'>> = {
  half: { base: 'valid', share: more(1, 2) },
  halfOfAll: { base: 'entitled', share: more(1, 2) },
  twoThirdsOfAll: { base: 'entitled', share: least(2, 3) },
  threeQuartersOfAll: { base: 'entitled', share: least(3, 4) },
  most: { base: 'valid', share: null },
};

const KNOWN = ['half', 'halfOfAll', 'twoThirdsOfAll', 'threeQuartersOfAll', 'most'] as const;
export const MAJORITIES: readonly Majority[] = [...KNOWN, 'own'];

/** Which of the majorities a rule is. */
export function majorityOf({ base, share }: Pick<MajorityRule, 'base' | 'share'>): Majority {
  const isSame = (known: (typeof KNOWN)[number]) =>
    JSON.stringify(MAJORITY[known]) === JSON.stringify({ base, share });
  // The most votes are the most of any base.
  return share === null ? 'most' : (KNOWN.find(isSame) ?? 'own');
}

/** A vote while it is written: everything that was typed, also what the chosen method or kind has no use for. */
export interface VoteDraft {
  readonly motion: string;
  readonly item: ItemId | null;
  readonly about: VoteTopic | null;
  readonly method: VoteMethod['is'];
  /** One on each line. */
  readonly options: string;
  /** How many of the options one ballot may choose. */
  readonly most: number;
  readonly seats: number;
  readonly kind: VoteFields['kind'];
  readonly rule: Pick<MajorityRule, 'base' | 'share'>;
  readonly isOwnRule: boolean;
  readonly chairBreaksTie: boolean;
  readonly show: VoteFields['show'];
  readonly mayChange: boolean;
  readonly needsPassword: boolean;
  readonly receipts: boolean;
  /** Null: the chair and the delegates. */
  readonly electorate: readonly PersonId[] | null;
  readonly weights: ReadonlyMap<PersonId, number>;
}

/** What keeps a draft from being a vote. */
export type DraftFault = 'motion' | 'options' | 'sameOptions' | 'share' | 'electorate';

export function optionLines(options: string): string[] {
  return options
    .split('\n')
    .map((option) => option.trim())
    .filter((option) => option !== '');
}

/** What the chosen method and kind leave to be chosen. What isn't possible together can't be set. */
export interface DraftFreedom {
  readonly chairBreaksTie: boolean;
  readonly live: boolean;
  readonly mayChange: boolean;
  readonly receipts: boolean;
  readonly weights: boolean;
  readonly hands: boolean;
  readonly rule: boolean;
}

export function freedomOf({ method, kind }: Pick<VoteDraft, 'method' | 'kind'>): DraftFreedom {
  const isNamed = kind === 'named';
  return {
    chairBreaksTie: isNamed && method === 'motion',
    live: isNamed,
    mayChange: kind !== 'hands',
    receipts: kind === 'secret',
    weights: isNamed,
    hands: method !== 'ranking',
    rule: method !== 'ranking',
  };
}

/** The draft with a change; what the change makes impossible gives way to it. */
export function withChange(draft: VoteDraft, change: Partial<VoteDraft>): VoteDraft {
  const next = { ...draft, ...change };
  const kind = next.kind === 'hands' && !freedomOf(next).hands ? 'named' : next.kind;
  const show = next.show === 'live' && !freedomOf({ ...next, kind }).live ? 'atEnd' : next.show;
  return { ...next, kind, show };
}

/** The fields of a vote, or what is wrong with the draft. */
export function fieldsOf(draft: VoteDraft): VoteFields | readonly DraftFault[] {
  const freedom = freedomOf(draft);
  const options = optionLines(draft.options);
  const { electorate, weights } = draft;
  const named = electorate === null ? null : new Set(electorate);
  const rule = draft.method === 'ranking' ? MAJORITY.most : draft.rule;
  const read = VoteFields.safeParse({
    motion: draft.motion,
    item: draft.item,
    about: draft.about,
    method: methodOf(draft, options),
    kind: draft.kind,
    rule: { ...rule, chairBreaksTie: freedom.chairBreaksTie && draft.chairBreaksTie },
    show: draft.show,
    mayChange: freedom.mayChange && draft.mayChange,
    needsPassword: freedom.mayChange && draft.needsPassword,
    receipts: freedom.receipts && draft.receipts,
    electorate,
    weights: freedom.weights
      ? [...weights].flatMap(([person, weight]) =>
          weight === 1 || named?.has(person) === false ? [] : [{ person, weight }],
        )
      : [],
  } satisfies Record<keyof VoteFields, unknown>);
  if (read.success) return read.data;
  return faultsOf(draft, options);
}

function methodOf(draft: VoteDraft, options: readonly string[]): unknown {
  const within = (count: number) => Math.min(Math.max(1, count), Math.max(1, options.length));
  switch (draft.method) {
    case 'motion':
      return { is: 'motion' };
    case 'options':
      return { is: 'options', options, most: within(draft.most) };
    case 'ranking':
      return { is: 'ranking', options };
    case 'election':
      return { is: 'election', options, seats: within(draft.seats) };
  }
}

function faultsOf(draft: VoteDraft, options: readonly string[]): readonly DraftFault[] {
  const faults: DraftFault[] = [];
  if (draft.motion.trim() === '' || draft.motion.length > 2000) faults.push('motion');
  if (draft.method !== 'motion') {
    const isSound = options.length >= 2 && options.length <= MAX_OPTIONS;
    const written = options.map((option) => line(200).safeParse(option));
    if (!isSound || written.some(({ success }) => !success)) faults.push('options');
    else if (new Set(written.map(({ data }) => data)).size < options.length) faults.push('sameOptions');
  }
  const { share } = draft.rule;
  if (share !== null && (share.isMoreThan ? share.of[0] >= share.of[1] : share.of[0] > share.of[1]))
    faults.push('share');
  if (draft.electorate?.length === 0) faults.push('electorate');
  // Characters that can't be seen are all that is left.
  return faults.length === 0 ? ['motion'] : faults;
}

/** The draft in which a vote that was prepared, or is to be repeated, is written on. */
export function draftOf(fields: VoteFields): VoteDraft {
  const { method, rule, weights } = fields;
  const { base, share, chairBreaksTie } = rule;
  return {
    motion: fields.motion,
    item: fields.item,
    about: fields.about,
    method: method.is,
    options: method.is === 'motion' ? '' : method.options.join('\n'),
    most: method.is === 'options' ? method.most : 1,
    seats: method.is === 'election' ? method.seats : 1,
    kind: fields.kind,
    rule: { base, share },
    isOwnRule: majorityOf(rule) === 'own',
    chairBreaksTie,
    show: fields.show,
    mayChange: fields.mayChange,
    needsPassword: fields.needsPassword,
    receipts: fields.receipts,
    electorate: fields.electorate,
    weights: new Map(weights.map(({ person, weight }) => [person, weight])),
  };
}

/**
 * What is offered first: the current item and the page on screen, put to the vote as this meeting voted last; in writing
 * the only paper, where there is one. `motion` words the motion from the item's title.
 */
export function firstDraft(
  state: MeetingState,
  page: VoteTopic | null,
  motion: (title: string) => string,
): VoteDraft {
  // Of what is only prepared nobody has voted.
  const last = state.voting.votes.findLast(({ openedAt }) => openedAt !== null)?.fields;
  const inWriting = isInWriting(state.fields);
  const only = onlyTopic(state);
  const item = state.agenda.find(({ id }) => id === (inWriting ? only?.item : state.currentItem));
  const written = draftOf({
    motion: item === undefined || inWriting ? '' : motion(item.title),
    item: item?.id ?? null,
    about: inWriting ? (only?.about ?? null) : page !== null && mayBeAbout(state, page) ? page : null,
    method: { is: 'motion' },
    kind: last?.kind ?? 'named',
    rule: last === undefined || last.method.is === 'ranking' ? SIMPLE_MAJORITY : last.rule,
    show: last?.show ?? 'atEnd',
    mayChange: inWriting || (last?.mayChange ?? false),
    needsPassword: last?.needsPassword ?? false,
    receipts: last?.receipts ?? true,
    electorate: last?.electorate ?? null,
    weights: last?.weights ?? [],
  });
  // Whoever chose receipts off in the last secret vote means it; a named one says nothing about them.
  return { ...written, receipts: last?.kind === 'secret' ? last.receipts : true };
}

/** What whoever votes may read: the beginning of each paper, in the order of the meeting. */
export function topicsOf(state: MeetingState): readonly VoteTopic[] {
  return state.papers
    .flatMap(({ id, version }) => (version === null ? [] : [{ paper: id, version: version.id, page: 0 }]))
    .filter((each) => mayBeAbout(state, each));
}

/** Asking about a paper, or about none: the question belongs to the item that the paper stands under. */
export function aboutPaper(
  state: MeetingState,
  { about }: Pick<VoteDraft, 'about'>,
  id: PaperId | null,
): Partial<VoteDraft> {
  if (id === null) return { about: null };
  const paper = state.papers.find((each) => each.id === id);
  // A page of it that was chosen stays.
  if (paper === undefined || about?.paper === id) return {};
  return { about: topicsOf(state).find((each) => each.paper === id) ?? null, item: paper.item };
}

function onlyTopic(state: MeetingState): { readonly about: VoteTopic; readonly item: ItemId } | undefined {
  const [about, ...others] = topicsOf(state);
  const paper = state.papers.find(({ id }) => id === about?.paper);
  return about === undefined || paper === undefined || others.length > 0
    ? undefined
    : { about, item: paper.item };
}

/** The draft where nobody meets: nobody raises hands, and an answer may be changed until the deadline. */
export function asInWriting(draft: VoteDraft): VoteDraft {
  return { ...draft, kind: draft.kind === 'hands' ? 'named' : draft.kind, mayChange: true };
}

/** Whether a vote may be about a page: only of a paper that whoever votes can read. */
export function mayBeAbout(state: MeetingState, { paper: id, version, page }: VoteTopic): boolean {
  const paper = state.papers.find((each) => each.id === id);
  if (paper === undefined) return false;
  const found = versionOf(paper, version);
  return found !== undefined && page < found.pages && audienceOf(state, paper).to !== 'some';
}

/** The rule of a majority; of the own one, what it was. */
export function ruleOf(majority: Majority, own: VoteDraft['rule']): VoteDraft['rule'] {
  if (majority !== 'own') return MAJORITY[majority];
  return own.share === null ? { ...own, share: more(1, 2) } : own;
}

/** A weight as it may be. */
export function weightIn(value: number): number {
  return Number.isNaN(value) ? 1 : Math.min(MAX_WEIGHT, Math.max(1, Math.round(value)));
}

import type { Choice } from './choice.ts';
import { mostOf, optionsOf } from './choice.ts';
import type {
  Ballot,
  HandCount,
  MajorityRule,
  RollSeat,
  VoteFields,
  VoteMethod,
  VoteNumbers,
  VoteOutcome,
  VoteQuorum,
} from './records.ts';

/** The numbers that the ballots of a roll give. A ballot of no seat (a secret one) counts one. */
export function numbersOf(
  method: VoteMethod,
  roll: readonly RollSeat[],
  ballots: readonly Ballot[],
): VoteNumbers {
  const weights = new Map(roll.map(({ seat, weight }) => [seat, weight]));
  const options = Array.from({ length: optionsOf(method) }, () => 0);
  let [cast, blank] = [0, 0];
  for (const { seat, choice } of ballots) {
    const weight = seat === null ? 1 : (weights.get(seat) ?? 0);
    cast += weight;
    if (choice.length === 0) blank += weight;
    for (const [place, option] of choice.entries())
      options[option] = (options[option] ?? 0) + weight * pointsFor(method, options.length, place);
  }
  return { ...bases(roll), cast, blank, invalid: 0, options };
}

/** The same of hands that were counted in the room. */
export function numbersOfHands(roll: readonly RollSeat[], hands: HandCount): VoteNumbers {
  const { cast, options, blank, invalid } = hands;
  return { ...bases(roll), cast, blank, invalid, options };
}

/** Whether a count of hands adds up: with one option each they are all of them, with several none has more than there are. */
export function addsUp(method: VoteMethod, { cast, options, blank, invalid }: HandCount): boolean {
  const valid = cast - blank - invalid;
  if (options.length !== optionsOf(method) || valid < 0) return false;
  const sum = options.reduce((all, votes) => all + votes, 0);
  const most = mostOf(method);
  return most === 1 ? sum === valid : sum <= valid * most && options.every((votes) => votes <= valid);
}

/** What a place in a ranking of `options` is worth (Borda): the first all others, the last nothing. Otherwise a vote. */
function pointsFor(method: VoteMethod, options: number, place: number): number {
  return method.is === 'ranking' ? options - 1 - place : 1;
}

function bases(roll: readonly RollSeat[]): Pick<VoteNumbers, 'entitled' | 'present'> {
  let [entitled, present] = [0, 0];
  for (const { weight, isPresent } of roll) {
    entitled += weight;
    if (isPresent) present += weight;
  }
  return { entitled, present };
}

/** Không biểu quyết: the votes of those who were entitled and cast nothing. */
export function notCast({ entitled, cast }: VoteNumbers): number {
  return Math.max(0, entitled - cast);
}

/** How many votes a share is of. */
export function baseOf({ base }: MajorityRule, numbers: VoteNumbers): number {
  if (base === 'valid') return numbers.cast - numbers.blank - numbers.invalid;
  return numbers[base];
}

/** Whether so many votes are the share that is asked for. Nobody's votes carry nothing. */
export function reaches({ share }: MajorityRule, votes: number, base: number): boolean {
  if (votes === 0 || share === null) return votes > 0;
  const [part, whole] = share.of;
  return share.isMoreThan ? votes * whole > base * part : votes * whole >= base * part;
}

/** The fewest votes that carry; null where it is the most votes of all. */
export function votesNeeded(rule: MajorityRule, base: number): number | null {
  if (rule.share === null) return null;
  const [part, whole] = rule.share.of;
  const exact = (base * part) / whole;
  return Math.max(1, rule.share.isMoreThan ? Math.floor(exact) + 1 : Math.ceil(exact));
}

/**
 * What was decided. `chair` is the chair's choice in a named vote. Without a quorum nothing is, whatever the numbers say.
 */
export function outcomeOf(
  { method, rule }: Pick<VoteFields, 'method' | 'rule'>,
  numbers: VoteNumbers,
  quorum: VoteQuorum | null,
  chair: Choice | null,
): VoteOutcome {
  if (quorum !== null && quorum.present < quorum.needed) return { is: 'noQuorum', chosen: [] };
  const base = baseOf(rule, numbers);
  const { options } = numbers;
  if (method.is === 'motion') {
    const [agree = 0, disagree = 0] = options;
    const byChair = rule.chairBreaksTie && agree === disagree && agree > 0 && chair?.[0] === 0;
    const carried = byChair || (reaches(rule, agree, base) && (rule.share !== null || agree > disagree));
    return { is: carried ? 'carried' : 'rejected', chosen: carried ? [0] : [] };
  }
  // Points are of no base: whoever has the most is first.
  const passed = options.flatMap((votes, option) =>
    votes > 0 && (method.is === 'ranking' || reaches(rule, votes, base)) ? [option] : [],
  );
  const places = placesOf(method, rule);
  const chosen = best(passed, options, places);
  const isFilled = chosen.length > 0 && (places === Infinity || chosen.length === places);
  return { is: isFilled ? 'decided' : 'undecided', chosen };
}

/** How many options can win. Where a share is asked for and several may be chosen, all that reach it do. */
function placesOf(method: Exclude<VoteMethod, { is: 'motion' }>, rule: MajorityRule): number {
  if (method.is === 'election') return method.seats;
  return method.is === 'options' && method.most > 1 && rule.share !== null ? Infinity : 1;
}

/** The options with the most votes, for as many places; those that tie for the last one have none of it. */
function best(passed: readonly number[], votes: readonly number[], places: number): number[] {
  const of = (option: number) => votes[option] ?? 0;
  const ordered = passed.toSorted((one, other) => of(other) - of(one) || one - other);
  const next = ordered[places];
  return ordered.slice(0, places).filter((option) => next === undefined || of(option) > of(next));
}

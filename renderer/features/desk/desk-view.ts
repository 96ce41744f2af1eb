import { forecast, usedTime } from '#protocol/agenda/progress';
import type { AgendaItem } from '#protocol/agenda/records';
import { agendaNumbers } from '#protocol/agenda/tree';
import { quorumNeeded, quorumNow } from '#protocol/meeting/attendance';
import { wouldChange } from '#protocol/meeting/decide';
import type { MeetingState, QuorumPoint } from '#protocol/meeting/records';
import { isWaiting, type Member } from '#protocol/meeting/rights';
import type { PersonId } from '#protocol/wire/ids';

/** The quorum of this moment; `needed` is null where no rule is set. */
export interface QuorumView {
  readonly present: number;
  readonly of: number;
  readonly needed: number | null;
  readonly isReached: boolean;
}

export function quorumView(state: MeetingState): QuorumView {
  const { present, of } = quorumNow(state);
  const { quorum } = state.fields;
  const needed = quorum === null ? null : quorumNeeded(quorum, of);
  return { present, of, needed, isReached: needed === null || present >= needed };
}

/** A step line over the history of the quorum, in a box of 100 × 100 with its origin in the upper left. */
export interface QuorumPlotView {
  /** An SVG path. */
  readonly line: string;
  /** Height of what is needed now; null where no rule is set. */
  readonly needed: number | null;
}

/** Undefined where there is nothing to be seen yet. */
export function quorumPlot(
  points: readonly QuorumPoint[],
  { needed, of }: Pick<QuorumView, 'needed' | 'of'>,
  openedAt: number,
  until: number,
): QuorumPlotView | undefined {
  if (points.length === 0 || until <= openedAt) return undefined;
  const top = Math.max(1, of, ...points.map((point) => Math.max(point.present, point.of)));
  const x = (at: number) => rounded((100 * Math.max(0, at - openedAt)) / (until - openedAt));
  const y = (count: number) => rounded(100 - (100 * count) / top);
  const steps = points.map(({ at, present }, n) =>
    n === 0 ? `M${x(at)} ${y(present)}` : `H${x(at)}V${y(present)}`,
  );
  return { line: `${steps.join('')}H100`, needed: needed === null ? null : y(needed) };
}

const rounded = (value: number): number => Math.round(value * 100) / 100;

/** The item that is being discussed, with its clock. */
export interface CurrentItemView {
  readonly item: AgendaItem;
  readonly number: string;
  readonly usedMs: number;
  /** Null where no time is planned. */
  readonly plannedMs: number | null;
  readonly isOver: boolean;
}

export function currentItemView(state: MeetingState, now: number): CurrentItemView | undefined {
  const item = state.agenda.find(({ id }) => id === state.currentItem);
  if (item === undefined) return undefined;
  const usedMs = usedTime(item, now);
  const plannedMs = item.minutes === 0 ? null : item.minutes * 60_000;
  const number = agendaNumbers(state.agenda).get(item.id) ?? '';
  return { item, number, usedMs, plannedMs, isOver: plannedMs !== null && usedMs > plannedMs };
}

/** What has not begun, in order, with its number and when it is likely to. */
export interface ComingItem {
  readonly item: AgendaItem;
  readonly number: string;
  readonly at: number;
}

export function comingUp(state: MeetingState, now: number): ComingItem[] {
  const numbers = agendaNumbers(state.agenda);
  const byId = new Map(state.agenda.map((item) => [item.id, item]));
  return forecast(state.agenda, now).flatMap(({ id, at }) => {
    const item = byId.get(id);
    return item === undefined ? [] : [{ item, number: numbers.get(id) ?? '', at }];
  });
}

/** Guests who wait outside, and those who were let in. Empty while there is no lobby. */
export function lobbyView(state: MeetingState): {
  readonly waiting: readonly PersonId[];
  readonly inside: readonly PersonId[];
} {
  if (!state.lobby.isOn) return { waiting: [], inside: [] };
  const guests = state.participants.filter(({ role }) => role === 'guest').map(({ person }) => person);
  return {
    waiting: guests.filter((person) => isWaiting(state, person)),
    inside: guests.filter((person) => state.lobby.admitted.includes(person)),
  };
}

/** To whom the chair can be handed over now. */
export function possibleChairs(state: MeetingState): PersonId[] {
  const chair = asMember(state.fields.chair);
  return state.participants
    .map(({ person }) => person)
    .filter((to) => wouldChange(state, { type: 'chair.handOver', to }, chair));
}

/** Whether this person may take the chair over now. */
export function mayTakeOver(state: MeetingState, me: PersonId): boolean {
  return wouldChange(state, { type: 'chair.takeOver' }, asMember(me));
}

/** Rights to the chair come from the meeting; what the organisation says of the person has no part in them. */
function asMember(id: PersonId): Member {
  return { id, role: 'official', unit: '' };
}

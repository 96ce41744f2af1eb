import type { FloorRequestId, PersonId } from '../wire/ids.ts';
import { FloorKind, type Floor, type FloorRequest } from './records.ts';

/** Points of order first, then interventions, then speeches. */
const RANK: readonly FloorKind[] = FloorKind.options;

const rank = ({ kind }: Pick<FloorRequest, 'kind'>): number => RANK.indexOf(kind);

/** A new request stands behind those of its kind, and before those that have to wait for it. */
export function queued(requests: readonly FloorRequest[], request: FloorRequest): FloorRequest[] {
  const behind = requests.findIndex((other) => rank(other) > rank(request));
  const at = behind === -1 ? requests.length : behind;
  return [...requests.slice(0, at), request, ...requests.slice(at)];
}

/** Before another request of its kind, or (null) behind all of them. Where `before` is gone nothing moves. */
export function moved(
  requests: readonly FloorRequest[],
  id: FloorRequestId,
  before: FloorRequestId | null,
): FloorRequest[] {
  const request = requests.find((entry) => entry.id === id);
  const rest = requests.filter((entry) => entry.id !== id);
  if (request === undefined) return rest;
  if (before === null) return queued(rest, request);
  const at = rest.findIndex((entry) => entry.id === before);
  return at === -1 ? [...requests] : [...rest.slice(0, at), request, ...rest.slice(at)];
}

/** How long somebody has spoken in this meeting before the speech that runs, in milliseconds. */
function spokenMs({ spoken }: Pick<Floor, 'spoken'>, person: PersonId): number {
  return spoken.find((entry) => entry.person === person)?.ms ?? 0;
}

/**
 * The order in which requests are to be called. Points of order and interventions keep the order of asking always; with
 * the fair order speeches go by the least time spoken, and among equals by the order of asking.
 */
export function speakingOrder(floor: Pick<Floor, 'rules' | 'requests' | 'spoken'>): readonly FloorRequest[] {
  const { rules, requests } = floor;
  if (rules.order === 'request') return requests;
  return requests.toSorted((a, b) => {
    if (a.kind !== b.kind || a.kind !== 'speech') return rank(a) - rank(b);
    return spokenMs(floor, a.person) - spokenMs(floor, b.person);
  });
}

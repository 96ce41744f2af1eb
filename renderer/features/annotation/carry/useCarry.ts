import { createContext, useContext, useSyncExternalStore } from 'react';
import type { PersonId, VersionId } from '#protocol/wire/ids';
import { usePlatform } from '../../../sync/platform-context.ts';
import { whileUsed, type WhileUsed } from '../../../sync/while-used.ts';
import type { AnnotationSession } from '../annotation-session.ts';
import { roomsOf } from '../rooms-of-person.ts';
import type { CarryView } from './carry-book.ts';
import { Carry } from './carry.ts';
import type { CarryPaper, EarlierPaper } from './carry-papers.ts';

export interface CarryUse {
  readonly session: AnnotationSession | null;
  readonly me: { readonly id: PersonId; readonly unit: string };
  readonly version: VersionId;
  /** The version before; null where there is none, or where this isn't the one in force. */
  readonly earlier: VersionId | null;
  /** The open version, null until it is. */
  readonly now: CarryPaper | null;
  readonly openEarlier: (version: VersionId) => EarlierPaper;
}

/** The pages and panels of a reader find here what is carried to its version. */
export const CarryContext = createContext<Carry | null>(null);

/** One for each open version with its marks: what closes either ends it. */
const leases = new WeakMap<AnnotationSession, WeakMap<CarryPaper, WhileUsed<Carry>>>();

function leaseOf(session: AnnotationSession, now: CarryPaper, open: () => Carry): WhileUsed<Carry> {
  let papers = leases.get(session);
  if (papers === undefined) {
    papers = new WeakMap();
    leases.set(session, papers);
  }
  let lease = papers.get(now);
  if (lease === undefined) {
    lease = whileUsed(open);
    papers.set(now, lease);
  }
  return lease;
}

/** Carries this person's marks from the version before for as long as the component is there. */
export function useCarry({ session, me, version, earlier, now, openEarlier }: CarryUse): Carry | null {
  const platform = usePlatform();
  const lease =
    session === null || earlier === null || now === null
      ? null
      : leaseOf(
          session,
          now,
          () =>
            new Carry({
              session,
              rooms: roomsOf(platform, me),
              version,
              earlier,
              now,
              old: openEarlier(earlier),
            }),
        );
  return useSyncExternalStore<Carry | null>(lease?.subscribe ?? never, lease?.getSnapshot ?? none);
}

const NOTHING: CarryView = {
  isWorking: false,
  hasFailed: false,
  unsure: [],
  orphans: [],
  locked: 0,
  placing: null,
};
const never = () => () => {};
const none = () => null;
const nothing = () => NOTHING;

/** What is carried to the version around this component; empty where nothing is. */
export function useCarried(): { readonly carry: Carry | null; readonly view: CarryView } {
  const carry = useContext(CarryContext);
  return { carry, view: useCarryView(carry) };
}

export function useCarryView(carry: Carry | null): CarryView {
  return useSyncExternalStore(carry?.book.subscribe ?? never, carry?.book.getSnapshot ?? nothing);
}

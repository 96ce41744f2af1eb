import { createContext, use, useSyncExternalStore } from 'react';
import { peopleApi, type ServerInfo, type SignedIn } from '#protocol/people/api';
import type { Person } from '#protocol/people/records';
import type { PersonId } from '#protocol/wire/ids';
import { AppError } from '#protocol/wire/codes';
import { PROTOCOL_VERSION } from '#protocol/wire/version';
import type { TokenStorage } from '../platform/index.ts';
import { Unreachable, type ApiClient } from './api-client.ts';

export interface SessionPlace {
  /** Origin of the server, without a slash at its end. */
  readonly origin: string;
  /** How this client holds an ordinary session: browsers by cookie, the desktop by token. */
  readonly holder: 'cookie' | 'token';
  /** For the token of a session that the cookie does not carry. */
  readonly tokens: TokenStorage;
  /** What the device keeps of the person; follows the session. */
  readonly copies: SessionCopies;
}

/** The part of `DeviceCopies` that the session leads. Its faults are reported, never thrown on. */
export interface SessionCopies {
  /** Nobody has been asked yet: if this session's person took something along, answers may come from the device. */
  resume(token: string | null): Promise<void>;
  adopt(person: PersonId, token: string | null): Promise<void>;
  /** The person signed out. */
  left(): Promise<void>;
  /** The server no longer knows the session. */
  ended(): Promise<void>;
}

export type SessionState =
  | { readonly phase: 'starting' }
  | { readonly phase: 'unreachable'; readonly error: unknown }
  | { readonly phase: 'tooOld'; readonly server: ServerInfo }
  | {
      readonly phase: 'signedOut';
      readonly server: ServerInfo;
      /** The person signed out on this page; the next one starts at the beginning. */
      readonly left: boolean;
    }
  | {
      readonly phase: 'signedIn';
      readonly server: ServerInfo;
      readonly me: Person;
      /** The server no longer knows the session; the screen stays, and asks to sign in again. */
      readonly expired: boolean;
    };

/** Who is signed in here, and what the server said about itself. */
export interface Session {
  readonly state: () => SessionState;
  readonly subscribe: (listener: () => void) => () => void;
  /** Asks the server who it is and who we are; ends in `unreachable`, `tooOld`, `signedOut` or `signedIn`. */
  start(): Promise<void>;
  /** Takes over what a sign-in, a setup or a one-time link answered, and asks the server about itself again. */
  adopt(signedIn: SignedIn): Promise<void>;
  /** Signs in with a password. Throws what the call throws. */
  signIn(email: string, password: string): Promise<void>;
  /** Ends the session here and on the server. If the server can't be told, the session is forgotten here only and the error is thrown. */
  signOut(): Promise<void>;
  readonly holder: 'cookie' | 'token';
  close(): void;
}

/** Opens the session model; `start` it before anything is shown. */
export function openSession(api: ApiClient, place: SessionPlace): Session {
  let state: SessionState = { phase: 'starting' };
  const listeners = new Set<() => void>();
  const become = (next: SessionState) => {
    state = next;
    for (const listener of listeners) listener();
  };
  /** The device's copy is a convenience: a session goes on without it. */
  const careful = (work: Promise<void>) =>
    work.catch((error: unknown) => console.warn('the copy on this device cannot be used', error));
  /** Who it is came from the device: to be asked again as soon as the server answers. */
  let isUnasked = false;
  const hold = async (token: string | null) => {
    if (token === null) await place.tokens.clear();
    else await place.tokens.store(token);
    api.connect({ origin: place.origin, token });
  };
  const end = () => {
    isUnasked = false;
    void careful(place.copies.ended());
    if (state.phase === 'signedIn' && !state.expired) become({ ...state, expired: true });
  };
  const askAgain = async () => {
    isUnasked = false;
    try {
      const server = await api.call(peopleApi.serverInfo, { fresh: true });
      const me = await whoAmI(api, true);
      if (state.phase !== 'signedIn' || me === null) return; // `end` has been told of the latter
      if (server.oldestClient > PROTOCOL_VERSION) become({ phase: 'tooOld', server });
      else {
        await careful(place.copies.adopt(me.id, api.connection().token));
        become({ ...state, server, me });
      }
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      isUnasked = true;
    }
  };
  const stops = [
    api.onSignInNeeded(end),
    api.onReach((reached) => {
      if (reached && isUnasked) void askAgain();
    }),
  ];
  const session: Session = {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async start() {
      become({ phase: 'starting' });
      try {
        const token = await place.tokens.load();
        api.connect({ origin: place.origin, token });
        await careful(place.copies.resume(token));
        let isCopy = false;
        const watch = api.onReach((reached) => (isCopy = !reached));
        const server = await api.call(peopleApi.serverInfo, {}).finally(watch);
        if (server.oldestClient > PROTOCOL_VERSION) {
          become({ phase: 'tooOld', server });
          return;
        }
        if (!server.setUp) {
          become({ phase: 'signedOut', server, left: false });
          return;
        }
        const me = await whoAmI(api, !isCopy);
        if (me === null) await hold(null);
        else await careful(place.copies.adopt(me.id, token));
        isUnasked = isCopy;
        become(
          me === null
            ? { phase: 'signedOut', server, left: false }
            : { phase: 'signedIn', server, me, expired: false },
        );
      } catch (error) {
        become({ phase: 'unreachable', error });
      }
    },
    async adopt({ me, token }) {
      await hold(token);
      await careful(place.copies.adopt(me.id, token));
      const server = await api.call(peopleApi.serverInfo, {});
      become({ phase: 'signedIn', server, me, expired: false });
    },
    async signIn(email, password) {
      await session.adopt(
        await api.call(peopleApi.signIn, { body: { email, password, holder: place.holder } }),
      );
    },
    async signOut() {
      const server = 'server' in state ? state.server : null;
      try {
        await api.call(peopleApi.signOut, {});
      } catch (error) {
        if (!(error instanceof AppError && error.code === 'signInNeeded')) throw error;
      } finally {
        await careful(place.copies.left());
        await hold(null);
        if (server !== null) become({ phase: 'signedOut', server, left: true });
      }
    },
    holder: place.holder,
    close() {
      for (const stop of stops) stop();
      listeners.clear();
    },
  };
  return session;
}

/** Null when the server knows nobody. `fresh`: what this device remembers will not do. */
async function whoAmI(api: ApiClient, fresh: boolean): Promise<Person | null> {
  try {
    return await api.call(peopleApi.me, { fresh });
  } catch (error) {
    if (error instanceof AppError && error.code === 'signInNeeded') return null;
    throw error;
  }
}

/** Given by the app around everything. */
export const SessionContext = createContext<Session | null>(null);

/** The session model; throws outside the app. */
export function useSession(): Session {
  const session = use(SessionContext);
  if (session === null) throw new Error('SessionContext is missing');
  return session;
}

/** What the session is at now; the component follows it. */
export function useSessionState(): SessionState {
  const session = useSession();
  return useSyncExternalStore(session.subscribe, session.state);
}

/** Who is signed in. Only below routes that need a signed-in person; throws elsewhere. */
export function useMe(): Person {
  const state = useSessionState();
  if (state.phase !== 'signedIn') throw new Error('nobody is signed in');
  return state.me;
}

/** What the server says about itself (limits, sample, https). Only after the session has started; throws before. */
export function useServer(): ServerInfo {
  const state = useSessionState();
  if (!('server' in state)) throw new Error('the session has not started');
  return state.server;
}

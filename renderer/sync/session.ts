import { createContext, use, useSyncExternalStore } from 'react';
import { peopleApi, type ServerInfo, type SignedIn } from '#protocol/people/api';
import type { Person } from '#protocol/people/records';
import { AppError } from '#protocol/wire/codes';
import { PROTOCOL_VERSION } from '#protocol/wire/version';
import type { TokenStorage } from '../platform/index.ts';
import type { ApiClient } from './api-client.ts';

export interface SessionPlace {
  /** Origin of the server, without a slash at its end. */
  readonly origin: string;
  /** How this client holds an ordinary session: browsers by cookie, the desktop by token. */
  readonly holder: 'cookie' | 'token';
  /** For the token of a session that the cookie does not carry. */
  readonly tokens: TokenStorage;
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
  const hold = async (token: string | null) => {
    if (token === null) await place.tokens.clear();
    else await place.tokens.store(token);
    api.connect({ origin: place.origin, token });
  };
  const stop = api.onSignInNeeded(() => {
    if (state.phase === 'signedIn' && !state.expired) become({ ...state, expired: true });
  });
  const session: Session = {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async start() {
      become({ phase: 'starting' });
      try {
        api.connect({ origin: place.origin, token: await place.tokens.load() });
        const server = await api.call(peopleApi.serverInfo, {});
        if (server.oldestClient > PROTOCOL_VERSION) {
          become({ phase: 'tooOld', server });
          return;
        }
        if (!server.setUp) {
          become({ phase: 'signedOut', server, left: false });
          return;
        }
        const me = await whoAmI(api);
        if (me === null) await hold(null);
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
        await hold(null);
        if (server !== null) become({ phase: 'signedOut', server, left: true });
      }
    },
    holder: place.holder,
    close() {
      stop();
      listeners.clear();
    },
  };
  return session;
}

async function whoAmI(api: ApiClient): Promise<Person | null> {
  try {
    return await api.call(peopleApi.me, {});
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

import { z } from 'zod';
import { AppError, REFUSAL_CODES } from '#protocol/wire/codes';
import type { Endpoint } from '#protocol/wire/endpoint';

/** The server could not be reached, or what answered was not it. Nothing is known about whether it did anything. */
export class Unreachable extends Error {
  constructor(options?: { cause?: unknown }) {
    super('server unreachable', options);
    this.name = 'Unreachable';
  }
}

type Given<Key extends string, Value> = undefined extends Value
  ? { readonly [K in Key]?: Value }
  : Record<string, never> extends Value
    ? { readonly [K in Key]?: Value }
    : { readonly [K in Key]: Value };

/** What a call of an endpoint needs: parts that are empty may be left out. */
export type CallInput<E extends Endpoint> = Given<'params', z.input<E['params']>> &
  Given<'query', z.input<E['query']>> &
  Given<'body', z.input<E['body']>> & {
    readonly signal?: AbortSignal;
    /** Only the server's own answer will do, not this device's copy of an earlier one. */
    readonly fresh?: boolean;
  };

/** What this device keeps of the server's answers. Paths are without the origin and have no query. */
export interface AnswerCopies {
  /** The server answered. */
  answered(path: string, value: unknown): void;
  recall(path: string): Promise<{ readonly at: number; readonly value: unknown } | null>;
  /** A kept answer was given instead of the server's. */
  showed(path: string, at: number): void;
  /** The server doesn't give this to the person. */
  refused(path: string): void;
}

/** How long the server may take before a kept answer stands in, in milliseconds; less once it is known to be away. */
const PATIENCE = 8000;
const PATIENCE_WHEN_AWAY = 2000;

/** Where the server is and who asks. */
export interface ApiConnection {
  /** Origin of the server without a slash at the end; empty when the page came from it. */
  readonly origin: string;
  /** Bearer token, or null where the browser's cookie carries the session. */
  readonly token: string | null;
}

/** Typed calls to the server's HTTP endpoints. */
export interface ApiClient {
  /**
   * Calls an endpoint and parses its answer. Bytes and blobs as body are sent as they are, all else as JSON.
   *
   * When the server can't be reached, or takes too long, an answer that this device has kept is given (see
   * {@link AnswerCopies}).
   *
   * Throws `AppError` with the code of a refusal, `Unreachable` when there was no answer that this app understands,
   * and `DOMException` "AbortError" when `signal` ended it.
   */
  call<E extends Endpoint>(endpoint: E, input: CallInput<E>): Promise<z.output<E['response']>>;
  /** Absolute address of an endpoint, for what fetches by itself: pdf.js, uploads with progress. */
  address<E extends Endpoint>(endpoint: E, input: CallInput<E>): string;
  /** Headers that such a request needs; without a token the cookie does it (`withCredentials` stays false). */
  headers(): Record<string, string>;
  /** The server's origin for WebSockets, `ws://…` or `wss://…`. */
  socketOrigin(): string;
  connect(connection: ApiConnection): void;
  connection(): ApiConnection;
  /** From now on answers are kept in, and if need be come from, these copies. */
  useCopies(copies: AnswerCopies | null): void;
  /** Called when a call is refused because nobody is signed in (any more). Returns what stops it. */
  onSignInNeeded(listener: () => void): () => void;
  /** Called after each call with whether the server was reached. Returns what stops it. */
  onReach(listener: (reached: boolean) => void): () => void;
}

const refusal = z.object({ ok: z.literal(false), code: z.enum(REFUSAL_CODES) });

/** A client of its own; the app shares {@link api}. `send` is `fetch`. */
export function createApiClient(send: typeof fetch): ApiClient {
  let connection: ApiConnection = { origin: '', token: null };
  const signIn = new Set<() => void>();
  const reach = new Set<(reached: boolean) => void>();
  const tell = (reached: boolean) => {
    for (const listener of reach) listener(reached);
  };
  const headers = (): Record<string, string> =>
    connection.token === null ? {} : { authorization: `Bearer ${connection.token}` };
  let copies: AnswerCopies | null = null;
  let isAway = false;
  reach.add((reached) => (isAway = !reached));

  /** The server's own answer, not understood yet. */
  const ask = async (method: string, path: string, given: LooseInput): Promise<unknown> => {
    const request: RequestInit = {
      method,
      headers: headers(),
      credentials: connection.token === null ? 'same-origin' : 'omit',
      cache: 'no-store',
      ...(given.signal === undefined ? {} : { signal: given.signal }),
      ...bodyOf(given.body),
    };
    if (given.body !== undefined && !isBytes(given.body)) {
      request.headers = { ...headers(), 'content-type': 'application/json' };
    } else if (given.body !== undefined) {
      request.headers = { ...headers(), 'content-type': 'application/octet-stream' };
    }
    let response: Response;
    let text: string;
    try {
      response = await send(connection.origin + path, request);
      text = await response.text();
    } catch (cause) {
      if (given.signal?.aborted === true) throw cause;
      tell(false);
      throw new Unreachable({ cause });
    }
    const answer = parseJson(text);
    if (response.ok) return answer;
    const refused = refusal.safeParse(answer);
    if (!refused.success) {
      tell(false);
      throw new Unreachable({ cause: response.status });
    }
    tell(true);
    if (refused.data.code === 'signInNeeded') for (const listener of signIn) listener();
    throw new AppError(refused.data.code);
  };

  /** The server's answer, and when it stays away what this device has kept of it. */
  const askOrRecall = async (path: string, given: LooseInput, kept: AnswerCopies): Promise<Answer> => {
    const giveUp = new AbortController();
    const late = Promise.withResolvers<Answer>();
    const recall = async () => {
      const copy = await kept.recall(path);
      return copy === null ? null : { value: copy.value, copiedAt: copy.at };
    };
    const timer = setTimeout(
      () => {
        recall().then((copy) => {
          if (copy === null) return;
          late.resolve(copy);
          giveUp.abort();
          tell(false);
        }, late.reject);
      },
      isAway ? PATIENCE_WHEN_AWAY : PATIENCE,
    );
    const signal =
      given.signal === undefined ? giveUp.signal : AbortSignal.any([given.signal, giveUp.signal]);
    const asked = ask('GET', path, { ...given, signal }).then(
      (value): Answer => ({ value, copiedAt: null }),
      async (error: unknown): Promise<Answer> => {
        if (giveUp.signal.aborted) return late.promise;
        const copy = error instanceof Unreachable ? await recall() : null;
        if (error instanceof AppError && (error.code === 'notAllowed' || error.code === 'notFound'))
          kept.refused(path);
        if (copy === null) throw error;
        return copy;
      },
    );
    try {
      return await Promise.race([asked, late.promise]);
    } finally {
      clearTimeout(timer);
    }
  };

  const client: ApiClient = {
    async call(endpoint, input) {
      const given: LooseInput = input;
      const path = addressOf(endpoint.path, given);
      const kept = endpoint.method === 'GET' && !path.includes('?') ? copies : null;
      const { value, copiedAt } =
        kept === null || given.fresh === true
          ? { value: await ask(endpoint.method, path, given), copiedAt: null }
          : await askOrRecall(path, given, kept);
      const parsed = understand<(typeof endpoint)['response']>(endpoint.response, value);
      if (copiedAt === null) tell(parsed.success);
      if (!parsed.success) throw new Unreachable({ cause: parsed.error });
      if (copiedAt === null) kept?.answered(path, value);
      else kept?.showed(path, copiedAt);
      return parsed.data;
    },
    address: (endpoint, input) => {
      const path = addressOf(endpoint.path, input);
      return connection.origin === '' ? new URL(path, location.origin).href : connection.origin + path;
    },
    headers,
    socketOrigin: () =>
      (connection.origin === '' ? location.origin : connection.origin).replace(/^http/u, 'ws'),
    connect(next) {
      connection = next;
    },
    connection: () => connection,
    useCopies(next) {
      copies = next;
    },
    onSignInNeeded(listener) {
      signIn.add(listener);
      return () => signIn.delete(listener);
    },
    onReach(listener) {
      reach.add(listener);
      return () => reach.delete(listener);
    },
  };
  return client;
}

interface LooseInput {
  readonly params?: unknown;
  readonly query?: unknown;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  readonly fresh?: boolean;
}

/** `copiedAt`: when it was kept; null for the server's own. */
interface Answer {
  readonly value: unknown;
  readonly copiedAt: number | null;
}

const values = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).optional());

/** Exists so that the answer has the type of this endpoint's schema and not of all schemas. */
function understand<S extends z.ZodType>(schema: S, answer: unknown): z.ZodSafeParseResult<z.output<S>> {
  return schema.safeParse(answer);
}

function isBytes(body: unknown): body is Uint8Array<ArrayBuffer> | Blob {
  return body instanceof Uint8Array || body instanceof Blob;
}

function bodyOf(body: unknown): Pick<RequestInit, 'body'> {
  if (body === undefined) return {};
  return { body: isBytes(body) ? body : JSON.stringify(body) };
}

function addressOf(path: string, input: LooseInput): string {
  const params = values.parse(input.params ?? {});
  const filled = path.replace(/:([a-zA-Z]+)/gu, (_whole, name: string) => {
    const value = params[name];
    if (value === undefined) throw new TypeError(`${path} needs ${name}`);
    return encodeURIComponent(value);
  });
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values.parse(input.query ?? {}))) {
    if (value !== undefined) query.set(name, String(value));
  }
  const search = query.toString();
  return `${filled}${search === '' ? '' : `?${search}`}`;
}

function parseJson(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The app's client. The app connects it before anything is shown. */
export const api: ApiClient = createApiClient((input, init) => fetch(input, init));

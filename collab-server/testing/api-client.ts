import type { z } from 'zod';
import type { Endpoint } from '#protocol/wire/endpoint';
import { REFUSAL_CODES, type RefusalCode } from '#protocol/wire/codes';

/** What was asked for was refused. */
export class Refused extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string) {
    super(`${status} ${code}`);
    this.status = status;
    this.code = code;
  }
}

interface Input<E extends Endpoint> {
  readonly params?: z.input<E['params']>;
  readonly query?: z.input<E['query']>;
  readonly body?: z.input<E['body']>;
}

/** A client of the HTTP interface, as thin as it can be, so that what is tested is the server. */
export class ApiClient {
  readonly url: string;
  readonly token: string | undefined;

  constructor(url: string, token?: string) {
    this.url = url;
    this.token = token;
  }

  /** The answer; throws {@link Refused}. */
  async call<E extends Endpoint>(endpoint: E, input: Input<E> = {}): Promise<z.output<E['response']>> {
    const body = input.body === undefined ? {} : { body: JSON.stringify(input.body) };
    const response = await this.fetch(pathOf(endpoint, input.params, input.query), {
      method: endpoint.method,
      ...body,
      headers: input.body === undefined ? {} : { 'content-type': 'application/json' },
    });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Refused(response.status, codeIn(answer));
    return endpoint.response.parse(answer) as z.output<E['response']>;
  }

  /** Why it is refused, or 'ok'. */
  async refusal<E extends Endpoint>(endpoint: E, input: Input<E> = {}): Promise<RefusalCode | 'ok'> {
    return refusalOf(this.call(endpoint, input));
  }

  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (this.token !== undefined) headers.set('authorization', `Bearer ${this.token}`);
    return fetch(this.url + path, { ...init, headers });
  }
}

/** Why a call is refused, or 'ok'. */
export async function refusalOf(call: Promise<unknown>): Promise<RefusalCode | 'ok'> {
  try {
    await call;
    return 'ok';
  } catch (error) {
    const code = error instanceof Refused ? REFUSAL_CODES.find((entry) => entry === error.code) : undefined;
    if (code === undefined) throw error;
    return code;
  }
}

function pathOf(endpoint: Endpoint, params: unknown, query: unknown): string {
  let path: string = endpoint.path;
  for (const [name, value] of Object.entries(params ?? {})) {
    path = path.replace(`:${name}`, encodeURIComponent(String(value)));
  }
  const search = new URLSearchParams(
    Object.entries(query ?? {}).map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();
  return search === '' ? path : `${path}?${search}`;
}

function codeIn(answer: unknown): string {
  return typeof answer === 'object' && answer !== null && 'code' in answer ? String(answer.code) : 'no code';
}

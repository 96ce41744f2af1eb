import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { AppError } from '#protocol/wire/codes';
import { endpoint } from '#protocol/wire/endpoint';
import { createApiClient, Unreachable } from './api-client.ts';

const thing = endpoint({
  method: 'PUT',
  path: '/api/things/:id/part',
  summary: 'for this test',
  access: 'signedIn',
  params: z.object({ id: z.string() }),
  query: z.object({ offset: z.number().optional() }),
  body: z.object({ text: z.string() }),
  response: z.object({ size: z.int() }),
});

const bytes = endpoint({ ...thing, body: z.unknown() });

function answering(status: number, body: unknown) {
  const send = vi.fn<typeof fetch>(async () => new Response(JSON.stringify(body), { status }));
  const client = createApiClient(send);
  client.connect({ origin: 'https://hop.example', token: null });
  return { send, client };
}

test('fills in the path, the query and the body, and parses the answer', async () => {
  const { send, client } = answering(200, { size: 3 });
  const answer = await client.call(thing, {
    params: { id: 'a/b' },
    query: { offset: 5 },
    body: { text: 'x' },
  });
  expect(answer).toEqual({ size: 3 });
  const [address, request] = send.mock.calls[0] ?? [];
  expect(address).toBe('https://hop.example/api/things/a%2Fb/part?offset=5');
  expect(request).toMatchObject({ method: 'PUT', body: '{"text":"x"}', credentials: 'same-origin' });
  expect(request?.headers).toMatchObject({ 'content-type': 'application/json' });
});

test('with a token it sends no cookies', async () => {
  const { send, client } = answering(200, { size: 3 });
  client.connect({ origin: 'https://hop.example', token: 'secret' });
  await client.call(thing, { params: { id: 'a' }, body: { text: 'x' } });
  const [, request] = send.mock.calls[0] ?? [];
  expect(request).toMatchObject({ credentials: 'omit' });
  expect(request?.headers).toMatchObject({ authorization: 'Bearer secret' });
});

test('bytes are sent as they are', async () => {
  const { send, client } = answering(200, { size: 3 });
  const body = new Uint8Array([1, 2, 3]);
  await client.call(bytes, { params: { id: 'a' }, body });
  const [, request] = send.mock.calls[0] ?? [];
  expect(request?.body).toBe(body);
  expect(request?.headers).toMatchObject({ 'content-type': 'application/octet-stream' });
});

test('a refusal is an AppError, and the end of the session is told', async () => {
  const { client } = answering(401, { ok: false, code: 'signInNeeded' });
  const told = vi.fn<() => void>();
  client.onSignInNeeded(told);
  const call = client.call(thing, { params: { id: 'a' }, body: { text: 'x' } });
  await expect(call).rejects.toThrow(AppError);
  await expect(call).rejects.toMatchObject({ code: 'signInNeeded' });
  expect(told).toHaveBeenCalledTimes(1);
});

test.each([
  ['a page of a proxy', 502, '<html>'],
  ['an answer of another shape', 200, { length: 3 }],
])('%s means that the server was not reached', async (_name, status, body) => {
  const { client } = answering(status, body);
  const reached = vi.fn<(reached: boolean) => void>();
  client.onReach(reached);
  await expect(client.call(thing, { params: { id: 'a' }, body: { text: 'x' } })).rejects.toThrow(Unreachable);
  expect(reached).toHaveBeenCalledExactlyOnceWith(false);
});

test('an aborted call says so, and the server does not count as lost', async () => {
  const stop = new AbortController();
  const client = createApiClient(async (_address, request) => {
    stop.abort();
    request?.signal?.throwIfAborted();
    return new Response();
  });
  const reached = vi.fn<(reached: boolean) => void>();
  client.onReach(reached);
  const call = client.call(thing, { params: { id: 'a' }, body: { text: 'x' }, signal: stop.signal });
  await expect(call).rejects.toMatchObject({ name: 'AbortError' });
  expect(reached).not.toHaveBeenCalled();
});

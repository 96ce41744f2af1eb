import { z } from 'zod';
import { documentsApi } from '#protocol/documents/api';
import { AppError, REFUSAL_CODES } from '#protocol/wire/codes';
import type { VersionId } from '#protocol/wire/ids';
import { api } from '../../sync/api-client.ts';
import { currentCopy } from '../../sync/device/current-copy.ts';

const Refused = z.object({ ok: z.literal(false), code: z.enum(REFUSAL_CODES) });

/** The first thing that is known of a file: how long it is, and both its ends. */
export interface FileEnds {
  /** Bytes of the whole file. */
  readonly length: number;
  /** From byte 0 on; all of it when the file isn't longer. */
  readonly head: Uint8Array;
  /** The last bytes; empty when `head` is all of the file. */
  readonly tail: Uint8Array;
}

/** Asks for a range of a file, as `openRange` does. */
export type AskRange = (range: string, signal: AbortSignal) => Promise<Response>;

/** Both ends of a version. Throws as `fetchRange` does. */
export async function fetchEnds(
  version: VersionId,
  headBytes: number,
  tailBytes: number,
  signal: AbortSignal,
): Promise<FileEnds> {
  const kept = await endsOnDevice(version, headBytes, tailBytes);
  return kept ?? fileEnds(askOf(version), headBytes, tailBytes, signal);
}

/** Both ends of a file, in one round trip: nearly every PDF begins to be read at its end. Throws as `filePart` does. */
export async function fileEnds(
  ask: AskRange,
  headBytes: number,
  tailBytes: number,
  signal: AbortSignal,
): Promise<FileEnds> {
  const tailIsUseless = new AbortController();
  signal.addEventListener('abort', () => tailIsUseless.abort(), { once: true });
  const tail = ask(`bytes=-${tailBytes}`, tailIsUseless.signal)
    .then(read)
    // The head's failure is the one to be told; without it, the end is asked for like any other piece.
    .catch(() => undefined);
  const response = await ask(`bytes=0-${headBytes - 1}`, signal);
  const head = await read(response);
  const length = wholeLength(response) ?? head.length;
  if (head.length < Math.min(headBytes, length)) throw new Error('the answer was cut short');
  if (length === head.length) {
    tailIsUseless.abort();
    return { length, head, tail: new Uint8Array() };
  }
  const end = await tail;
  return { length, head, tail: end?.length === tailBytes ? end : new Uint8Array() };
}

/** Both ends of a paper that was taken along; null when they aren't on this device. */
async function endsOnDevice(
  version: VersionId,
  headBytes: number,
  tailBytes: number,
): Promise<FileEnds | null> {
  const copy = currentCopy.get();
  const length = copy?.lengthOf(version);
  if (copy === null || length === undefined) return null;
  const head = await copy.readRange(version, 0, Math.min(headBytes, length));
  if (head === null || head.length === length)
    return head === null ? null : { length, head, tail: new Uint8Array() };
  const tail = await copy.readRange(version, Math.max(0, length - tailBytes), length);
  return tail === null ? null : { length, head, tail };
}

/**
 * Bytes of a version from `begin` up to, not including, `end`: from this device when they were taken along, a version
 * never changes. Otherwise as {@link fetchFromServer} does.
 */
export async function fetchRange(
  version: VersionId,
  begin: number,
  end: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const kept = await currentCopy.get()?.readRange(version, begin, end);
  return kept ?? fetchFromServer(version, begin, end, signal);
}

/** Bytes of a version as `filePart` gets them. */
export function fetchFromServer(
  version: VersionId,
  begin: number,
  end: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  return filePart(askOf(version), begin, end, signal);
}

/**
 * Bytes of a file from `begin` up to, not including, `end`. Throws `AppError` with the server's refusal, and any other
 * error when the answer was lost on the way and is worth asking for again.
 */
export async function filePart(
  ask: AskRange,
  begin: number,
  end: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const response = await ask(`bytes=${begin}-${end - 1}`, signal);
  const bytes = await read(response);
  // A proxy that knows no ranges sends the whole file.
  const part = response.status === 206 ? bytes : bytes.slice(begin, end);
  if (part.length !== end - begin) throw new Error('the answer was cut short');
  return part;
}

function askOf(version: VersionId): AskRange {
  return async (range, signal) => {
    const address = api.address(documentsApi.bytes, { params: { version } });
    const credentials = api.connection().token === null ? 'same-origin' : 'omit';
    try {
      return await openRange(address, { headers: api.headers(), credentials }, range, signal);
    } catch (error) {
      if (error instanceof AppError && (error.code === 'notAllowed' || error.code === 'notFound'))
        currentCopy.get()?.refused(`/api/versions/${version}/bytes`);
      throw error;
    }
  };
}

/** Asks for a range of a file at an address. Throws `AppError` with the server's refusal. */
export async function openRange(
  address: string,
  { headers, credentials }: RequestInit,
  range: string,
  signal: AbortSignal,
): Promise<Response> {
  const asked = new Headers(headers);
  asked.set('range', range);
  const response = await fetch(address, {
    headers: asked,
    // A browser's cache lets pieces of one address come one after the other only; these are never kept anyway.
    cache: 'no-store',
    ...(credentials === undefined ? {} : { credentials }),
    signal,
  });
  if (response.ok) return response;
  const refused = Refused.safeParse(await response.json().catch(() => undefined));
  if (refused.success) throw new AppError(refused.data.code);
  throw new Error(`unexpected answer ${response.status}`);
}

async function read(response: Response): Promise<Uint8Array> {
  return new Uint8Array(await response.arrayBuffer());
}

/** What a partial answer says of the whole; undefined when it was the whole, or doesn't say. */
function wholeLength(response: Response): number | undefined {
  const said = /\/(\d+)$/.exec(response.headers.get('content-range') ?? '')?.[1];
  return said === undefined ? undefined : Number(said);
}

import { z } from 'zod';
import { documentsApi } from '#protocol/documents/api';
import { AppError, REFUSAL_CODES } from '#protocol/wire/codes';
import type { VersionId } from '#protocol/wire/ids';
import { api } from '../../sync/api-client.ts';

const Refused = z.object({ ok: z.literal(false), code: z.enum(REFUSAL_CODES) });

/**
 * Bytes of a version from `begin` up to, not including, `end`. Throws `AppError` with the server's refusal, and any
 * other error when the answer was lost on the way and is worth asking for again.
 */
export async function fetchRange(
  version: VersionId,
  begin: number,
  end: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const response = await fetch(api.address(documentsApi.bytes, { params: { version } }), {
    headers: { ...api.headers(), range: `bytes=${begin}-${end - 1}` },
    credentials: api.connection().token === null ? 'same-origin' : 'omit',
    signal,
  });
  if (!response.ok) {
    const refused = Refused.safeParse(await response.json().catch(() => undefined));
    if (refused.success) throw new AppError(refused.data.code);
    throw new Error(`unexpected answer ${response.status}`);
  }
  const bytes = new Uint8Array(await response.arrayBuffer());
  // A proxy that knows no ranges sends the whole file.
  const part = response.status === 206 ? bytes : bytes.slice(begin, end);
  if (part.length !== end - begin) throw new Error('the answer was cut short');
  return part;
}

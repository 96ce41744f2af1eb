import { z } from 'zod';
import { documentsApi } from '#protocol/documents/api';
import { AppError, REFUSAL_CODES } from '#protocol/wire/codes';
import type { VersionId } from '#protocol/wire/ids';
import { api, Unreachable } from '../../sync/api-client.ts';

const Refusal = z.object({ code: z.enum(REFUSAL_CODES) });

/** The office file that a version was made from. Throws `AppError` or `Unreachable`. */
export async function fetchOriginal(version: VersionId): Promise<Blob> {
  const address = api.address(documentsApi.original, { params: { version } });
  const response = await fetch(address, { headers: api.headers() }).catch((cause: unknown) => {
    throw new Unreachable({ cause });
  });
  if (response.ok) return response.blob();
  const refusal = Refusal.safeParse(await response.json().catch(() => undefined));
  throw refusal.success ? new AppError(refusal.data.code) : new Unreachable();
}

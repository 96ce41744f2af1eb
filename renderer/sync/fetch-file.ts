import { z } from 'zod';
import { AppError, REFUSAL_CODES } from '#protocol/wire/codes';
import { Unreachable } from './api-client.ts';

const Refusal = z.object({ code: z.enum(REFUSAL_CODES) });

/** A whole file at an address of the server. Throws `AppError` with the refusal, or `Unreachable`. */
export async function fetchFile(address: string, headers: HeadersInit, signal?: AbortSignal): Promise<Blob> {
  try {
    const response = await fetch(address, { headers, ...(signal === undefined ? {} : { signal }) });
    if (response.ok) return await response.blob();
    const refusal = Refusal.safeParse(await response.json().catch(() => undefined));
    throw refusal.success ? new AppError(refusal.data.code) : new Unreachable();
  } catch (error) {
    if (error instanceof AppError || error instanceof Unreachable || signal?.aborted === true) throw error;
    throw new Unreachable({ cause: error });
  }
}

import { minutesApi } from '#protocol/minutes/api';
import type { Hash, MeetingId } from '#protocol/wire/ids';
import { api } from '../../../sync/api-client.ts';
import { fetchFile } from '../../../sync/fetch-file.ts';

/** Brings a file that is about to be approved or signed, and answers its name. Throws `AppError` or `Unreachable`. */
export async function putMinutesFile(meeting: MeetingId, file: Blob): Promise<Hash> {
  const { hash } = await api.call(minutesApi.putFile, { params: { meeting }, body: file });
  return hash;
}

/** A file of approved minutes. Throws `AppError` or `Unreachable`. */
export async function fetchMinutesFile(
  meeting: MeetingId,
  hash: Hash,
  signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const address = api.address(minutesApi.file, { params: { meeting, hash } });
  const file = await fetchFile(address, api.headers(), signal);
  return new Uint8Array(await file.arrayBuffer());
}

import { documentsApi } from '#protocol/documents/api';
import type { VersionId } from '#protocol/wire/ids';
import { api } from '../../sync/api-client.ts';
import { fetchFile } from '../../sync/fetch-file.ts';

/** The office file that a version was made from. Throws `AppError` or `Unreachable`. */
export function fetchOriginal(version: VersionId): Promise<Blob> {
  return fetchFile(api.address(documentsApi.original, { params: { version } }), api.headers());
}

import { z } from 'zod';
import { MarkRef } from '../annotation/mark.ts';
import { FloorRequestId, ItemId, PaperId, PersonId, VersionId } from '../wire/ids.ts';

/** What somebody wants to speak about: a page of a paper, and the mark from which they asked. */
export const FloorTopic = z.object({
  paper: PaperId,
  version: VersionId,
  page: z.int().min(0).max(20_000),
  mark: MarkRef.nullable(),
});
export type FloorTopic = z.infer<typeof FloorTopic>;

/** A request to speak (đăng ký phát biểu) that has not been withdrawn. `item` is the one that ran when it was made. */
export const FloorRequest = z.object({
  id: FloorRequestId,
  person: PersonId,
  item: ItemId.nullable(),
  about: FloorTopic.nullable(),
  at: z.int().min(0),
});
export type FloorRequest = z.infer<typeof FloorRequest>;

/** Most requests that wait at a time, and most of one person. */
export const MAX_REQUESTS = 500;
export const MAX_REQUESTS_OF_PERSON = 5;

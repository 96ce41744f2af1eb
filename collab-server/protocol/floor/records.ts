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

/**
 * Phát biểu; ý kiến về thủ tục (a point of order, which comes first); hỏi hoặc trao đổi lại ngay (an intervention, which
 * comes next). The last two interrupt whoever speaks, and give the floor back to them afterwards.
 */
export const FloorKind = z.enum(['pointOfOrder', 'intervention', 'speech']);
export type FloorKind = z.infer<typeof FloorKind>;

/** A request to speak (đăng ký phát biểu) that has not been withdrawn. `item` is the one that ran when it was made. */
export const FloorRequest = z.object({
  id: FloorRequestId,
  person: PersonId,
  kind: FloorKind.default('speech'),
  item: ItemId.nullable(),
  about: FloorTopic.nullable(),
  at: z.int().min(0),
});
export type FloorRequest = z.infer<typeof FloorRequest>;

/**
 * `mode`: in `chaired` the microphone is the floor's, in `open` everyone's. `order`: of asking, or whoever has spoken
 * least first (thứ tự công bằng). `minutes` is what a speech gets unless the chair says otherwise; 0: no limit.
 */
export const FloorRules = z.object({
  mode: z.enum(['open', 'chaired']),
  order: z.enum(['request', 'fair']),
  isListOpen: z.boolean(),
  minutes: z.int().min(0).max(240),
});
export type FloorRules = z.infer<typeof FloorRules>;

/** Whoever has the floor. The clock has run for `usedMs` before `since` (null: it stands still); milliseconds. */
export const Speech = z.object({
  person: PersonId,
  kind: FloorKind,
  item: ItemId.nullable(),
  startedAt: z.int(),
  since: z.int().nullable(),
  usedMs: z.int().min(0),
  /** Given time; 0: no limit. */
  minutes: z.int().min(0).max(1440),
});
export type Speech = z.infer<typeof Speech>;

/** How often and how long somebody has had the floor in this meeting. */
export const Spoken = z.object({ person: PersonId, turns: z.int().min(0), ms: z.int().min(0) });
export type Spoken = z.infer<typeof Spoken>;

/** Somebody had the floor: when that began and ended, and how long they spoke in between, in milliseconds. */
export const PastSpeech = z.object({
  person: PersonId,
  kind: FloorKind,
  item: ItemId.nullable(),
  startedAt: z.int(),
  endedAt: z.int(),
  ms: z.int().min(0),
});
export type PastSpeech = z.infer<typeof PastSpeech>;

/** Speeches of a meeting that are listed: the latest. `spoken` counts all. */
export const MAX_SPEECHES = 3000;

export const Floor = z.object({
  rules: FloorRules,
  /** In the order in which the chair sees them when the order is that of asking. */
  requests: z.array(FloorRequest),
  speech: Speech.nullable(),
  /** A speech that a point of order or an intervention interrupts; it goes on afterwards. */
  interrupted: Speech.nullable(),
  spoken: z.array(Spoken),
  /** In the order in which they ended. Of a meeting that was held before there was a list: empty. */
  speeches: z.array(PastSpeech).max(MAX_SPEECHES).default([]),
});
export type Floor = z.infer<typeof Floor>;

/** The floor of a meeting that nobody has spoken in. */
export const NO_FLOOR: Floor = {
  rules: { mode: 'open', order: 'request', isListOpen: true, minutes: 5 },
  requests: [],
  speech: null,
  interrupted: null,
  spoken: [],
  speeches: [],
};

/** Most requests that wait at a time, and most of one person. */
export const MAX_REQUESTS = 500;
export const MAX_REQUESTS_OF_PERSON = 5;

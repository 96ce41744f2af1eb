import type { MediaRefusalCode } from '#protocol/media/signalling';

/** An expected refusal of a media request; it becomes the answer. Any other exception is answered `broken` and logged. */
export class RefusalError extends Error {
  readonly code: MediaRefusalCode;
  constructor(code: MediaRefusalCode) {
    super(code);
    this.name = 'RefusalError';
    this.code = code;
  }
}

import {
  type MediaAnswer,
  type MediaNotification,
  type MediaRefusalCode,
  type MediaRequest,
  type MediaRequestType,
  type MediaSuccessOf,
  isSuccessOf,
} from '#protocol/media/signalling';

/** What media needs of the meeting channel. Implemented by whoever owns the WebSocket. */
export interface MediaChannel {
  /** Rejects when the connection ends before the answer; requests are never repeated by the channel. */
  request(request: MediaRequest): Promise<MediaAnswer>;
  /** The returned function ends the listening; so with `onUp`. */
  onNotice(listener: (notice: MediaNotification) => void): () => void;
  /** Called at each change. A connection that came back is a new one to the server: nothing of the old is left there. */
  onUp(listener: (up: boolean) => void): () => void;
  isUp(): boolean;
}

/** The server answered no. */
export class MediaRefusedError extends Error {
  readonly code: MediaRefusalCode;
  constructor(code: MediaRefusalCode) {
    super(code);
    this.name = 'MediaRefusedError';
    this.code = code;
  }
}

/** Asks and gives the answer that belongs to the request; throws MediaRefusedError, or what the channel throws. */
export type Ask = <T extends MediaRequestType>(
  request: Extract<MediaRequest, { type: T }>,
) => Promise<MediaSuccessOf<T>>;

export function asker(channel: MediaChannel): Ask {
  return async <T extends MediaRequestType>(request: Extract<MediaRequest, { type: T }>) => {
    const answer = await channel.request(request);
    if (!answer.ok) throw new MediaRefusedError(answer.code);
    const type: T = request.type;
    if (!isSuccessOf(type, answer)) throw new MediaRefusedError('broken');
    return answer;
  };
}

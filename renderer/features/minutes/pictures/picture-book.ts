import { minutesApi } from '#protocol/minutes/api';
import { AppError } from '#protocol/wire/codes';
import { pictureKind } from '#protocol/minutes/picture';
import type { Hash, MeetingId } from '#protocol/wire/ids';
import { api, Unreachable } from '../../../sync/api-client.ts';
import { fetchFile } from '../../../sync/fetch-file.ts';

/** `away`: the server can't be reached; it is asked again. `gone`: it has no such picture. */
export type PictureStanding =
  | { readonly is: 'loading' | 'away' | 'gone' }
  | { readonly is: 'there'; readonly type: 'png' | 'jpeg'; readonly bytes: Uint8Array<ArrayBuffer> };

/** Milliseconds until a picture is asked for again. */
const RETRY = 10_000;
const LOADING: PictureStanding = { is: 'loading' };

export interface PictureServer {
  /** Throws `AppError` or `Unreachable`. */
  readonly fetch: (hash: Hash) => Promise<Uint8Array<ArrayBuffer>>;
  readonly put: (bytes: Uint8Array<ArrayBuffer>) => Promise<Hash>;
}

/** The pictures of a meeting's minutes as the server has them. */
export function pictureServer(meeting: MeetingId): PictureServer {
  return {
    async fetch(hash) {
      const address = api.address(minutesApi.picture, { params: { meeting, hash } });
      return new Uint8Array(await (await fetchFile(address, api.headers())).arrayBuffer());
    },
    async put(bytes) {
      return (await api.call(minutesApi.putPicture, { params: { meeting }, body: bytes })).hash;
    },
  };
}

/** The pictures of one meeting's minutes, each fetched once and kept while the minutes are open. */
export class PictureBook {
  readonly #server: PictureServer;
  readonly #pictures = new Map<Hash, PictureStanding>();
  readonly #listeners = new Set<() => void>();
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();

  constructor(server: PictureServer) {
    this.#server = server;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** What is known of it now; it is asked for when nobody has yet. */
  standing(hash: Hash): PictureStanding {
    const known = this.#pictures.get(hash);
    if (known !== undefined) return known;
    this.#pictures.set(hash, LOADING);
    void this.#load(hash);
    return LOADING;
  }

  /** Brings a picture to the server, and answers its name. Throws `AppError` or `Unreachable`. */
  async put(bytes: Uint8Array<ArrayBuffer>): Promise<Hash> {
    const hash = await this.#server.put(bytes);
    this.#keep(hash, bytes);
    return hash;
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#listeners.clear();
  }

  async #load(hash: Hash): Promise<void> {
    try {
      this.#keep(hash, await this.#server.fetch(hash));
    } catch (error) {
      const isGone = error instanceof AppError && error.code === 'notFound';
      if (!isGone && !(error instanceof Unreachable)) console.warn('a picture cannot be shown', error);
      this.#set(hash, { is: isGone ? 'gone' : 'away' });
      if (isGone) return;
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        void this.#load(hash);
      }, RETRY);
      this.#timers.add(timer);
    }
  }

  #keep(hash: Hash, bytes: Uint8Array<ArrayBuffer>): void {
    const type = pictureKind(bytes);
    this.#set(hash, type === undefined ? { is: 'gone' } : { is: 'there', type, bytes });
  }

  #set(hash: Hash, standing: PictureStanding): void {
    this.#pictures.set(hash, standing);
    for (const listener of this.#listeners) listener();
  }
}

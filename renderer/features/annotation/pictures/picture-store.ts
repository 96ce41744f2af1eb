import type { Picture } from '#protocol/annotation/mark';
import { pictureSize } from '#protocol/wire/picture-size';

/** A picture with more pixels than this is not shown: it was made to fill somebody's memory. */
const MOST_PIXELS = 16_000_000;
/** Decoded pictures that are kept, in bytes of pixels. */
const MEMORY = 96 * 1024 * 1024;

/** Pictures as the browser draws them. Bytes are decoded once; those drawn longest ago go first. */
export class PictureStore {
  readonly #decoded = new Map<Picture, ImageBitmap | null>();
  readonly #loading = new Set<Picture>();
  readonly #changed: () => void;
  #bytes = 0;
  #closed = false;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** The picture, null when it can't be shown, undefined while it is being decoded. */
  get(picture: Picture): ImageBitmap | null | undefined {
    const found = this.#decoded.get(picture);
    if (found !== undefined) {
      this.#decoded.delete(picture);
      this.#decoded.set(picture, found);
      return found;
    }
    if (!this.#loading.has(picture)) void this.#load(picture);
    return undefined;
  }

  close(): void {
    this.#closed = true;
    for (const bitmap of this.#decoded.values()) bitmap?.close();
    this.#decoded.clear();
  }

  async #load(picture: Picture): Promise<void> {
    this.#loading.add(picture);
    const bitmap = await decode(picture);
    this.#loading.delete(picture);
    if (this.#closed) {
      bitmap?.close();
      return;
    }
    this.#decoded.set(picture, bitmap);
    this.#bytes += sizeOf(bitmap);
    for (const [oldest, old] of this.#decoded) {
      if (this.#bytes <= MEMORY || oldest === picture) break;
      this.#decoded.delete(oldest);
      this.#bytes -= sizeOf(old);
      old?.close();
    }
    this.#changed();
  }
}

async function decode({ type, bytes }: Picture): Promise<ImageBitmap | null> {
  const size = pictureSize(bytes);
  if (size === undefined || size.width * size.height > MOST_PIXELS) return null;
  try {
    return await createImageBitmap(new Blob([new Uint8Array(bytes)], { type }));
  } catch (error) {
    console.debug('a picture cannot be shown', error);
    return null;
  }
}

function sizeOf(bitmap: ImageBitmap | null): number {
  return bitmap === null ? 0 : bitmap.width * bitmap.height * 4;
}

import { MAX_PICTURE_BYTES, type Picture } from '#protocol/annotation/mark';
import { pictureSize } from '#protocol/wire/picture-size';

/** A picture that fits into a mark, and its size in pixels. */
export interface FittedPicture {
  readonly type: Picture['type'];
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
}

/** Longest sides that are tried, one after the other, and the qualities at each. */
const SIDES = [1600, 1200, 900, 640, 420, 256];
const QUALITIES = [0.86, 0.72, 0.58];
/** A file larger than this, or with more pixels, is not opened. */
const MOST_BYTES = 40 * 1024 * 1024;
const MOST_PIXELS = 100_000_000;

/**
 * Makes an image file small enough to be a mark, as sharp as its bytes allow. A file that is small enough already stays
 * as it is. Undefined when it isn't an image that can be read.
 */
export async function shrinkPicture(file: Blob): Promise<FittedPicture | undefined> {
  if (file.size > MOST_BYTES) return undefined;
  const original = new Uint8Array(await file.arrayBuffer());
  const known = pictureSize(original);
  if (known !== undefined && known.width * known.height > MOST_PIXELS) return undefined;
  const type = pictureType(original);
  if (known !== undefined && type !== undefined && original.length <= MAX_PICTURE_BYTES) {
    // It may carry the right name on broken bytes.
    return (await opened(file)) === undefined ? undefined : { type, bytes: original, ...known };
  }
  const bitmap = await opened(file);
  if (bitmap === undefined) return undefined;
  try {
    for (const side of SIDES) {
      const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
      const width = Math.max(1, Math.round(bitmap.width * scale));
      const height = Math.max(1, Math.round(bitmap.height * scale));
      const canvas = document.createElement('canvas');
      canvas.width = width;
      canvas.height = height;
      const context = canvas.getContext('2d');
      if (context === null) return undefined;
      context.imageSmoothingQuality = 'high';
      context.drawImage(bitmap, 0, 0, width, height);
      for (const quality of QUALITIES) {
        const bytes = await encoded(canvas, quality);
        const made = bytes === undefined ? undefined : pictureType(bytes);
        if (bytes === undefined || made === undefined || bytes.length > MAX_PICTURE_BYTES) continue;
        return { type: made, bytes, width, height };
      }
    }
    return undefined;
  } finally {
    bitmap.close();
  }
}

async function opened(file: Blob): Promise<ImageBitmap | undefined> {
  try {
    return await createImageBitmap(file);
  } catch (error) {
    console.debug('not an image', error);
    return undefined;
  }
}

/** As WebP; where the browser can't write that, it gives PNG. */
async function encoded(
  canvas: HTMLCanvasElement,
  quality: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const blob = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, 'image/webp', quality);
  });
  return blob === null ? undefined : new Uint8Array(await blob.arrayBuffer());
}

/** What the bytes are, whatever their file is called. */
function pictureType(bytes: Uint8Array): Picture['type'] | undefined {
  if (bytes[0] === 0x89 && bytes[1] === 0x50) return 'image/png';
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return 'image/jpeg';
  if (bytes[0] === 0x52 && bytes[1] === 0x49 && bytes[8] === 0x57) return 'image/webp';
  return undefined;
}

import { MAX_PICTURE_FILE, MAX_PICTURE_SIDE, pictureKind } from '#protocol/minutes/picture';
import { pictureSize } from '#protocol/wire/picture-size';

/** A picture that the minutes can hold, and its size in pixels. */
export interface MinutesImage {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
}

/** Longest sides that are tried, one after the other, and the qualities at each. */
const SIDES = [MAX_PICTURE_SIDE, 1600, 1200, 800];
const QUALITIES = [0.9, 0.8, 0.7];
/** A file larger than this, or with more pixels, is not opened. */
const MOST_BYTES = 60 * 1024 * 1024;
const MOST_PIXELS = 120_000_000;

/**
 * Makes an image file (PNG, JPEG, WebP) small enough for the minutes. One that is small enough and can stand in Word and PDF stays
 * as it is; others become JPEG on white. Undefined when it isn't such an image, or too large to open.
 */
export async function fitPicture(file: Blob): Promise<MinutesImage | undefined> {
  if (file.size > MOST_BYTES) return undefined;
  const original = new Uint8Array(await file.arrayBuffer());
  const known = pictureSize(original);
  if (known === undefined || known.width * known.height > MOST_PIXELS) return undefined;
  const bitmap = await opened(file);
  if (bitmap === undefined) return undefined;
  try {
    const fits =
      original.length <= MAX_PICTURE_FILE && Math.max(known.width, known.height) <= MAX_PICTURE_SIDE;
    // What a camera turned is upright in the bitmap; a JPEG that lies on its side in its file would lie in Word, too.
    const isUpright = bitmap.width === known.width && bitmap.height === known.height;
    if (fits && isUpright && pictureKind(original) !== undefined) return { bytes: original, ...known };
    for (const side of SIDES) {
      const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
      const width = Math.max(1, Math.round(bitmap.width * scale));
      const height = Math.max(1, Math.round(bitmap.height * scale));
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext('2d');
      if (context === null) return undefined;
      context.fillStyle = '#ffffff';
      context.fillRect(0, 0, width, height);
      context.imageSmoothingQuality = 'high';
      context.drawImage(bitmap, 0, 0, width, height);
      for (const quality of QUALITIES) {
        const made = await canvas.convertToBlob({ type: 'image/jpeg', quality });
        if (made.size <= MAX_PICTURE_FILE)
          return { bytes: new Uint8Array(await made.arrayBuffer()), width, height };
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

/** Pixels of a picture as its first bytes say. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/**
 * Reads the size of a PNG, JPEG or WebP without decoding it: somebody else's bytes may claim any size. Undefined for
 * anything else.
 */
export function pictureSize(bytes: Uint8Array): PictureSize | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const size = pngSize(view) ?? jpegSize(view) ?? webpSize(view);
    return size !== undefined && size.width > 0 && size.height > 0 ? size : undefined;
  } catch (error) {
    // Cut off before its size was told.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function pngSize(view: DataView): PictureSize | undefined {
  if (view.getUint32(0) !== 0x89504e47 || view.getUint32(4) !== 0x0d0a1a0a) return undefined;
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

function jpegSize(view: DataView): PictureSize | undefined {
  if (view.getUint16(0) !== 0xffd8) return undefined;
  let at = 2;
  for (;;) {
    while (view.getUint8(at) === 0xff) at += 1;
    const marker = view.getUint8(at);
    // Start of frame, of whatever kind of coding.
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      return { width: view.getUint16(at + 6), height: view.getUint16(at + 4) };
    }
    at += 1 + view.getUint16(at + 1);
    if (view.getUint8(at) !== 0xff) return undefined;
  }
}

function webpSize(view: DataView): PictureSize | undefined {
  if (view.getUint32(0) !== 0x52494646 || view.getUint32(8) !== 0x57454250) return undefined;
  const low = (at: number) => view.getUint8(at) + view.getUint8(at + 1) * 256;
  switch (view.getUint32(12)) {
    case 0x56503858: // "VP8X"
      return {
        width: 1 + low(24) + view.getUint8(26) * 65_536,
        height: 1 + low(27) + view.getUint8(29) * 65_536,
      };
    case 0x56503820: // "VP8 "
      return { width: low(26) & 0x3fff, height: low(28) & 0x3fff };
    case 0x5650384c: {
      // "VP8L"
      const bits = view.getUint32(21, true);
      return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
    }
    default:
      return undefined;
  }
}

import { describe, expect, it } from 'vitest';
import { pictureSize } from './picture-size.ts';

const png = (width: number, height: number) => {
  const bytes = new Uint8Array(33);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  new DataView(bytes.buffer).setUint32(16, width);
  new DataView(bytes.buffer).setUint32(20, height);
  return bytes;
};

describe('pictureSize', () => {
  it('reads what a PNG claims, however much it is', () => {
    expect(pictureSize(png(640, 480))).toEqual({ width: 640, height: 480 });
    expect(pictureSize(png(60_000, 60_000))).toEqual({ width: 60_000, height: 60_000 });
  });

  it('finds the frame of a JPEG behind its other parts', () => {
    const jpeg = Uint8Array.of(
      0xff,
      0xd8,
      0xff,
      0xe0,
      0x00,
      0x04,
      0x4a,
      0x46,
      0xff,
      0xc4,
      0x00,
      0x03,
      0x00,
      0xff,
      0xc2,
      0x00,
      0x0b,
      0x08,
      0x01,
      0x2c,
      0x02,
      0x58,
      0x01,
      0x01,
      0x11,
      0x00,
    );
    expect(pictureSize(jpeg)).toEqual({ width: 600, height: 300 });
  });

  it('reads the three kinds of WebP', () => {
    const webp = (kind: string, rest: [at: number, byte: number][]) => {
      const bytes = new Uint8Array(32);
      bytes.set(new TextEncoder().encode('RIFF'), 0);
      bytes.set(new TextEncoder().encode(`WEBP${kind}`), 8);
      for (const [at, byte] of rest) bytes[at] = byte;
      return bytes;
    };
    expect(
      pictureSize(
        webp('VP8X', [
          [24, 99],
          [27, 49],
        ]),
      ),
    ).toEqual({ width: 100, height: 50 });
    expect(
      pictureSize(
        webp('VP8 ', [
          [26, 100],
          [28, 50],
        ]),
      ),
    ).toEqual({ width: 100, height: 50 });
    // 14 bits of the width less one, then 14 of the height less one.
    expect(
      pictureSize(
        webp('VP8L', [
          [21, 99],
          [22, 0x40],
          [23, 0x0c],
        ]),
      ),
    ).toEqual({ width: 100, height: 50 });
  });

  it('says nothing of other bytes, cut-off ones and empty pictures', () => {
    expect(pictureSize(png(0, 10))).toBeUndefined();
    expect(pictureSize(png(5, 5).subarray(0, 18))).toBeUndefined();
    expect(pictureSize(Uint8Array.of(0xff, 0xd8, 0xff))).toBeUndefined();
    expect(pictureSize(new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg">'))).toBeUndefined();
    expect(pictureSize(new Uint8Array())).toBeUndefined();
  });
});

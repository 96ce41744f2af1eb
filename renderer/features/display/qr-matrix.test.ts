import { describe, expect, it } from 'vitest';
import { qrMatrix } from './qr-matrix.ts';

const rows = (text: string) => qrMatrix(text).map((row) => row.map((dark) => (dark ? '#' : '.')).join(''));

async function digest(text: string): Promise<string> {
  const lines = rows(text).join('\n').replaceAll('#', '1').replaceAll('.', '0');
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(lines));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

// What another encoder (npm's uqr 0.1.3) makes of the same text with the same mask; it was compared for every length
// from 1 to 213 bytes.
describe('a QR code', () => {
  it('of one letter is as the standard has it', () => {
    expect(rows('A')).toEqual([
      '#######.#..#..#######',
      '#.....#.#####.#.....#',
      '#.###.#...#.#.#.###.#',
      '#.###.#.##.##.#.###.#',
      '#.###.#..###..#.###.#',
      '#.....#..#.##.#.....#',
      '#######.#.#.#.#######',
      '........##.##........',
      '#.##.###..###.#..#.##',
      '.#.##..#.#.####..#...',
      '##..###.##.#.....##.#',
      '#.##.#.....#..#####..',
      '#..####..#..#..#..#..',
      '........#.##..#..#..#',
      '#######.#..##..#.#...',
      '#.....#.##.....##.##.',
      '#.###.#..##.#####...#',
      '#.###.#.####..######.',
      '#.###.#.#.#.#.##.....',
      '#.....#...#..#.#..#.#',
      '#######.#....#..#....',
    ]);
  });

  it('of a link, and of a long text in Vietnamese, is that of another encoder', async () => {
    expect(await digest('https://hop.example.gov.vn/meetings/0123456789abcdefghjk#checkin=ACDEFG')).toBe(
      '1d528b2d2bae730911bc503d67a04708485efff2cca31264f97c2af28e2d518a',
    );
    expect(await digest('Điểm danh '.repeat(14))).toBe(
      'c72827496f0e393a73ce78749f8f9c084119e7f363a837de1029e3203866e564',
    );
  });

  it('is no larger than its text needs, and says when a text is too long', () => {
    const sizes = [14, 15, 180, 181, 213].map((length) => rows('a'.repeat(length)).length);
    expect(sizes).toEqual([21, 25, 53, 57, 57]);
    expect(() => qrMatrix('a'.repeat(214))).toThrow(RangeError);
  });
});

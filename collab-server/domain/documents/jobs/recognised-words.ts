import { PageTransform, type PageSize } from '#protocol/annotation/page-transform';
import { MAX_PAGE_WORDS, type RecognisedWord } from '#protocol/documents/recognised';

/** Words that tesseract itself is less sure of, in percent, are noise of the scan. */
const LEAST_SURE = 25;

/**
 * The words of a page from tesseract's table (TSV), which counts pixels from the upper left corner of the page as it is
 * shown; `scale` is pixels per point. Lines that aren't as they should be are left out.
 */
export function recognisedWords(table: string, size: PageSize, scale: number): RecognisedWord[] {
  const transform = new PageTransform(size, scale);
  const words: RecognisedWord[] = [];
  for (const row of table.split('\n')) {
    const cells = row.split('\t');
    const [level, , , , , , left, top, width, height, sure] = cells.map(Number);
    const text = (cells[11] ?? '').trim().normalize('NFC').slice(0, 200);
    if (level !== 5 || text === '' || sure === undefined || !(sure >= LEAST_SURE)) continue;
    if (![left, top, width, height].every((number) => Number.isFinite(number))) continue;
    const pixels = { x: left ?? 0, y: top ?? 0, width: width ?? 0, height: height ?? 0 };
    const box = transform.rectToPage(pixels);
    words.push([text, round(box.x), round(box.y), round(box.width), round(box.height)]);
    if (words.length === MAX_PAGE_WORDS) break;
  }
  return words;
}

function round(points: number): number {
  // Not the zero below zero that turning a page makes.
  return Math.round(points * 10) / 10 + 0;
}

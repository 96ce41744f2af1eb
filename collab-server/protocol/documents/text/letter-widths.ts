/** Which widths the letters of a run have, where nothing more exact is known: as in Times, as in Arial, or all alike. */
export type Letters = 'serif' | 'sans' | 'mono';

/* Widths of U+0020 to U+007E in thousandths of the letter size: of Times and of Helvetica, which Vietnamese offices'
   Times New Roman and Arial have taken over to the last unit. */
const SERIF = [
  250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500,
  500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333,
  389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469,
  500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389,
  278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
];
const SANS = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556,
  556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278,
  500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469,
  556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500,
  278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

const known = new Map<string, string>([
  ['Đ', 'D'],
  ['đ', 'd'],
  ['–', '0'],
  ['—', 'M'],
  ['…', 'M'],
  ['“', 'r'],
  ['”', 'r'],
  ['‘', 'r'],
  ['’', 'r'],
  ['•', 'r'],
]);

/** The letter that is as wide: without its accents, which stand above and below it. */
function plain(letter: string): string {
  let found = known.get(letter);
  if (found === undefined) {
    found = letter.normalize('NFD').charAt(0);
    if (known.size < 4000) known.set(letter, found);
  }
  return found;
}

/** How wide a UTF-16 unit is beside the others of its run. Only the proportions mean something. */
export function letterWidth(unit: string, letters: Letters): number {
  const code = unit.charCodeAt(0);
  // Combining marks, and the second half of what needs two units, take no room of their own.
  if ((code >= 0x300 && code < 0x370) || (code >= 0xdc00 && code < 0xe000)) return 0;
  if (letters === 'mono') return 1;
  const widths = letters === 'serif' ? SERIF : SANS;
  const direct = widths[code - 0x20];
  if (direct !== undefined) return direct;
  return code < 0x2e80 ? (widths[plain(unit).charCodeAt(0) - 0x20] ?? 500) : 1000;
}

/** A text made alike for comparing, with the way back to the text that it was made from. */
export interface Folded {
  readonly text: string;
  /** Where the letter behind each UTF-16 unit of `text` starts and ends in the original. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/**
 * Makes texts alike that people take for the same words: case, Unicode's ways of writing one letter, kinds of quotation
 * marks and dashes, and stretches of space don't count. Without `keepMarks`, diacritics don't count either, nor does
 * the bar of "đ"; with it, "hoà" and "hòa" are still the same word.
 */
export function fold(text: string, keepMarks: boolean): Folded {
  const starts: number[] = [];
  const ends: number[] = [];
  let out = '';
  for (let at = 0; at < text.length;) {
    let end = at + 1;
    while (end < text.length && isMark(text.charCodeAt(end))) end += 1;
    const letter = end === at + 1 ? text.charAt(at) : text.slice(at, end);
    const folded = foldLetter(letter, keepMarks);
    if (folded === ' ' && out.endsWith(' ')) {
      ends[ends.length - 1] = end;
    } else {
      for (let unit = 0; unit < folded.length; unit++) {
        starts.push(at);
        ends.push(end);
      }
      out += folded;
    }
    at = end;
  }
  return { text: keepMarks ? evenTones(out) : out, starts, ends };
}

/** Only the text of {@link fold}, for looking through many pages. */
export function foldedText(text: string, keepMarks: boolean): string {
  let out = '';
  for (let at = 0; at < text.length;) {
    let end = at + 1;
    while (end < text.length && isMark(text.charCodeAt(end))) end += 1;
    const folded = foldLetter(end === at + 1 ? text.charAt(at) : text.slice(at, end), keepMarks);
    if (folded !== ' ' || !out.endsWith(' ')) out += folded;
    at = end;
  }
  return keepMarks ? evenTones(out) : out;
}

/** Combining diacritical marks: what Vietnamese and European letters are taken apart into. */
function isMark(code: number): boolean {
  return code >= 0x300 && code < 0x370;
}

/** Signs that are typed in one way and printed in another. U+00D0 stands for "Đ" in many files. */
const ALIKE = new Map([
  ['‘', "'"],
  ['’', "'"],
  ['ʼ', "'"],
  ['“', '"'],
  ['”', '"'],
  ['„', '"'],
  ['‐', '-'],
  ['‑', '-'],
  ['‒', '-'],
  ['–', '-'],
  ['—', '-'],
  ['−', '-'],
  ['ð', 'đ'],
]);

const known: readonly [marked: Map<string, string>, plain: Map<string, string>] = [new Map(), new Map()];

function foldLetter(letter: string, keepMarks: boolean): string {
  const code = letter.charCodeAt(0);
  if (letter.length === 1 && code < 0x80) {
    if (code >= 0x41 && code <= 0x5a) return String.fromCharCode(code + 0x20);
    return code <= 0x20 ? ' ' : letter;
  }
  const cache = known[keepMarks ? 0 : 1];
  let folded = cache.get(letter);
  if (folded === undefined) {
    folded = foldRare(letter, keepMarks);
    if (cache.size < 8000) cache.set(letter, folded);
  }
  return folded;
}

function foldRare(letter: string, keepMarks: boolean): string {
  if (/^\s/.test(letter)) return ' ';
  const lower = letter.normalize('NFKC').toLowerCase();
  const alike = ALIKE.get(lower) ?? lower;
  if (keepMarks) return alike.normalize('NFC');
  return alike
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replaceAll('đ', 'd');
}

/** Vietnamese schools differ on which letter of "oa", "oe" and "uy" carries the tone at the end of a word. */
const LATE_TONES: readonly (readonly [late: RegExp, early: (found: string) => string])[] = [
  ['o', 'òóỏõọ', 'a', 'àáảãạ'],
  ['o', 'òóỏõọ', 'e', 'èéẻẽẹ'],
  ['u', 'ùúủũụ', 'y', 'ỳýỷỹỵ'],
].map(([first = '', early = '', second = '', late = '']) => [
  new RegExp(`(?<!q)${first}[${late}](?!\\p{L})`, 'gu'),
  (found) => early.charAt(late.indexOf(found.charAt(1))) + second,
]);

function evenTones(text: string): string {
  return LATE_TONES.reduce((even, [late, early]) => even.replace(late, early), text);
}

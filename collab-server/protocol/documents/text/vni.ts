/**
 * VNI: fonts such as VNI-Times, in which a letter of the lower half is followed by a byte of the upper half for its
 * accents, lower or upper case as the letter is. Letters on "i", "đ", "ơ", "ư" and "ỵ" are bytes of their own.
 */
const GRAVE = '\u0300';
const ACUTE = '\u0301';
const CIRCUMFLEX = '\u0302';
const TILDE = '\u0303';
const BREVE = '\u0306';
const HOOK = '\u0309';
const DOT = '\u0323';

/** Accents by their byte, and the letters that they can follow. */
const MARKS = new Map<string, readonly [letters: string, accents: string]>([
  ['ù', ['aeouyôö', ACUTE]],
  ['ø', ['aeouyôö', GRAVE]],
  ['û', ['aeouyôö', HOOK]],
  ['õ', ['aeouyôö', TILDE]],
  ['ï', ['aeouôö', DOT]],
  ['â', ['aeo', CIRCUMFLEX]],
  ['á', ['aeo', CIRCUMFLEX + ACUTE]],
  ['à', ['aeo', CIRCUMFLEX + GRAVE]],
  ['å', ['aeo', CIRCUMFLEX + HOOK]],
  ['ã', ['aeo', CIRCUMFLEX + TILDE]],
  ['ä', ['aeo', CIRCUMFLEX + DOT]],
  ['ê', ['a', BREVE]],
  ['é', ['a', BREVE + ACUTE]],
  ['è', ['a', BREVE + GRAVE]],
  ['ú', ['a', BREVE + HOOK]],
  ['ü', ['a', BREVE + TILDE]],
  ['ë', ['a', BREVE + DOT]],
]);

const ALONE = new Map([
  ['ô', 'ơ'],
  ['ö', 'ư'],
  ['ñ', 'đ'],
  ['í', 'í'],
  ['ì', 'ì'],
  ['æ', 'ỉ'],
  ['ó', 'ĩ'],
  ['ò', 'ị'],
  ['î', 'ỵ'],
]);

/** The Vietnamese letter that a lower-case letter and its accents' byte make; undefined when they make none. */
function joined(letter: string, mark: string): string | undefined {
  const found = MARKS.get(mark);
  if (found === undefined || !found[0].includes(letter)) return undefined;
  return ((ALONE.get(letter) ?? letter) + found[1]).normalize('NFC');
}

/** Every lower-case Vietnamese letter with how VNI writes it, the bytes as the letters that a PDF takes them for. */
export const VNI: ReadonlyMap<string, string> = new Map([
  ...ALONE,
  ...[...MARKS].flatMap(([mark, [letters]]) =>
    letters.split('').map((letter): [string, string] => [letter + mark, joined(letter, mark) ?? letter]),
  ),
]);

/** Letters of VNI as Unicode; what isn't VNI stays. */
export function fromVni(text: string): string {
  let out = '';
  for (let at = 0; at < text.length; at++) {
    const letter = text.charAt(at);
    const lower = letter.toLowerCase();
    const mark = text.charAt(at + 1).toLowerCase();
    const both = joined(lower, mark);
    if (both !== undefined) at += 1;
    const meant = both ?? ALONE.get(lower);
    out += meant === undefined ? letter : lower === letter ? meant : meant.toUpperCase();
  }
  return out;
}

/** Whether a byte stands for accents of the letter before it. */
export function isVniMark(unit: string, before: string): boolean {
  return joined(before.toLowerCase(), unit.toLowerCase()) !== undefined;
}

import type { FontFacts, TextPiece } from './page-content.ts';
import { isSyllable } from './vietnamese-syllable.ts';
import { fromTcvn3 } from './tcvn3.ts';
import { fromVni, isVniMark } from './vni.ts';

type Encoding = 'tcvn3' | 'vni';
const ENCODINGS: readonly Encoding[] = ['tcvn3', 'vni'];

/** What a font's words are if they are taken for Unicode, and for each old encoding. */
interface Evidence {
  /** Words with letters beyond ASCII. */
  readonly words: number;
  /** How many of them can be Vietnamese as they are. */
  readonly plain: number;
  /** How many of them can be Vietnamese, and how many different ones. */
  readonly tcvn3: { readonly words: number; readonly different: number };
  readonly vni: { readonly words: number; readonly different: number };
  /** Letters that only Unicode has. */
  readonly isUnicode: boolean;
  /** The byte for "ư" came through as itself, so that hyphens are hyphens. */
  readonly hasSoftHyphen: boolean;
  /** Capitals inside words and no small letter: a font that shows small letters as capitals. */
  readonly isCapital: boolean;
}

/** Words of one font that are looked at. */
const MOST_WORDS = 600;
/** A font of unknown name is taken for an old one when it has so many different words that say so, */
const LEAST_DIFFERENT = 3;
/** of so large a share of its words, */
const LEAST_SHARE = 0.7;
/** and so small a share can be Vietnamese as it is. */
const MOST_PLAIN = 0.4;

/** Fonts that show small letters as capitals. */
const CAPITAL_FONT = /Vn\w*H$/;
/** Vietnamese letters that Western European encodings don't have. */
const ONLY_UNICODE =
  /[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]/;
const BEYOND_ASCII = /[\u00a1-\u00ff]/;
/** What stands between words of any encoding: everything but ASCII letters, bytes of the upper half and hyphens. */
const BETWEEN = /[^A-Za-z\u00a1-\u00ff-]+/;

/**
 * The texts of pieces in Unicode, in the order of the pieces. Text in TCVN3 or VNI is known by the name of its font and
 * by its words; text that can be Vietnamese, or another language, as it is stays untouched.
 */
export function healedTexts(
  pieces: readonly TextPiece[],
  fonts: ReadonlyMap<string, FontFacts>,
): readonly string[] {
  const texts = pieces.map(({ str }) => asBytes(str));
  const mayBeOld =
    texts.some((text) => BEYOND_ASCII.test(text)) ||
    [...fonts.values()].some(({ name }) => encodingOfName(name) === 'tcvn3');
  if (!mayBeOld) return pieces.map(({ str }) => str);
  const evidence = new Map<string, Evidence>();
  for (const [font, own] of Map.groupBy(pieces.keys(), (at) => pieces[at]?.fontName ?? '')) {
    evidence.set(font, weigh(own.map((at) => texts[at] ?? '')));
  }
  const encodings = new Map<string, Encoding>();
  for (const [font, found] of evidence) {
    const encoding = encodingOf(found, fonts.get(font)?.name ?? '');
    if (encoding !== undefined) encodings.set(font, encoding);
  }
  // A heading of two words proves nothing by itself, beside a text that is known to be old it does.
  const known = new Set(encodings.values());
  for (const [font, found] of evidence) {
    if (encodings.has(font) || found.isUnicode || found.words === 0) continue;
    for (const encoding of known) {
      if (found[encoding].words === found.words && found.plain < found.words) encodings.set(font, encoding);
    }
  }
  if (encodings.size === 0) return pieces.map(({ str }) => str);
  joinMarks(pieces, texts, encodings);
  return pieces.map((piece, at) => {
    const font = piece.fontName;
    const encoding = encodings.get(font);
    if (encoding === undefined) return piece.str;
    const found = evidence.get(font);
    const healed = heal(texts[at] ?? '', encoding, found?.hasSoftHyphen !== true);
    const isCapital =
      encoding === 'tcvn3' && (CAPITAL_FONT.test(fonts.get(font)?.name ?? '') || found?.isCapital === true);
    return isCapital ? healed.toUpperCase() : healed;
  });
}

/** Gives accents that the file shows apart from their letter back to it. */
function joinMarks(
  pieces: readonly TextPiece[],
  texts: string[],
  encodings: ReadonlyMap<string, Encoding>,
): void {
  pieces.forEach((piece, at) => {
    const before = pieces[at - 1];
    const text = texts[at] ?? '';
    if (before === undefined || before.fontName !== piece.fontName || before.hasEOL) return;
    if (encodings.get(piece.fontName) !== 'vni') return;
    if (!isVniMark(text.charAt(0), texts[at - 1]?.slice(-1) ?? '')) return;
    texts[at - 1] += text.charAt(0);
    texts[at] = text.slice(1);
  });
}

/** A text of one encoding as NFC Unicode. `isHornHyphen`: hyphens may be what became of TCVN3's "ư". */
export function heal(text: string, encoding: Encoding, isHornHyphen = true): string {
  if (encoding === 'vni') return fromVni(text).normalize('NFC');
  return text
    .replace(/[A-Za-z\u00a1-\u00ff-]+/g, (word) =>
      evenCapitals(isHornHyphen ? withHorns(word) : fromTcvn3(word)),
    )
    .normalize('NFC');
}

/** Old fonts have "ư" where PDFs of Western European encoding have a hyphen: it is one where the word needs it. */
function withHorns(word: string): string {
  const parts = word.split('-');
  if (parts.length === 1 || parts.length > 6 || parts.every((part) => part === '')) return fromTcvn3(word);
  let best: string | undefined;
  // Each bit says of one hyphen whether it is a letter: those with the fewest letters first, all hyphens last.
  const choices = [...Array(2 ** (parts.length - 1)).keys()].toSorted((a, b) => bits(a) - bits(b));
  for (const choice of choices) {
    const meant = parts.reduce(
      (joined, part, at) => joined + ((choice >> (at - 1)) & 1 ? '\u00ad' : '-') + part,
    );
    const words = fromTcvn3(meant).split('-');
    if (words.every((each) => each !== '' && isSyllable(each))) {
      best = words.join('-');
      break;
    }
  }
  return best ?? fromTcvn3(word);
}

function bits(number: number): number {
  return number.toString(2).replaceAll('0', '').length;
}

/** "HéI" is typed in a font without capitals for "ộ": the letters around it say what it is. */
function evenCapitals(word: string): string {
  return /.[A-Z]/u.test(word) && !/[a-z]/.test(word) ? word.toUpperCase() : word;
}

function weigh(texts: readonly string[]): Evidence {
  const words = new Map<string, number>();
  let count = 0;
  let isUnicode = false;
  const hasSoftHyphen = texts.some((text) => text.includes('\u00ad'));
  let inner = 0;
  let small = 0;
  for (const text of texts) {
    isUnicode ||= ONLY_UNICODE.test(text.normalize('NFC'));
    for (const word of text.split(BETWEEN)) {
      if (/[a-z]/.test(word)) small += 1;
      else if (BEYOND_ASCII.test(word) && /.[A-Z]/.test(word)) inner += 1;
      if (!BEYOND_ASCII.test(word)) continue;
      words.set(word, (words.get(word) ?? 0) + 1);
      count += 1;
    }
    if (count >= MOST_WORDS) break;
  }
  const countOf = (read: (word: string) => string) => {
    const fitting = [...words].filter(([word]) => read(word).split('-').every(isSyllable));
    return { words: fitting.reduce((sum, [, times]) => sum + times, 0), different: fitting.length };
  };
  return {
    words: count,
    plain: countOf((word) => word).words,
    tcvn3: countOf(hasSoftHyphen ? fromTcvn3 : withHorns),
    vni: countOf(fromVni),
    isUnicode,
    hasSoftHyphen,
    isCapital: inner >= 2 && small === 0,
  };
}

function encodingOf(found: Evidence, fontName: string): Encoding | undefined {
  if (found.isUnicode) return undefined;
  const named = encodingOfName(fontName);
  if (named !== undefined && found[named].words >= Math.max(found.plain, found.words / 4)) return named;
  const likely = ENCODINGS.toSorted((a, b) => found[b].words - found[a].words)[0];
  if (likely === undefined) return undefined;
  const { words, different } = found[likely];
  const isSure =
    different >= LEAST_DIFFERENT &&
    words >= LEAST_SHARE * found.words &&
    found.plain <= MOST_PLAIN * found.words;
  return isSure ? likely : undefined;
}

/** What a font's name says: ".VnTime" and its like, "VNI-Times" and its like, with or without a subset's letters. */
function encodingOfName(fontName: string): Encoding | undefined {
  const name = fontName.replace(/^[A-Z]{6}\+/, '');
  if (/^VNI(?![a-z])/i.test(name)) return 'vni';
  return /^(?:\.|#2E|_)?Vn(?=[A-Z3])/.test(name) ? 'tcvn3' : undefined;
}

/** Bytes of symbol fonts, and one letter that normalisation has changed, as the Western European letters they were. */
function asBytes(text: string): string {
  return text
    .replace(/[\uf020-\uf0ff]/g, (unit) => String.fromCharCode(unit.charCodeAt(0) - 0xf000))
    .replaceAll('\u03bc', '\u00b5');
}

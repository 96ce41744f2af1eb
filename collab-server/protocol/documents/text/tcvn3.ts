import { isSyllable } from './vietnamese-syllable.ts';

/**
 * TCVN3, called ABC: fonts such as .VnTime, in which one byte of the upper half is a Vietnamese letter. A PDF takes the
 * bytes for Western European ones. Capitals with a tone have no byte; fonts whose name ends in H show all letters as
 * capitals.
 */
const LOWER: readonly (readonly [string, string])[] = [
  ['¸µ¶·¹', 'áàảãạ'],
  ['¨¾»¼½Æ', 'ăắằẳẵặ'],
  ['©ÊÇÈÉË', 'âấầẩẫậ'],
  ['®', 'đ'],
  ['ÐÌÎÏÑ', 'éèẻẽẹ'],
  ['ªÕÒÓÔÖ', 'êếềểễệ'],
  ['Ý×ØÜÞ', 'íìỉĩị'],
  ['ãßáâä', 'óòỏõọ'],
  ['«èåæçé', 'ôốồổỗộ'],
  ['¬íêëìî', 'ơớờởỡợ'],
  ['óïñòô', 'úùủũụ'],
  ['\u00adøõö÷ù', 'ưứừửữự'],
  ['ýúûüþ', 'ýỳỷỹỵ'],
];
const UPPER: readonly [string, string] = ['¡¢£¤¥¦§', 'ĂÂÊÔƠƯĐ'];

/** The Vietnamese letter of each byte, the byte as the Western European letter that a PDF takes it for. */
export const TCVN3: ReadonlyMap<string, string> = new Map(
  [...LOWER, UPPER].flatMap(([bytes, letters]) => {
    const meant = letters.normalize('NFC').split('');
    return bytes.split('').map((byte, at): [string, string] => [byte, meant[at] ?? byte]);
  }),
);

/** Letters of TCVN3 as Unicode; what isn't TCVN3 stays. */
export function fromTcvn3(text: string): string {
  return text.replace(/[\u00a1-\u00fe]/g, (byte) => TCVN3.get(byte) ?? byte);
}

/** So large a share of the words beyond ASCII has to be Vietnamese once it is read as TCVN3. */
const LEAST_SHARE = 0.7;

/** Bytes as text when they are TCVN3, which their words tell; undefined when they are something else. */
export function recognisedTcvn3(bytes: Uint8Array): string | undefined {
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte));
  const text = fromTcvn3(letters.join(''));
  // Bytes that TCVN3 doesn't have, and control characters that no text has.
  if (/(?![\t\n\r])\p{Cc}/u.test(text)) return undefined;
  const words = letters
    .join('')
    .split(/[^A-Za-z\u00a1-\u00ff\u00ad]+/u)
    .filter((word) => /[\u00a1-\u00ff]/u.test(word));
  const known = words.filter((word) => isSyllable(fromTcvn3(word))).length;
  return words.length > 0 && known >= LEAST_SHARE * words.length ? text : undefined;
}

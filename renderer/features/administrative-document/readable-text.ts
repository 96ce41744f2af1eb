/** Lone halves of surrogate pairs, which no file can hold. */
const LONE_HALVES = /\p{Surrogate}/gu;
// oxlint-disable-next-line no-control-regex
const LINE_ENDS = /\r\n?|[\u0085\u2028\u2029\u000b\u000c]/gu;
/** What has no shape but changes how text is laid out or read: control characters, direction marks, invisible joiners. */
const INVISIBLE =
  // oxlint-disable-next-line no-control-regex, no-misleading-character-class
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]/gu;

/**
 * Text as it is printed: composed letters (NFC), no control characters or direction marks, spaces for tabs, "\n" for every
 * kind of line break, and a replacement sign for what is no character.
 */
export function readable(text: string): string {
  return text
    .replaceAll(LINE_ENDS, '\n')
    .replaceAll('\t', ' ')
    .replaceAll(LONE_HALVES, '\ufffd')
    .replaceAll(INVISIBLE, '')
    .normalize('NFC');
}

/**
 * The same with every letter that the font lacks replaced: by its plain form where the font has that (ﬁ as fi, Ａ as A),
 * otherwise by a square. `has` says whether the font draws a code point.
 */
export function drawable(text: string, has: (codePoint: number) => boolean): string {
  const isDrawn = (part: string) => Array.from(part, (letter) => letter.codePointAt(0) ?? 0).every(has);
  let drawn = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (segment === '\n' || isDrawn(segment)) drawn += segment;
    else {
      const plain = segment.normalize('NFKC');
      drawn += isDrawn(plain) ? plain : '□';
    }
  }
  return drawn;
}

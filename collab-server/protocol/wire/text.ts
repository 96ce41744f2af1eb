import { z } from 'zod';

// Control characters (but line feed where text has lines) and the marks that reorder text on screen: a name must not
// be able to look like another.
const UNSEEN = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u;

/**
 * One line of text as a person writes it: normalised to NFC (Vietnamese arrives with combining marks from macOS and old
 * keyboards), outer and repeated spaces folded, unseen characters refused. `max` is in UTF-16 units.
 */
export function line(max: number, min = 1) {
  return z
    .string()
    .max(max * 4)
    .transform((text) => text.normalize('NFC').replace(/\s+/gu, ' ').trim())
    .pipe(
      z
        .string()
        .min(min)
        .max(max)
        .refine((text) => !UNSEEN.test(text) && !text.includes('\n')),
    );
}

/** Text of several lines, normalised to NFC; otherwise as {@link line}. */
export function lines(max: number, min = 0) {
  return z
    .string()
    .max(max * 4)
    .transform((text) => text.normalize('NFC').replace(/\r\n?/gu, '\n').trim())
    .pipe(
      z
        .string()
        .min(min)
        .max(max)
        .refine((text) => !UNSEEN.test(text)),
    );
}

/** For comparing what people type with what is stored: no diacritics, đ as d, lower case. */
export function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/[đĐ]/gu, 'd')
    .toLowerCase();
}

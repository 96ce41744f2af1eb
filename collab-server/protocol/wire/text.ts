import { z } from 'zod';

// Control characters (but line feed where text has lines), what is drawn as nothing, the marks that reorder text on
// screen, and halves of surrogate pairs, which have no canonical JSON: a name must not be able to look like another.
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\p{Cs}]|(?!\n)\p{Cc}/u;
/** They only say whether a sign is drawn in colour; phones send them after some. */
const VARIATION = /[\ufe0e\ufe0f]/gu;

/**
 * One line of text as a person writes it: normalised to NFC (Vietnamese arrives with combining marks from macOS and old
 * keyboards), outer and repeated spaces folded, unseen characters refused. `max` is in UTF-16 units.
 */
export function line(max: number, min = 1) {
  return z
    .string()
    .max(max * 4)
    .transform((text) => text.normalize('NFC').replace(VARIATION, '').replace(/\s+/gu, ' ').trim())
    .pipe(
      z
        .string()
        .min(min)
        .max(max)
        .refine((text) => !UNSEEN.test(text) && !text.includes('\n')),
    );
}

/** The part of any text that {@link lines} takes: unseen characters left out, cut to `max` UTF-16 units. */
export function fitting(text: string, max: number): string {
  return text
    .normalize('NFC')
    .replace(/\r\n?/gu, '\n')
    .replace(new RegExp(UNSEEN, 'gu'), '')
    .replace(VARIATION, '')
    .trim()
    .slice(0, max)
    .replace(/[\ud800-\udbff]$/u, '')
    .trim();
}

/** Text of several lines, normalised to NFC; otherwise as {@link line}. */
export function lines(max: number, min = 0) {
  return z
    .string()
    .max(max * 4)
    .transform((text) => text.normalize('NFC').replace(VARIATION, '').replace(/\r\n?/gu, '\n').trim())
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

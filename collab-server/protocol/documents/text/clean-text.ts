/** Letters that fonts and files have in forms of their own, as the letters that are meant. */
const FORMS: readonly (readonly [RegExp, string | ((found: string) => string)])[] = [
  // Control characters, and what has neither width nor meaning here.
  // oxlint-disable-next-line no-control-regex
  [/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200d\u2060\ufeff\ufffe\uffff]/g, ''],
  [/[\t\n\u00a0\u2000-\u200a\u202f\u3000]/g, ' '],
  [/[\u00ad\u2010\u2011]/g, '-'],
  [/\uf0b7/g, '•'],
  [/[\ufb00-\ufdff\ufe70-\ufefc]/g, (found) => found.normalize('NFKC')],
];

/** A piece's text with the letters that are meant, without signs that mean nothing. Not normalised. */
export function cleanText(text: string): string {
  return FORMS.reduce(
    (cleaned, [form, meant]) =>
      typeof meant === 'string' ? cleaned.replace(form, meant) : cleaned.replace(form, meant),
    text,
  );
}

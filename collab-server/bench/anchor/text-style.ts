import type { Dice } from './dice.ts';

/**
 * What papers of one kind are written from. In sentences `{x}` stands for one of `slots.x`; `{số}`, `{tiền}`, `{ngày}`,
 * `{năm}` and `{phần trăm}` for a number. Sentences are few on purpose: repeated phrases and paragraphs that differ in
 * a name only are what goes wrong when a place is looked for.
 */
export interface TextStyle {
  readonly name: string;
  readonly title: readonly string[];
  /** Lines that stand before the first article, nearly the same in every paper. */
  readonly opening: readonly string[];
  readonly closing: readonly string[];
  /** How the levels are counted, `#` being the number or letter. */
  readonly levels: readonly string[];
  readonly headings: readonly string[];
  readonly sentences: readonly string[];
  /** Sentences that return word for word. */
  readonly refrains: readonly string[];
  /** Cells of a table's row. */
  readonly rows: readonly (readonly string[])[];
  readonly slots: Readonly<Record<string, readonly string[]>>;
  /** Words that stand in for others when a paper is revised. */
  readonly substitutes: readonly string[];
}

/** A sentence with its slots filled in. */
export function fill(pattern: string, style: TextStyle, dice: Dice): string {
  return pattern.replace(/\{([^}]+)\}/gu, (_, name: string) => {
    const number = NUMBERS[name];
    if (number !== undefined) return number(dice);
    const choices = style.slots[name];
    if (choices === undefined) throw new Error(`${style.name} has no {${name}}`);
    return fill(dice.pick(choices), style, dice);
  });
}

const NUMBERS: Readonly<Record<string, (dice: Dice) => string>> = {
  số: (dice) => String(dice.between(2, dice.chance(0.5) ? 30 : 900)),
  tiền: (dice) => `${dice.between(1, 90)}.${dice.between(100, 999)}`,
  ngày: (dice) => `${dice.between(1, 28)}/${dice.between(1, 12)}/${dice.between(2024, 2028)}`,
  năm: (dice) => String(dice.between(2021, 2030)),
  'phần trăm': (dice) => `${dice.between(5, 99)},${dice.between(0, 9)}%`,
};

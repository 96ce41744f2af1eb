import type { Dice } from './dice.ts';
import { fill, type TextStyle } from './text-style.ts';

/** A word keeps its id through every revision: that is how it is known where it has gone. */
export interface Word {
  readonly id: number;
  readonly text: string;
}

/** A paragraph, a heading or a table's row (each "sentence" of which is a cell). */
export interface Block {
  readonly kind: 'heading' | 'paragraph' | 'row';
  /** How it is counted: an index of the style's levels, or null when it has no number. */
  readonly level: number | null;
  /** Ids of the words of its number. */
  readonly labelIds: readonly [number, number];
  readonly sentences: readonly (readonly Word[])[];
}

/** Writes papers in one style. All papers and revisions of one pair come from the same author: ids are unique there. */
export class Author {
  readonly #style: TextStyle;
  readonly #dice: Dice;
  #lastId = 0;

  constructor(style: TextStyle, dice: Dice) {
    this.#style = style;
    this.#dice = dice;
  }

  get style(): TextStyle {
    return this.#style;
  }

  word(text: string): Word {
    return { id: ++this.#lastId, text };
  }

  sentence(): Word[] {
    const { sentences, refrains } = this.#style;
    return this.#words(this.#dice.pick(this.#dice.chance(0.12) ? refrains : sentences));
  }

  heading(): Block {
    return this.#block('heading', 0, [this.#words(this.#dice.pick(this.#style.headings))]);
  }

  paragraph(level: number | null): Block {
    const count = this.#dice.pick([1, 1, 1, 2, 2, 3, 4]);
    return this.#block(
      'paragraph',
      level,
      Array.from({ length: count }, () => this.sentence()),
    );
  }

  /** A table: several rows of the same shape. */
  table(): Block[] {
    const shape = this.#dice.pick(this.#style.rows);
    return Array.from({ length: this.#dice.between(3, 12) }, (_, row) =>
      this.#block('row', null, [[this.word(String(row + 1))], ...shape.map((cell) => this.#words(cell))]),
    );
  }

  section(): Block[] {
    const blocks = [this.heading()];
    for (let left = this.#dice.between(2, 7); left > 0; left--) {
      blocks.push(this.paragraph(this.#dice.chance(0.75) ? 1 : null));
      if (this.#dice.chance(0.3)) {
        for (let sub = this.#dice.between(2, 6); sub > 0; sub--) blocks.push(this.paragraph(2));
      }
    }
    if (this.#dice.chance(0.2)) blocks.push(...this.table());
    return blocks;
  }

  paper(sections: number): Block[] {
    const plain = (text: string): Block => this.#block('paragraph', null, [this.#words(text)]);
    const blocks = [...this.#style.title, ...this.#style.opening].map(plain);
    for (let n = 0; n < sections; n++) blocks.push(...this.section());
    return [...blocks, ...this.#style.closing.map(plain)];
  }

  /** The same words again, as other words. */
  copy(block: Block): Block {
    return this.#block(
      block.kind,
      block.level,
      block.sentences.map((sentence) => sentence.map(({ text }) => this.word(text))),
    );
  }

  /** A paragraph broken in two gets a number for its second half. */
  withNewLabel(block: Block): Block {
    return { ...block, labelIds: [++this.#lastId, ++this.#lastId] };
  }

  #block(kind: Block['kind'], level: number | null, sentences: Word[][]): Block {
    return this.withNewLabel({ kind, level, labelIds: [0, 0], sentences });
  }

  #words(pattern: string): Word[] {
    const text = fill(pattern, this.#style, this.#dice);
    return (text.charAt(0).toUpperCase() + text.slice(1)).split(' ').map((word) => this.word(word));
  }
}

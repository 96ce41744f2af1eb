import type { Dice } from './dice.ts';
import type { Author, Block, Word } from './paper.ts';

/** How much of a paper a revision changes: shares of words, sentences, paragraphs and sections. */
interface Rates {
  readonly replacedWords: number;
  readonly changedNumbers: number;
  readonly addedOrDroppedWords: number;
  readonly rewrittenSentences: number;
  readonly addedSentences: number;
  readonly droppedSentences: number;
  readonly movedBlocks: number;
  readonly droppedBlocks: number;
  readonly addedBlocks: number;
  readonly splitOrJoined: number;
  readonly copiedBlocks: number;
  /** Chance per section to move, to go, to be added before it. */
  readonly sections: number;
}

/** A hand's touch: corrections only. */
const LIGHT: Rates = {
  replacedWords: 0.004,
  changedNumbers: 0.02,
  addedOrDroppedWords: 0.003,
  rewrittenSentences: 0.01,
  addedSentences: 0.01,
  droppedSentences: 0.01,
  movedBlocks: 0.003,
  droppedBlocks: 0.01,
  addedBlocks: 0.02,
  splitOrJoined: 0.01,
  copiedBlocks: 0.002,
  sections: 0.01,
};
/** After a round of opinions. */
const USUAL: Rates = {
  replacedWords: 0.025,
  changedNumbers: 0.12,
  addedOrDroppedWords: 0.015,
  rewrittenSentences: 0.05,
  addedSentences: 0.05,
  droppedSentences: 0.04,
  movedBlocks: 0.02,
  droppedBlocks: 0.04,
  addedBlocks: 0.06,
  splitOrJoined: 0.03,
  copiedBlocks: 0.01,
  sections: 0.06,
};
/** Worked over from the ground. */
const HEAVY: Rates = {
  replacedWords: 0.07,
  changedNumbers: 0.3,
  addedOrDroppedWords: 0.04,
  rewrittenSentences: 0.12,
  addedSentences: 0.1,
  droppedSentences: 0.08,
  movedBlocks: 0.06,
  droppedBlocks: 0.08,
  addedBlocks: 0.12,
  splitOrJoined: 0.06,
  copiedBlocks: 0.02,
  sections: 0.12,
};

/** A revised paper, and which new word stands in the place of which old one. */
export interface Revision {
  readonly blocks: readonly Block[];
  readonly inPlaceOf: ReadonlyMap<number, number>;
}

/** Revises a paper as several people do between two meetings. */
export function revise(paper: readonly Block[], author: Author, dice: Dice): Revision {
  const rates = dice.pick([LIGHT, LIGHT, USUAL, USUAL, HEAVY]);
  const inPlaceOf = new Map<number, number>();
  const reviseWords = (words: readonly Word[]): Word[] => {
    const result: Word[] = [];
    for (const word of words) {
      const isNumber = /\d/u.test(word.text);
      if (isNumber ? dice.chance(rates.changedNumbers) : dice.chance(rates.replacedWords)) {
        const text = isNumber
          ? word.text.replace(/\d+/u, () => String(dice.between(1, 999)))
          : dice.pick(author.style.substitutes);
        const other = author.word(text);
        inPlaceOf.set(word.id, other.id);
        result.push(other);
      } else if (dice.chance(rates.addedOrDroppedWords / 2)) {
        // Left out.
      } else {
        result.push(word);
      }
      if (dice.chance(rates.addedOrDroppedWords / 2))
        result.push(author.word(dice.pick(author.style.substitutes)));
    }
    return result.length > 0 ? result : [...words];
  };
  const reviseBlock = (block: Block): Block => {
    if (block.kind !== 'paragraph') return { ...block, sentences: block.sentences.map(reviseWords) };
    const sentences: (readonly Word[])[] = [];
    for (const sentence of block.sentences) {
      if (dice.chance(rates.addedSentences)) sentences.push(author.sentence());
      if (dice.chance(rates.droppedSentences)) continue;
      if (dice.chance(rates.rewrittenSentences)) {
        sentences.push(dice.chance(0.5) ? author.sentence() : turned(sentence));
        continue;
      }
      sentences.push(reviseWords(sentence));
    }
    return { ...block, sentences: sentences.length > 0 ? sentences : [author.sentence()] };
  };

  let sections = inSections(paper);
  const moved: Block[][] = [];
  sections = sections.flatMap((section, index) => {
    if (index === 0) return [section];
    const added = dice.chance(rates.sections) ? [author.section()] : [];
    if (dice.chance(rates.sections)) return added;
    if (dice.chance(rates.sections)) {
      moved.push(section);
      return added;
    }
    return [...added, section];
  });
  for (const section of moved) sections.splice(dice.between(1, sections.length), 0, section);

  const blocks: Block[] = [];
  const wandering: Block[] = [];
  for (const block of sections.flat()) {
    if (dice.chance(rates.addedBlocks)) blocks.push(author.paragraph(block.level === 0 ? 1 : block.level));
    if (dice.chance(rates.droppedBlocks)) continue;
    const revised = reviseBlock(block);
    if (dice.chance(rates.copiedBlocks)) wandering.push(author.copy(revised));
    if (dice.chance(rates.movedBlocks)) {
      wandering.push(revised);
      continue;
    }
    const last = blocks.at(-1);
    if (revised.kind === 'paragraph' && dice.chance(rates.splitOrJoined)) {
      if (revised.sentences.length > 1) {
        blocks.push({ ...revised, sentences: revised.sentences.slice(0, 1) });
        blocks.push(author.withNewLabel({ ...revised, sentences: revised.sentences.slice(1) }));
        continue;
      }
      if (last?.kind === 'paragraph') {
        blocks[blocks.length - 1] = { ...last, sentences: [...last.sentences, ...revised.sentences] };
        continue;
      }
    }
    blocks.push(revised);
  }
  for (const block of wandering) blocks.splice(dice.between(3, blocks.length), 0, block);
  return { blocks, inPlaceOf };
}

function inSections(blocks: readonly Block[]): Block[][] {
  const sections: Block[][] = [[]];
  for (const block of blocks) {
    if (block.kind === 'heading') sections.push([]);
    sections.at(-1)?.push(block);
  }
  return sections;
}

/** The part after the middle comma comes first: the words are there, the sentence isn't. */
function turned(sentence: readonly Word[]): readonly Word[] {
  const commas = sentence.flatMap(({ text }, index) => (/[,;]$/u.test(text) ? [index + 1] : []));
  const at = commas[Math.floor(commas.length / 2)] ?? Math.floor(sentence.length / 2);
  return [...sentence.slice(at), ...sentence.slice(0, at)];
}

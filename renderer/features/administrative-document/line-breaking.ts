/** Letters of one look that are drawn together. */
export interface Piece<Look> {
  readonly text: string;
  readonly look: Look;
  readonly width: number;
}

export interface Line<Look> {
  /** Spaces between words are pieces of their own: a justified line makes them wider. */
  readonly pieces: readonly Piece<Look>[];
  readonly width: number;
  /** How far from the left the line begins. */
  readonly indent: number;
  /** Ends a paragraph, or was broken by its author: it is not made wider. */
  readonly isLast: boolean;
}

interface Word<Look> {
  readonly pieces: readonly Piece<Look>[];
  readonly width: number;
}

/**
 * Breaks text of several looks into lines no wider than `width`, at spaces, and inside a word only where it doesn't fit
 * alone, never between a letter and the marks on it. `\n` begins a new line. There is always at least one line.
 */
export function breakIntoLines<Look>(
  runs: readonly { readonly text: string; readonly look: Look }[],
  width: number,
  firstIndent: number,
  measure: (text: string, look: Look) => number,
): Line<Look>[] {
  const lines: Line<Look>[] = [];
  let pieces: Piece<Look>[] = [];
  let filled = 0;
  let space: Piece<Look> | null = null;
  const indent = () => (lines.length === 0 ? firstIndent : 0);
  const end = (isLast: boolean) => {
    lines.push({ pieces, width: filled, indent: indent(), isLast });
    pieces = [];
    filled = 0;
    space = null;
  };
  const add = (piece: Piece<Look>) => {
    pieces.push(piece);
    filled += piece.width;
  };
  const place = (word: Word<Look>) => {
    const before = pieces.length === 0 || space === null ? 0 : space.width;
    if (pieces.length > 0 && indent() + filled + before + word.width > width) end(false);
    else if (space !== null && pieces.length > 0) add(space);
    space = null;
    for (const piece of word.pieces) {
      let rest = piece;
      while (indent() + filled + rest.width > width) {
        const fits = longestFitting(rest, width - indent() - filled, pieces.length === 0, measure);
        if (fits > 0) add(pieceOf(rest.text.slice(0, fits), rest.look, measure));
        if (fits === rest.text.length) {
          rest = pieceOf('', rest.look, measure);
          break;
        }
        end(false);
        rest = pieceOf(rest.text.slice(fits), rest.look, measure);
      }
      if (rest.text !== '') add(rest);
    }
  };
  for (const token of tokens(runs, measure)) {
    if (token === 'break') end(true);
    else if ('pieces' in token) place(token);
    // Several spaces are one, as in any justified text.
    else space ??= token;
  }
  end(true);
  return lines;
}

/** Words, the spaces between them, and forced breaks. A word may change its look inside. */
function* tokens<Look>(
  runs: readonly { readonly text: string; readonly look: Look }[],
  measure: (text: string, look: Look) => number,
): Generator<Word<Look> | Piece<Look> | 'break'> {
  let word: Piece<Look>[] = [];
  const whole = (): Word<Look> => ({
    pieces: word,
    width: word.reduce((all, piece) => all + piece.width, 0),
  });
  for (const { text, look } of runs) {
    for (const part of text.split(/( +|\n)/u)) {
      if (part === '') continue;
      const isBreak = part === '\n';
      if (!isBreak && !part.startsWith(' ')) {
        word.push(pieceOf(part, look, measure));
        continue;
      }
      if (word.length > 0) yield whole();
      word = [];
      yield isBreak ? 'break' : pieceOf(' ', look, measure);
    }
  }
  if (word.length > 0) yield whole();
}

function pieceOf<Look>(text: string, look: Look, measure: (text: string, look: Look) => number): Piece<Look> {
  return { text, look, width: text === '' ? 0 : measure(text, look) };
}

/** How many units of a word fit; at least one whole letter where the line is empty. */
function longestFitting<Look>(
  { text, look }: Piece<Look>,
  width: number,
  isEmpty: boolean,
  measure: (text: string, look: Look) => number,
): number {
  let fits = 0;
  let filled = 0;
  for (const { index, segment } of new Intl.Segmenter().segment(text)) {
    filled += measure(segment, look);
    if (filled > width && (fits > 0 || !isEmpty)) break;
    fits = index + segment.length;
    if (filled > width) break;
  }
  return fits;
}

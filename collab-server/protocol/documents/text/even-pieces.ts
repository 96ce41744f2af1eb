import { letterWidth } from './letter-widths.ts';
import { frameOf, type PageText, partOfFrame, type RunFrame, type TextRun } from './page-text.ts';

/** A part of a run in which all letters are stretched alike. */
export interface EvenPiece {
  readonly start: number;
  readonly end: number;
  readonly frame: RunFrame;
}

/** Words that are stretched more than this beside those before them, */
const UNEVEN = 0.3;
/** and would be out of place by more than this share of the letter height, begin a new piece. */
const OUT_OF_PLACE = 0.3;

/**
 * The parts of a run that can each be set as text of one stretch, so that every letter is about where the file has it:
 * a line of a table of contents is its title and its dots. Parts begin at words.
 */
export function evenPieces(page: PageText, run: TextRun): readonly EvenPiece[] {
  const frame = frameOf(run);
  const { stops } = run;
  if (stops === undefined) return [{ start: run.start, end: run.end, frame }];
  const length = Math.hypot(frame.along.x, frame.along.y);
  const height = Math.hypot(frame.up.x, frame.up.y);
  const stopAt = (offset: number) => stops[offset - run.start] ?? 1;
  const pieces: EvenPiece[] = [];
  const close = (start: number, end: number) =>
    pieces.push({ start, end, frame: partOfFrame(frame, stopAt(start), stopAt(end)) });
  let start = run.start;
  let wanted = 0;
  for (const [from, to] of words(page.text, run)) {
    const own = widthOf(page.text, from, to, run);
    const shown = stopAt(to) - stopAt(from);
    if (from > start && wanted > 0 && own > 0) {
      const stretch = (stopAt(from) - stopAt(start)) / wanted;
      const isUneven = Math.abs(shown / own / stretch - 1) > UNEVEN;
      if (isUneven && Math.abs(shown - own * stretch) * length > OUT_OF_PLACE * height) {
        close(start, from);
        start = from;
        wanted = 0;
      }
    }
    wanted += own;
  }
  close(start, run.end);
  return pieces;
}

/** Words of a run, each with the space behind it. */
function* words(text: string, { start, end }: TextRun): Generator<readonly [from: number, to: number]> {
  let from = start;
  for (let at = start + 1; at <= end; at++) {
    if (at < end && !(text.charAt(at - 1) === ' ' && text.charAt(at) !== ' ')) continue;
    yield [from, at];
    from = at;
  }
}

function widthOf(text: string, from: number, to: number, { letters = 'sans' }: TextRun): number {
  let width = 0;
  for (let at = from; at < to; at++) width += letterWidth(text.charAt(at), letters);
  return width;
}

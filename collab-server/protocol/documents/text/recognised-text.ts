import type { RecognisedPage, RecognisedWord } from '../recognised.ts';
import type { PageText, RunFrame, TextRun } from './page-text.ts';

type Way = 'right' | 'left' | 'up' | 'down';

/** The words that were recognised on a scanned page, as if the file had them: each word is a run. */
export function recognisedText({ words }: RecognisedPage): PageText {
  const way = wayOf(words);
  const runs: TextRun[] = [];
  let text = '';
  let before: RecognisedWord | undefined;
  for (const word of words) {
    const letters = word[0].normalize('NFC').trim();
    if (letters === '') continue;
    if (before !== undefined) text += isOnLine(before, word, way) ? ' ' : '\n';
    const start = text.length;
    text += letters;
    runs.push(runOf(word, way, start, text.length));
    before = word;
  }
  return { text, runs };
}

/** Which way the words of the page are written before it is turned. */
function wayOf(words: readonly RecognisedWord[]): Way {
  const long = words.filter(([text]) => text.length >= 4);
  const isTall = long.filter(([, , , width, height]) => height > width).length > long.length / 2;
  let steps = 0;
  words.forEach((word, at) => {
    const before = words[at - 1];
    if (before === undefined || !isOnLine(before, word, isTall ? 'up' : 'right')) return;
    const [from, to] = isTall ? [before[2], word[2]] : [before[1], word[1]];
    steps += Math.sign(to - from);
  });
  if (isTall) return steps < 0 ? 'down' : 'up';
  return steps < 0 ? 'left' : 'right';
}

/** Whether most of the smaller word lies beside the other one. */
function isOnLine(a: RecognisedWord, b: RecognisedWord, way: Way): boolean {
  const isTall = way === 'up' || way === 'down';
  const [from, size] = isTall ? ([1, 3] as const) : ([2, 4] as const);
  const shared = Math.min(a[from] + a[size], b[from] + b[size]) - Math.max(a[from], b[from]);
  return shared >= 0.5 * Math.min(a[size], b[size]);
}

function runOf([, x, y, width, height]: RecognisedWord, way: Way, start: number, end: number): TextRun {
  const run: TextRun = { start, end, box: { x, y, width, height }, letters: 'serif' };
  const frames: Record<Exclude<Way, 'right'>, RunFrame> = {
    left: { origin: { x: x + width, y: y + height }, along: { x: -width, y: 0 }, up: { x: 0, y: -height } },
    up: { origin: { x: x + width, y }, along: { x: 0, y: height }, up: { x: -width, y: 0 } },
    down: { origin: { x, y: y + height }, along: { x: 0, y: -height }, up: { x: width, y: 0 } },
  };
  return way === 'right' ? run : { ...run, frame: frames[way] };
}

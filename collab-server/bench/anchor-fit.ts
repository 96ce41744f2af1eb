import { letterAt, lettersOf } from '../protocol/annotation/anchor/letters.ts';
import { Alignment } from '../protocol/annotation/anchor/alignment.ts';
import { evidenceOf, isPlausible } from '../protocol/annotation/anchor/confidence.ts';
import { placeOf } from '../protocol/annotation/anchor/reanchor.ts';
import { traceOf } from '../protocol/annotation/anchor/traces.ts';
import { pairOf } from './anchor/corpus.ts';
import { isRight } from './anchor/scored.ts';

// Finds the weights of `protocol/annotation/anchor/confidence.ts` on the tuning half of the corpus, by logistic
// regression, and prints them: node collab-server/bench/anchor-fit.ts

const PAIRS = 400;
const MARKS = 100;
const ROUNDS = 1000;

const samples: { readonly evidence: readonly number[]; readonly isRight: 0 | 1 }[] = [];
for (let index = 0; index < PAIRS; index++) {
  const pair = pairOf('tuning', index, MARKS);
  const alignment = new Alignment(lettersOf(pair.oldPages), lettersOf(pair.newPages));
  for (const { page, quote, truth } of pair.marks) {
    const from = letterAt(alignment.old, page, quote.start);
    const trace = traceOf(alignment, from, letterAt(alignment.old, page, quote.start + quote.text.length));
    const place = trace === undefined ? undefined : placeOf(alignment.now, trace);
    if (trace === undefined || place === undefined || !isPlausible(trace)) continue;
    samples.push({ evidence: evidenceOf(trace), isRight: isRight(pair, truth, place) ? 1 : 0 });
  }
}

const count = samples[0]?.evidence.length ?? 0;
const weights = Array.from({ length: count }, () => 0);
const squares = Array.from({ length: count }, () => 1e-6);
for (let round = 0; round < ROUNDS; round++) {
  const slope = Array.from({ length: count }, () => 0);
  for (const { evidence, isRight } of samples) {
    const sum = evidence.reduce((total, value, index) => total + value * (weights[index] ?? 0), 0);
    const error = 1 / (1 + Math.exp(-sum)) - isRight;
    for (const [index, value] of evidence.entries()) slope[index] = (slope[index] ?? 0) + error * value;
  }
  const pace = round < ROUNDS * 0.7 ? 0.1 : 0.02;
  for (const [index, weight] of weights.entries()) {
    const step = (slope[index] ?? 0) / samples.length + 1e-5 * weight;
    const square = 0.9 * (squares[index] ?? 0) + 0.1 * step * step;
    squares[index] = square;
    weights[index] = weight - (pace * step) / Math.sqrt(square + 1e-9);
  }
}
process.stdout.write(`${samples.length} places\n${weights.map((weight) => weight.toFixed(2)).join(', ')}\n`);

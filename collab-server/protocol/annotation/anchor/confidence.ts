import type { Trace } from './traces.ts';

/** From here on a place is taken; below it the mark is an orphan and the place a candidate. */
export const LEAST_CONFIDENCE = 0.95;
/** Less than this share of the letters, or that many strange ones among them, is another text. */
const LEAST_KEPT = 0.45;
const LEAST_DENSITY = 0.35;

/** One for each of {@link evidenceOf}, found by `bench/anchor-fit.ts` on the tuning half of the corpus. */
const WEIGHTS: readonly number[] = [
  -2.78, 2.35, -1.76, -1.64, 1.15, 1.04, 1.68, -0.52, 0.18, 0.39, 1.69, 1.28, 2.18, -0.24, -1.6, -0.26, -0.33,
  -0.04, -0.5, -0.45, -3.29, 2.63, -1.89, 0.62, 1.72, -0.49, -2.0, 1.4, -0.17, 4.74, 2.97, 0.83, -0.07, -0.62,
  0.02, 0.85, -0.12, 0.17,
];

/** The chance from 0 to 1 that a trace is where the words have gone, as it was on the papers it was learnt from. */
export function confidenceOf(trace: Trace): number {
  if (!isPlausible(trace)) return 0;
  const sum = evidenceOf(trace).reduce((total, value, index) => total + value * (WEIGHTS[index] ?? 0), 0);
  return 1 / (1 + Math.exp(-sum));
}

export function isPlausible({ kept, density }: Trace): boolean {
  return kept >= LEAST_KEPT && density >= LEAST_DENSITY;
}

/** What is weighed: each sign alone, and those that mean more together. */
export function evidenceOf(trace: Trace): number[] {
  const {
    kept,
    isWhole,
    hasStayed,
    size,
    near,
    wide,
    nearBack,
    wideBack,
    beside,
    sentence,
    sentenceBack,
    hasRival,
  } = trace;
  const bothBeside = beside[0] * beside[1];
  return [
    1,
    kept,
    trace.density,
    ...near,
    ...wide,
    ...nearBack,
    ...wideBack,
    hasStayed,
    size,
    isWhole,
    trace.isSpelledAlike,
    ...beside,
    sentence,
    sentenceBack,
    near[0] * near[1],
    wide[0] * wide[1],
    kept * near[0],
    hasStayed * wide[0],
    size * isWhole,
    nearBack[0] * near[0],
    bothBeside,
    Math.min(sentence, sentenceBack),
    sentence * sentenceBack,
    bothBeside * isWhole,
    sentence * wide[0],
    sentenceBack * wide[1],
    (1 - size) * bothBeside,
    trace.isSpelledAlike * isWhole,
    hasRival,
    hasRival * near[0],
    hasRival * wide[0] * wide[1],
    hasRival * sentence * sentenceBack,
    hasRival * hasStayed,
  ];
}

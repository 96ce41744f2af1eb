/**
 * The page that somebody means by what they typed, counted from 0: the page that the file calls so, else the page of
 * that number. Undefined when it is neither.
 */
export function pageOf(typed: string, labels: readonly string[] | null, count: number): number | undefined {
  const wanted = typed.trim().toLowerCase();
  if (wanted === '') return undefined;
  const labelled = labels?.findIndex((label) => label.toLowerCase() === wanted) ?? -1;
  if (labelled >= 0) return labelled;
  if (!/^\d+$/.test(wanted)) return undefined;
  return Math.min(Math.max(1, Number(wanted)), count) - 1;
}

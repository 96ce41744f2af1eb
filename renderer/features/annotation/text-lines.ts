/** Distance of a text box's lines, in sizes of its letters. */
export const LINE_HEIGHT = 1.35;

/**
 * Breaks text into lines that are no wider than `width`, at spaces, and inside a word only where it doesn't fit alone.
 * `measure` gives a text's width. Line breaks of the text stay.
 */
export function breakLines(text: string, width: number, measure: (text: string) => number): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    for (const word of paragraph.split(/(?<=[ \t])/)) {
      if (measure((line + word).trimEnd()) <= width) {
        line += word;
        continue;
      }
      if (line !== '') lines.push(line.trimEnd());
      line = word;
      while (measure(line.trimEnd()) > width) {
        const fits = longestFitting(line, width, measure);
        lines.push(line.slice(0, fits));
        line = line.slice(fits);
      }
    }
    lines.push(line.trimEnd());
  }
  return lines;
}

/** How many units of a word fit, at least one whole letter with the marks on it. */
function longestFitting(word: string, width: number, measure: (text: string) => number): number {
  let fits = 0;
  for (const { index, segment } of new Intl.Segmenter().segment(word)) {
    const end = index + segment.length;
    if (fits > 0 && measure(word.slice(0, end)) > width) break;
    fits = end;
  }
  return fits;
}

import type { PageMark } from '#protocol/annotation/mark';
import type { ExportComment, ExportMark, ExportPaper, ExportWords } from './export-model.ts';

/** A mark in the list of notes and comments. `page` is counted from 1. */
export interface SummaryRow {
  readonly page: number;
  readonly author: string;
  readonly kind: string;
  readonly layer: string;
  readonly at: number;
  /** The words of the paper that it is about; empty when there are none. */
  readonly quote: string;
  /** What its author wrote; empty for a mark without words. */
  readonly text: string;
  readonly comments: readonly ExportComment[];
  readonly resolved: boolean;
}

/** What has words or was talked about, in the order of the pages; strokes and shapes without comments are left out. */
export function summaryRows(paper: ExportPaper, words: ExportWords): SummaryRow[] {
  const rows: (SummaryRow & { readonly height: number })[] = [];
  for (const entry of paper.marks) {
    const text = 'text' in entry.mark ? entry.mark.text : '';
    const quote = quoteOf(entry.mark);
    if (text === '' && quote === '' && entry.comments.length === 0) continue;
    rows.push({
      page: entry.mark.page + 1,
      author: entry.author,
      kind: words.kind[kindOf(entry.mark)],
      layer: words.layer[entry.layer],
      at: entry.mark.at,
      quote,
      text,
      comments: entry.comments,
      resolved: entry.resolved,
      height: heightOf(entry),
    });
  }
  return rows.toSorted((a, b) => a.page - b.page || b.height - a.height || a.at - b.at);
}

function kindOf(mark: PageMark): keyof ExportWords['kind'] {
  if (mark.kind === 'text') return mark.style;
  return mark.kind === 'note' && mark.question === true ? 'question' : mark.kind;
}

function quoteOf(mark: PageMark): string {
  if (mark.kind === 'text') return mark.quote.text;
  return mark.kind === 'note' ? (mark.quote?.text ?? '') : '';
}

/** Where a mark begins on its page, measured from below. */
function heightOf({ mark }: ExportMark): number {
  switch (mark.kind) {
    case 'text':
      return mark.boxes[1] ?? 0;
    case 'shape':
      return Math.max(mark.y1, mark.y2);
    case 'ink':
      return 0;
    case 'note':
      return mark.y;
    case 'textBox':
    case 'stamp':
    case 'image':
      return mark.y + mark.height;
  }
}

import {
  Document,
  HeadingLevel,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import type { ExportPaper, ExportWords } from './export-model.ts';
import { type SummaryRow, summaryRows } from './summary-rows.ts';

/** Width of a column in twentieths of a point; together they fill A4 between its margins. */
const WIDTHS = [900, 2400, 6300] as const;
/** Half points. */
const SIZE = 26;
const SMALL = 22;

/** The notes and comments of the papers as a Word document: a table for each paper. */
export async function summaryDocx(papers: readonly ExportPaper[], words: ExportWords): Promise<Uint8Array> {
  const time = new Intl.DateTimeFormat(words.locale, { dateStyle: 'short', timeStyle: 'short' });
  const children = papers.flatMap((paper) => {
    const rows = summaryRows(paper, words);
    return [
      new Paragraph({ heading: HeadingLevel.HEADING_2, children: [new TextRun(paper.title)] }),
      rows.length === 0 ? new Paragraph(words.empty) : tableOf(rows, words, time),
    ];
  });
  const doc = new Document({
    title: words.summary,
    styles: {
      default: {
        document: { run: { font: 'Times New Roman', size: SIZE, language: { value: words.locale } } },
      },
    },
    sections: [
      {
        properties: {
          page: {
            size: { width: 11_906, height: 16_838 },
            margin: { top: 1134, bottom: 1134, left: 1304, right: 1002 },
          },
        },
        children: [
          new Paragraph({ heading: HeadingLevel.HEADING_1, children: [new TextRun(words.summary)] }),
          ...children,
        ],
      },
    ],
  });
  return new Uint8Array(await Packer.toArrayBuffer(doc));
}

function tableOf(rows: readonly SummaryRow[], words: ExportWords, time: Intl.DateTimeFormat): Table {
  const head = [words.page, words.author, words.content].map((text, n) =>
    cell(n, [line(text, { bold: true })]),
  );
  const body = rows.map((row) => {
    const about = [row.kind, row.layer, ...(row.resolved ? [words.resolved] : []), time.format(row.at)];
    const content = [
      ...(row.quote === '' ? [] : [line(`“${row.quote}”`, { italics: true })]),
      ...(row.text === '' ? [] : row.text.split('\n').map((text) => line(text))),
      ...row.comments.flatMap(({ author, text, at }) => [
        line(`${author} · ${time.format(at)}`, { size: SMALL, bold: true }),
        ...text.split('\n').map((part) => line(part)),
      ]),
    ];
    return new TableRow({
      cantSplit: true,
      children: [
        cell(0, [line(String(row.page))]),
        cell(1, [line(row.author), line(about.join(' · '), { size: SMALL })]),
        cell(2, content),
      ],
    });
  });
  return new Table({
    width: { size: WIDTHS[0] + WIDTHS[1] + WIDTHS[2], type: WidthType.DXA },
    columnWidths: [...WIDTHS],
    rows: [new TableRow({ tableHeader: true, children: head }), ...body],
  });
}

function cell(column: number, children: readonly Paragraph[]): TableCell {
  return new TableCell({ width: { size: WIDTHS[column] ?? WIDTHS[2], type: WidthType.DXA }, children });
}

function line(text: string, look: { bold?: boolean; italics?: boolean; size?: number } = {}): Paragraph {
  return new Paragraph({ children: [new TextRun({ text, ...look })] });
}

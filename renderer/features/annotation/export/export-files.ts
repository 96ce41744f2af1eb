import { zipSync, type Zippable } from 'fflate';
import type { ExportFonts, ExportForm, ExportPaper, ExportWarning, ExportWords } from './export-model.ts';
import { exportPdf, type PictureReader } from './pdf-export.ts';
import { summaryDocx } from './summary-docx.ts';
import { summaryPdf } from './summary-pdf.ts';

/** What a person chose to take out. `form` null: no papers, summaries only. */
export interface ExportChoice {
  readonly form: ExportForm | null;
  readonly withSummaryPages: boolean;
  readonly summaries: readonly ('pdf' | 'docx')[];
}

export interface ExportedFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** What a paper's export could not keep. */
export interface PaperWarning {
  readonly title: string;
  readonly warning: ExportWarning;
}

export interface ExportEnvironment {
  readonly fonts: ExportFonts;
  readonly readPicture: PictureReader;
  readonly signal: AbortSignal;
  /** Share of the work that is done, 0 to 1. */
  readonly progress: (share: number) => void;
}

const TYPES = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  zip: 'application/zip',
} as const;

/** Makes the files of an export: one alone as it is, several in one ZIP. Throws when cancelled. */
export async function exportFiles(
  name: string,
  papers: readonly ExportPaper[],
  choice: ExportChoice,
  words: ExportWords,
  { fonts, readPicture, signal, progress }: ExportEnvironment,
): Promise<{ file: ExportedFile; warnings: PaperWarning[] }> {
  const files: { name: string; bytes: Uint8Array }[] = [];
  const warnings: PaperWarning[] = [];
  if (choice.form !== null) {
    for (const [n, paper] of papers.entries()) {
      const { bytes, warnings: found } = await exportPdf(paper, {
        form: choice.form,
        withSummary: choice.withSummaryPages,
        fonts,
        words,
        readPicture,
        signal,
        progress: (done, all) => progress((n + done / Math.max(1, all)) / papers.length),
      });
      for (const warning of found) warnings.push({ title: paper.title, warning });
      files.push({ name: `${paper.name}.pdf`, bytes });
    }
  }
  const summary = fileName(words.summary);
  for (const kind of choice.summaries) {
    signal.throwIfAborted();
    const bytes = kind === 'pdf' ? await summaryPdf(papers, fonts, words) : await summaryDocx(papers, words);
    files.push({ name: `${summary}.${kind}`, bytes });
  }
  progress(1);
  signal.throwIfAborted();
  const [only] = files;
  if (only !== undefined && files.length === 1) {
    return { file: { ...only, type: only.name.endsWith('.docx') ? TYPES.docx : TYPES.pdf }, warnings };
  }
  return { file: { name: `${name}.zip`, type: TYPES.zip, bytes: zipOf(files) }, warnings };
}

/** A name that every system takes: no separators, no reserved signs, not too long, never empty. */
export function fileName(title: string): string {
  const clean = title
    .normalize('NFC')
    // oxlint-disable-next-line no-control-regex
    .replaceAll(/[\u0000-\u001f<>:"/\\|?*]+/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/^[ .]+|[ .]+$/gu, '');
  const letters = [...new Intl.Segmenter().segment(clean)].slice(0, 120);
  const short = letters
    .map(({ segment }) => segment)
    .join('')
    .trim();
  return short === '' ? 'tai-lieu' : short;
}

function zipOf(files: readonly { name: string; bytes: Uint8Array }[]): Uint8Array {
  const entries: Zippable = {};
  const taken = new Set<string>();
  for (const { name, bytes } of files) {
    const dot = name.lastIndexOf('.');
    let free = name;
    for (let n = 2; taken.has(free.toLocaleLowerCase()); n++)
      free = `${name.slice(0, dot)} (${n})${name.slice(dot)}`;
    taken.add(free.toLocaleLowerCase());
    // PDF and DOCX are compressed already.
    entries[free] = [bytes, { level: 0 }];
  }
  return zipSync(entries);
}

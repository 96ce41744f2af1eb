import type { FileLayer, FileLayerView, FileMark } from '../annotation/index.ts';
import type { PdfAnnotation, PdfComment } from './pdf-facts.ts';

/** Most marks of a file that are listed. */
export const MOST_FILE_MARKS = 5000;

export interface FileMarksPorts {
  /** The annotations of a page, counted from 0. Rejects for a page that can't be read. */
  readonly read: (page: number) => Promise<readonly PdfAnnotation[]>;
  /** Draws the pages anew. */
  readonly redraw: () => void;
}

/**
 * The marks that a file brought with it. Pages are read for them only while somebody looks at the list, since that takes
 * a good part of the file; pages that can't be read have none.
 */
export class FileMarks implements FileLayer {
  readonly #pages: number;
  readonly #ports: FileMarksPorts;
  readonly #listeners = new Set<() => void>();
  #gatherers = 0;
  #isReading = false;
  #view: FileLayerView;

  constructor(pages: number, ports: FileMarksPorts) {
    this.#pages = pages;
    this.#ports = ports;
    this.#view = { marks: [], isShown: true, readPages: 0, pages };
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  getSnapshot = (): FileLayerView => this.#view;

  show(isShown: boolean): void {
    if (isShown === this.#view.isShown) return;
    this.#become({ isShown });
    this.#ports.redraw();
  }

  gather(): () => void {
    this.#gatherers += 1;
    void this.#read();
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      this.#gatherers -= 1;
    };
  }

  close(): void {
    this.#gatherers = 0;
    this.#listeners.clear();
  }

  async #read(): Promise<void> {
    if (this.#isReading) return;
    this.#isReading = true;
    while (this.#gatherers > 0 && this.#view.readPages < this.#pages) {
      const page = this.#view.readPages;
      const found = await this.#marksOn(page);
      const marks = found.length === 0 ? this.#view.marks : [...this.#view.marks, ...found];
      this.#become({
        marks: marks.slice(0, MOST_FILE_MARKS),
        readPages: marks.length < MOST_FILE_MARKS ? page + 1 : this.#pages,
      });
    }
    this.#isReading = false;
  }

  async #marksOn(page: number): Promise<FileMark[]> {
    try {
      return fileMarksOf(page, await this.#ports.read(page));
    } catch (error) {
      console.debug('no marks of the file on this page', error);
      return [];
    }
  }

  #become(change: Partial<FileLayerView>): void {
    this.#view = { ...this.#view, ...change };
    for (const listener of this.#listeners) listener();
  }
}

const KINDS: Readonly<Record<string, FileMark['kind']>> = {
  Text: 'note',
  Caret: 'note',
  FreeText: 'textBox',
  Highlight: 'highlight',
  Underline: 'underline',
  Squiggly: 'underline',
  StrikeOut: 'strikeOut',
  Ink: 'ink',
  Line: 'shape',
  Square: 'shape',
  Circle: 'shape',
  Polygon: 'shape',
  PolyLine: 'shape',
  Stamp: 'stamp',
  FileAttachment: 'attachment',
};

/** The marks of a page from top to bottom, each with what answers it, however deep. */
export function fileMarksOf(page: number, annotations: readonly PdfAnnotation[]): FileMark[] {
  const comments = new Map<string, PdfComment>();
  for (const each of annotations) if (each.kind === 'comment') comments.set(each.id, each);
  const replies = new Map<string, PdfComment[]>();
  const roots: PdfComment[] = [];
  for (const comment of comments.values()) {
    const root = rootOf(comment, comments);
    if (root === comment) roots.push(comment);
    else replies.set(root.id, [...(replies.get(root.id) ?? []), comment]);
  }
  return roots
    .map(({ id, rect, type, author, text, at }): FileMark => {
      const answers = (replies.get(id) ?? []).map((reply) => ({
        id: reply.id,
        author: reply.author,
        text: reply.text,
        at: reply.at,
      }));
      return { id, page, rect, kind: KINDS[type] ?? 'note', author, text, at, replies: answers };
    })
    .toSorted((a, b) => b.rect.y + b.rect.height - (a.rect.y + a.rect.height));
}

/** What a comment answers in the end; itself when it answers nothing of this page, or goes round in a ring. */
function rootOf(comment: PdfComment, all: ReadonlyMap<string, PdfComment>): PdfComment {
  const seen = new Set<PdfComment>();
  let root = comment;
  for (;;) {
    const above = root.inReplyTo === null ? undefined : all.get(root.inReplyTo);
    if (above === undefined) return root;
    if (seen.has(above)) return comment;
    seen.add(root);
    root = above;
  }
}

import type { PageMark, Picture } from '#protocol/annotation/mark';
import type { Layer } from '#protocol/annotation/ydoc';

/** One word of a thread, with its author's name as it is printed. `at` in milliseconds. */
export interface ExportComment {
  readonly id: string;
  readonly author: string;
  readonly text: string;
  readonly at: number;
}

/** A mark that leaves the app, with everything that is printed about it. Plain data: it goes to a worker. */
export interface ExportMark {
  readonly id: string;
  readonly author: string;
  readonly layer: Layer;
  readonly mark: PageMark;
  /** Of an image. */
  readonly picture: Picture | null;
  /** In their order. */
  readonly comments: readonly ExportComment[];
  readonly resolved: boolean;
}

/** `annotations` can be changed in other programs, `flat` is part of the page for ever. */
export type ExportForm = 'annotations' | 'flat';

/** A paper with the marks to be written into it. */
export interface ExportPaper {
  readonly title: string;
  /** Name of the file that comes out, without its ending. */
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly marks: readonly ExportMark[];
}

/** TrueType files with all Vietnamese letters. */
export interface ExportFonts {
  readonly regular: Uint8Array;
  readonly bold: Uint8Array;
}

/**
 * What the result can't keep of the original: `signed` (its digital signature no longer holds), `damaged` (it can't be
 * rewritten: the original is given as it is, marks are in the summary only), `protected` (the same, because of its
 * rights), `picture` (an image that could not be read was left out).
 */
export type ExportWarning = 'signed' | 'damaged' | 'protected' | 'picture' | 'newer';

/** The words that exports print, in the language of the person. */
export interface ExportWords {
  readonly locale: string;
  readonly summary: string;
  readonly page: string;
  readonly author: string;
  readonly content: string;
  readonly layer: Readonly<Record<Layer, string>>;
  readonly kind: Readonly<
    Record<PageMark['kind'] | 'question' | 'highlight' | 'underline' | 'strikeOut', string>
  >;
  readonly resolved: string;
  readonly empty: string;
}

import type { Rect } from '#protocol/annotation/page-transform';

/** A mark that the file brought with it, made in another program. Nobody changes it here. */
export interface FileMark {
  /** Unique in its file. */
  readonly id: string;
  readonly page: number;
  readonly rect: Rect;
  readonly kind:
    | 'note'
    | 'highlight'
    | 'underline'
    | 'strikeOut'
    | 'ink'
    | 'textBox'
    | 'shape'
    | 'stamp'
    | 'attachment';
  /** As the file says it; nobody has checked it. Empty when the file doesn't say. */
  readonly author: string;
  readonly text: string;
  /** Milliseconds; null when the file doesn't say. */
  readonly at: number | null;
  /** What was answered to it in that program, in the order of the file. */
  readonly replies: readonly Pick<FileMark, 'id' | 'author' | 'text' | 'at'>[];
}

export interface FileLayerView {
  /** Those of the pages that were read, in the order of the pages. */
  readonly marks: readonly FileMark[];
  /** Whether the pages are drawn with them. */
  readonly isShown: boolean;
  /** Pages that were read for marks, of how many. */
  readonly readPages: number;
  readonly pages: number;
}

/** The layer "của tệp": what the reader around the marks knows of the file's own. */
export interface FileLayer {
  readonly subscribe: (listener: () => void) => () => void;
  readonly getSnapshot: () => FileLayerView;
  /** Draws the pages with or without them. */
  show(isShown: boolean): void;
  /** Reads the pages that were not read yet, one after the other. Returns what stops it. */
  gather(): () => void;
}

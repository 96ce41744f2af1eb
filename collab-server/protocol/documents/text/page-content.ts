/* What is known of a page's words before they are put together. */

/** A piece of text as pdf.js reads it from a page. `transform` leads from letter space to points of the file. */
export interface TextPiece {
  readonly str: string;
  readonly dir: string;
  readonly width: number;
  readonly height: number;
  readonly transform: readonly number[];
  readonly fontName: string;
  readonly hasEOL: boolean;
  /**
   * Where the letters are, four numbers for each: which of the piece's letters it is (spaces that the file doesn't draw
   * are counted and left out), its UTF-16 units, and in points from the piece's start where it ends and how wide it is.
   */
  readonly places?: Float32Array | undefined;
}

export interface FontFacts {
  /** As the file has it, such as "ABCDEF+.VnTimeH"; empty when it isn't known. */
  readonly name: string;
  /** The family that would stand in for it: `serif`, `sans-serif` or `monospace`. */
  readonly fontFamily: string;
  /** Shares of the letter size above and below the baseline. */
  readonly ascent: number;
  readonly descent: number;
  readonly vertical: boolean;
}

/** The words of a page as the file's fonts spell them, which may be in old encodings; Unicode is not normalised. */
export interface PageContent {
  readonly items: readonly TextPiece[];
  /** By each item's `fontName`. */
  readonly fonts: ReadonlyMap<string, FontFacts>;
  /** Lower left corner of the page in the file's coordinates. */
  readonly left: number;
  readonly bottom: number;
}

/** What the page is told in the fragment of its address. Sizes in CSS pixels, as the product has them. */
export interface PlainSettings {
  /** Path of the PDF. */
  readonly file: string;
  readonly token: string;
  readonly rangeBytes: number;
  readonly screenWidth: number;
  readonly screenHeight: number;
  readonly pageWidth: number;
  /** Whether the document is opened with the page, or by the button. */
  readonly opensAtOnce: boolean;
}

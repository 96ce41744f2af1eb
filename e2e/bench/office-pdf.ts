import { readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  PDFDict,
  PDFDocument,
  type PDFFont,
  PDFName,
  PDFPage,
  PDFStream,
  rgb,
  StandardFonts,
} from '@cantoo/pdf-lib';
import { CODE_BITS, CODE_CELL, CODE_LEFT, CODE_TOP } from './page-code.ts';

const SAMPLE = path.resolve(import.meta.dirname, '../../assets/sample/to-trinh-chuyen-doi-so.pdf');

/**
 * A PDF as offices write them: pages of Vietnamese text in embedded fonts that all pages share, each with a table and
 * bars of its own. Every page carries its number as black and white cells at its top, so that what is measured can be
 * proved to have been that page.
 */
export async function officePdf(pages: number): Promise<Uint8Array> {
  const pdf = await PDFDocument.load(await readFile(SAMPLE));
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  const patterns = pdf.getPages();
  for (let number = 1; number <= pages; number++) {
    const pattern = patterns[(number - 1) % patterns.length];
    if (pattern === undefined) throw new Error('the sample paper has no pages');
    const page = copyOf(pattern, pdf);
    pdf.addPage(page);
    drawTable(page, number, font);
    drawCode(page, number);
  }
  for (let removed = 0; removed < patterns.length; removed++) pdf.removePage(0);
  return pdf.save();
}

/** A page of its own with its own text, which shares the fonts. */
function copyOf(pattern: PDFPage, pdf: PDFDocument): PDFPage {
  const node = pattern.node.clone(pdf.context);
  const contents = node.Contents();
  if (!(contents instanceof PDFStream)) throw new Error('the sample paper has pages of another kind');
  node.set(PDFName.of('Contents'), pdf.context.register(contents.clone(pdf.context)));
  // Its own list of fonts: what is drawn on one page adds to it, and a shared one would grow with every page.
  const resources = node.Resources()?.clone(pdf.context) ?? pdf.context.obj({});
  const fonts = resources.lookup(PDFName.of('Font'));
  if (fonts instanceof PDFDict) resources.set(PDFName.of('Font'), fonts.clone(pdf.context));
  node.set(PDFName.of('Resources'), resources);
  return PDFPage.of(node, pdf.context.register(node), pdf);
}

function drawTable(page: PDFPage, number: number, font: PDFFont): void {
  const { width } = page.getSize();
  const grey = rgb(0.35, 0.35, 0.4);
  const left = 60;
  for (let row = 0; row <= 8; row++) {
    const y = 60 + row * 14;
    page.drawLine({ start: { x: left, y }, end: { x: width - 60, y }, thickness: 0.5, color: grey });
    if (row === 8) break;
    page.drawText(`${number}.${row + 1}`, { x: left + 4, y: y + 4, size: 8, font });
    page.drawText(`${((number * 37 + row * 101) % 997) / 10} %`, { x: left + 60, y: y + 4, size: 8, font });
    page.drawRectangle({
      x: left + 130,
      y: y + 3,
      width: 20 + ((number * 53 + row * 29) % 260),
      height: 8,
      color: rgb(0.2, 0.4 + row / 20, 0.7),
    });
  }
}

function drawCode(page: PDFPage, number: number): void {
  const { height } = page.getSize();
  for (let bit = 0; bit < CODE_BITS; bit++) {
    page.drawRectangle({
      x: CODE_LEFT + bit * CODE_CELL,
      y: height - CODE_TOP - CODE_CELL,
      width: CODE_CELL,
      height: CODE_CELL,
      color: (number >> bit) % 2 === 1 ? rgb(0, 0, 0) : rgb(1, 1, 1),
    });
  }
}

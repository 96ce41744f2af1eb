import {
  drawObject,
  EncryptedPDFError,
  PDFArray,
  type PDFContext,
  PDFDict,
  PDFDocument,
  type PDFFont,
  PDFHexString,
  type PDFImage,
  PDFName,
  type PDFObject,
  type PDFPage,
  type PDFRef,
  PDFString,
  popGraphicsState,
  pushGraphicsState,
  setGraphicsState,
  translate,
} from '@cantoo/pdf-lib';
import { create } from 'fontkit';
import { isNewerInk } from '#protocol/annotation/ink';
import type { PageMark, Picture } from '#protocol/annotation/mark';
import { inkColour } from '../mark-colours.ts';
import { shapeOf } from '../mark-shape.ts';
import type {
  ExportFonts,
  ExportForm,
  ExportMark,
  ExportPaper,
  ExportWarning,
  ExportWords,
} from './export-model.ts';
import { boxesOf, drawMark, type MarkDrawing, RESOURCE, rgbOf } from './mark-drawing.ts';
import { addSummaryPages } from './summary-pdf.ts';

/** A picture in one of the two forms that PDF knows; undefined when it can't be read. */
export type PictureReader = (
  picture: Picture,
) => Promise<{ type: 'png' | 'jpeg'; bytes: Uint8Array } | undefined>;

export interface PdfExportOptions {
  readonly form: ExportForm;
  /** Adds pages with all notes and comments after the paper's own. */
  readonly withSummary: boolean;
  readonly fonts: ExportFonts;
  readonly words: ExportWords;
  readonly readPicture: PictureReader;
  readonly signal: AbortSignal;
  /** Called with marks done and marks in all. */
  readonly progress: (done: number, all: number) => void;
}

export interface PdfExport {
  readonly bytes: Uint8Array;
  readonly warnings: ReadonlySet<ExportWarning>;
}

/** Bit 3: printed with the page. */
const PRINT = 4;
/** Also hidden on the page itself, as other programs write replies: they belong into the list of comments. */
const REPLY = PRINT | 2 | 8 | 16;

interface Target {
  readonly doc: PDFDocument;
  readonly fonts: { readonly regular: PDFFont; readonly bold: PDFFont };
  readonly multiply: PDFRef;
}

/**
 * The paper with marks in it, as annotations that other programs can change or as part of its pages. Original content is
 * never altered; what can't be kept is in `warnings`. Throws only when it was cancelled.
 */
export async function exportPdf(paper: ExportPaper, options: PdfExportOptions): Promise<PdfExport> {
  const { signal } = options;
  const warnings = new Set<ExportWarning>();
  const doc = await loadPdf(paper.bytes, warnings);
  if (doc === undefined) return { bytes: paper.bytes, warnings };
  if (isSigned(doc)) warnings.add('signed');
  doc.registerFontkit({ create });
  const target: Target = {
    doc,
    fonts: {
      regular: await doc.embedFont(options.fonts.regular, { subset: true }),
      bold: await doc.embedFont(options.fonts.bold, { subset: true }),
    },
    multiply: doc.context.register(doc.context.obj({ Type: 'ExtGState', BM: 'Multiply' })),
  };
  const pages = doc.getPages();
  const images = new Map<Picture, PDFImage | null>();
  let done = 0;
  for (const entry of paper.marks) {
    signal.throwIfAborted();
    const page = pages[entry.mark.page];
    const isNewer = entry.mark.kind === 'ink' && isNewerInk(entry.mark.points);
    if (isNewer) warnings.add('newer');
    else if (page !== undefined) {
      const image = await imageOf(doc, entry.picture, images, options.readPicture);
      if (entry.mark.kind === 'image' && image === null) warnings.add('picture');
      const drawing = drawMark(entry.mark, { ...target.fonts, image });
      if (options.form === 'flat') flatten(target, page, drawing, image);
      else annotate(target, page, entry, drawing, image, options.words);
    }
    done += 1;
    options.progress(done, paper.marks.length);
  }
  if (options.withSummary) addSummaryPages(doc, target.fonts, [paper], options.words);
  signal.throwIfAborted();
  return { bytes: await doc.save({ useObjectStreams: true, updateFieldAppearances: false }), warnings };
}

async function loadPdf(bytes: Uint8Array, warnings: Set<ExportWarning>): Promise<PDFDocument | undefined> {
  try {
    return await PDFDocument.load(bytes, { updateMetadata: false, throwOnInvalidObject: true });
  } catch (error) {
    warnings.add(error instanceof EncryptedPDFError ? 'protected' : 'damaged');
    return undefined;
  }
}

/** Whether somebody has signed the file digitally: writing anything into it voids that. */
function isSigned(doc: PDFDocument): boolean {
  const form = doc.catalog.lookupMaybe(PDFName.of('AcroForm'), PDFDict);
  const flags = form?.lookup(PDFName.of('SigFlags'));
  return flags !== undefined && (Number(flags.toString()) & 1) === 1;
}

async function imageOf(
  doc: PDFDocument,
  picture: Picture | null,
  known: Map<Picture, PDFImage | null>,
  read: PictureReader,
): Promise<PDFImage | null> {
  if (picture === null) return null;
  const there = known.get(picture);
  if (there !== undefined) return there;
  const plain = await read(picture);
  let image: PDFImage | null = null;
  try {
    if (plain?.type === 'png') image = await doc.embedPng(plain.bytes);
    else if (plain?.type === 'jpeg') image = await doc.embedJpg(plain.bytes);
  } catch (error) {
    console.warn('a picture could not be written', error);
  }
  known.set(picture, image);
  return image;
}

/** Marks are measured from the corner of the page as readers show it; a PDF may put that anywhere. */
function cornerOf(page: PDFPage): { x: number; y: number } {
  const media = page.getMediaBox();
  const crop = page.getCropBox();
  return { x: Math.max(media.x, crop.x), y: Math.max(media.y, crop.y) };
}

function resourcesOf(target: Target, drawing: MarkDrawing, image: PDFImage | null): Record<string, PDFDict> {
  const { context } = target.doc;
  const { uses } = drawing;
  const fonts: Record<string, PDFRef> = {};
  if (uses.has('regular')) fonts[RESOURCE.regular] = target.fonts.regular.ref;
  if (uses.has('bold')) fonts[RESOURCE.bold] = target.fonts.bold.ref;
  return {
    Font: context.obj(fonts),
    ExtGState: context.obj(uses.has('multiply') ? { [RESOURCE.multiply]: target.multiply } : {}),
    XObject: context.obj(uses.has('image') && image !== null ? { [RESOURCE.image]: image.ref } : {}),
  };
}

/** A drawing as a form of its own, whose resources don't mix with the page's. */
function formOf(
  target: Target,
  drawing: MarkDrawing,
  image: PDFImage | null,
  corner: { x: number; y: number },
): PDFRef {
  const { context } = target.doc;
  const { x, y, width, height } = drawing.bounds;
  const form = context.formXObject([translate(corner.x, corner.y), ...drawing.operators], {
    BBox: [x + corner.x, y + corner.y, x + corner.x + width, y + corner.y + height],
    Resources: resourcesOf(target, drawing, image),
    // Without a group of its own a highlighter would be multiplied with nothing in some readers.
    ...(drawing.uses.has('multiply') ? { Group: { S: 'Transparency' } } : {}),
  });
  return context.register(form);
}

function flatten(target: Target, page: PDFPage, drawing: MarkDrawing, image: PDFImage | null): void {
  const form = formOf(target, drawing, image, cornerOf(page));
  const name = page.node.newXObject('BtMark', form);
  const graphics = drawing.uses.has('multiply')
    ? page.node.newExtGState('BtMultiply', target.multiply)
    : null;
  page.pushOperators(
    pushGraphicsState(),
    ...(graphics === null ? [] : [setGraphicsState(graphics)]),
    drawObject(name),
    popGraphicsState(),
  );
}

function annotate(
  target: Target,
  page: PDFPage,
  entry: ExportMark,
  drawing: MarkDrawing,
  image: PDFImage | null,
  words: ExportWords,
): void {
  const { context } = target.doc;
  const corner = cornerOf(page);
  const { x, y, width, height } = drawing.bounds;
  const rect = [x + corner.x, y + corner.y, x + corner.x + width, y + corner.y + height];
  const base = {
    Type: 'Annot',
    P: page.ref,
    F: PRINT,
    T: PDFHexString.fromText(entry.author),
    M: PDFString.fromDate(new Date(entry.mark.at)),
    CreationDate: PDFString.fromDate(new Date(entry.mark.at)),
  };
  const root = context.obj({
    ...base,
    ...kindOf(context, entry.mark, corner),
    NM: PDFString.of(entry.id),
    Rect: rect,
    Subj: PDFHexString.fromText(words.layer[entry.layer]),
    Contents: PDFHexString.fromText(contentsOf(entry.mark)),
    AP: { N: formOf(target, drawing, image, corner) },
  });
  const ref = context.register(root);
  addAnnotation(page, ref);
  for (const comment of entry.comments) {
    const reply = context.obj({
      ...base,
      Subtype: 'Text',
      T: PDFHexString.fromText(comment.author),
      M: PDFString.fromDate(new Date(comment.at)),
      CreationDate: PDFString.fromDate(new Date(comment.at)),
      NM: PDFString.of(comment.id),
      // Readers that don't know replies show nothing twice at the mark's place.
      F: REPLY,
      Rect: rect,
      Contents: PDFHexString.fromText(comment.text),
      IRT: ref,
      RT: 'R',
    });
    addAnnotation(page, context.register(reply));
  }
  if (!entry.resolved) return;
  const state = context.obj({
    ...base,
    Subtype: 'Text',
    F: REPLY,
    Rect: rect,
    Contents: PDFHexString.fromText(words.resolved),
    IRT: ref,
    State: PDFString.of('Completed'),
    StateModel: PDFString.of('Review'),
  });
  addAnnotation(page, context.register(state));
}

function addAnnotation(page: PDFPage, ref: PDFRef): void {
  // A page whose annotations are no list (damaged) gets a new one.
  if (!(page.node.lookup(PDFName.of('Annots')) instanceof PDFArray)) {
    page.node.set(PDFName.of('Annots'), page.doc.context.obj([]));
  }
  page.node.addAnnot(ref);
}

/** What each kind of annotation has besides the common entries. Source: ISO 32000-1, 12.5.6. */
function kindOf(
  context: PDFContext,
  mark: PageMark,
  corner: { readonly x: number; readonly y: number },
): Record<string, PDFObject | string | number | (string | number)[] | (readonly number[])[]> {
  const place = (x: number, y: number): [number, number] => [x + corner.x, y + corner.y];
  const pen = (colour: Parameters<typeof inkColour>[1]) => rgbOf(inkColour('pen', colour));
  switch (mark.kind) {
    case 'ink': {
      const points = shapeOf(mark).points.flatMap((point) => place(point.x, point.y));
      return {
        Subtype: 'Ink',
        InkList: [points],
        C: rgbOf(inkColour(mark.tool, mark.colour)),
        BS: context.obj({ W: mark.width }),
      };
    }
    case 'text': {
      const subtype = { highlight: 'Highlight', underline: 'Underline', strikeOut: 'StrikeOut' }[mark.style];
      const quads = boxesOf(mark.boxes).flatMap(({ x, y, width, height }) => [
        ...place(x, y + height),
        ...place(x + width, y + height),
        ...place(x, y),
        ...place(x + width, y),
      ]);
      const tool = mark.style === 'highlight' ? 'highlighter' : 'pen';
      return { Subtype: subtype, QuadPoints: quads, C: rgbOf(inkColour(tool, mark.colour)) };
    }
    case 'shape': {
      const look = { C: pen(mark.colour), BS: context.obj({ W: mark.width }) };
      if (mark.shape === 'box') return { ...look, Subtype: 'Square' };
      if (mark.shape === 'ellipse') return { ...look, Subtype: 'Circle' };
      const ends = mark.shape === 'arrow' ? ['None', 'OpenArrow'] : ['None', 'None'];
      return {
        ...look,
        Subtype: 'Line',
        L: [...place(mark.x1, mark.y1), ...place(mark.x2, mark.y2)],
        LE: ends,
      };
    }
    case 'textBox': {
      const colour = pen(mark.colour).map((part) => part.toFixed(3));
      const appearance = PDFString.of(`/Helv ${mark.size} Tf ${colour.join(' ')} rg`);
      return { Subtype: 'FreeText', DA: appearance, BS: context.obj({ W: 0 }) };
    }
    case 'note':
      return {
        Subtype: 'Text',
        Name: mark.question === true ? 'Help' : 'Comment',
        C: rgbOf(inkColour('highlighter', mark.colour)),
      };
    case 'stamp':
    case 'image':
      return { Subtype: 'Stamp', Name: 'BanTron' };
  }
}

function contentsOf(mark: PageMark): string {
  return 'text' in mark ? mark.text : mark.kind === 'text' ? mark.quote.text : '';
}

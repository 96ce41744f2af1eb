import {
  PDFDocument,
  PDFHexString,
  PDFName,
  type PDFObject,
  PDFString,
  rgb,
  StandardFonts,
} from '@cantoo/pdf-lib';

/** A link of a page: from its lower left corner, in points. */
interface Link {
  readonly box: readonly [number, number, number, number];
  /** A page, counted from 0, or an address. */
  readonly to: number | string;
}

/** A paper with everything that helps to find one's way: an outline, page labels, links, a filled-in form. */
export async function guidePdf(): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  for (let number = 1; number <= 12; number++) {
    const page = pdf.addPage([595, 842]);
    page.drawText(`Sheet ${number}`, { x: 60, y: 760, size: 40, font });
  }
  addLinks(pdf, 0, [
    { box: [60, 600, 300, 640], to: 8 },
    { box: [60, 500, 300, 540], to: 'https://chinhphu.example.vn/nghi-dinh' },
    { box: [60, 400, 300, 440], to: 'http://khong-an-toan.example.vn/' },
  ]);
  const { context, catalog } = pdf;
  // i, ii, iii, iv, then 1, 2, 3, …
  catalog.set(PDFName.of('PageLabels'), context.obj({ Nums: [0, { S: 'r' }, 4, { S: 'D', St: 1 }] }));
  const field = pdf.getForm().createTextField('hoTen');
  field.setText('NGUYEN VAN A');
  field.addToPage(pdf.getPage(1), {
    x: 60,
    y: 600,
    width: 300,
    height: 40,
    font,
    backgroundColor: rgb(1, 1, 0.6),
  });
  addOutline(pdf, [
    { title: 'Phần mở đầu', page: 0, children: [] },
    {
      title: 'Chương một',
      page: 4,
      children: [
        { title: 'Mục 1.1', page: 5, children: [] },
        { title: 'Mục 1.2', page: 7, children: [] },
      ],
    },
    { title: 'Chương hai', page: 9, children: [] },
  ]);
  return pdf.save();
}

/**
 * Three pages that somebody has written on in another program: a red rectangle with an answer to it, a filled-in form
 * field and a link on the first, a note on the last.
 */
export async function annotatedPdf(): Promise<Uint8Array> {
  const pdf = await PDFDocument.load(await wordPdf(3, 'Trang'));
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  const { context } = pdf;
  const annotate = (
    page: number,
    facts: Readonly<Record<string, string | number | number[] | PDFObject>>,
  ) => {
    const ref = context.register(context.obj({ Type: 'Annot', F: 4, ...facts }));
    pdf.getPage(page).node.addAnnot(ref);
    return ref;
  };
  const red = annotate(0, {
    Subtype: 'Square',
    Rect: [100, 500, 300, 600],
    C: [1, 0, 0],
    IC: [1, 0, 0],
    T: PDFHexString.fromText('Trần Lan'),
    Contents: PDFHexString.fromText('Khung này chưa đúng'),
    M: PDFString.of("D:20261102083000+07'00'"),
  });
  annotate(0, {
    Subtype: 'Text',
    Rect: [100, 500, 120, 520],
    IRT: red,
    T: PDFHexString.fromText('Minh'),
    Contents: PDFHexString.fromText('Sẽ sửa'),
  });
  annotate(2, {
    Subtype: 'Text',
    Rect: [60, 120, 80, 140],
    T: PDFHexString.fromText('Trần Lan'),
    Contents: PDFHexString.fromText('Thiếu phụ lục'),
  });
  addLinks(pdf, 0, [{ box: [60, 300, 300, 340], to: 1 }]);
  const field = pdf.getForm().createTextField('hoTen');
  field.setText('NGUYEN VAN A');
  field.addToPage(pdf.getPage(0), {
    x: 60,
    y: 400,
    width: 300,
    height: 40,
    font,
    backgroundColor: rgb(1, 1, 0.6),
  });
  return pdf.save();
}

/** Pages that each say this word and their number. */
export async function wordPdf(pages: number, word: string): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  for (let number = 1; number <= pages; number++) {
    pdf.addPage([595, 842]).drawText(`${word} ${number}`, { x: 60, y: 760, size: 40, font });
  }
  return pdf.save();
}

function addLinks(pdf: PDFDocument, from: number, links: readonly Link[]): void {
  const { context } = pdf;
  const page = pdf.getPage(from);
  for (const { box, to } of links) {
    const target =
      typeof to === 'number'
        ? { Dest: [pdf.getPage(to).ref, PDFName.of('XYZ'), 0, 842, 0] }
        : { A: { Type: 'Action', S: 'URI', URI: PDFString.of(to) } };
    const link = context.obj({
      Type: 'Annot',
      Subtype: 'Link',
      Rect: [...box],
      Border: [0, 0, 1],
      ...target,
    });
    page.node.addAnnot(context.register(link));
  }
}

interface Heading {
  readonly title: string;
  readonly page: number;
  readonly children: readonly Heading[];
}

function addOutline(pdf: PDFDocument, headings: readonly Heading[]): void {
  const { context, catalog } = pdf;
  const root = context.nextRef();
  const put = (list: readonly Heading[], parent: typeof root) => {
    const refs = list.map(() => context.nextRef());
    list.forEach((heading, n) => {
      const ref = refs[n];
      if (ref === undefined) return;
      const below = put(heading.children, ref);
      const [previous, next] = [refs[n - 1], refs[n + 1]];
      const entry = context.obj({
        Parent: parent,
        Dest: [pdf.getPage(heading.page).ref, PDFName.of('Fit')],
        ...(previous === undefined ? {} : { Prev: previous }),
        ...(next === undefined ? {} : { Next: next }),
        ...(below === undefined
          ? {}
          : { First: below.first, Last: below.last, Count: -heading.children.length }),
      });
      entry.set(PDFName.of('Title'), PDFHexString.fromText(heading.title));
      context.assign(ref, entry);
    });
    const [first, last] = [refs[0], refs.at(-1)];
    return first === undefined || last === undefined ? undefined : { first, last };
  };
  const top = put(headings, root);
  if (top === undefined) return;
  context.assign(
    root,
    context.obj({ Type: 'Outlines', First: top.first, Last: top.last, Count: headings.length }),
  );
  catalog.set(PDFName.of('Outlines'), root);
}

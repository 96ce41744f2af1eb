import { PDFDocument } from '@cantoo/pdf-lib';

type Bytes = Uint8Array<ArrayBuffer>;

/** A PDF with pages of this size in points. */
export async function pdf(
  sizes: readonly (readonly [number, number])[] = [[595, 842]],
  text = '',
): Promise<Bytes> {
  const document = await PDFDocument.create();
  for (const [width, height] of sizes)
    document.addPage([width, height]).drawText(`page ${text}`, { x: 10, y: 10 });
  return new Uint8Array(await document.save());
}

/** A PDF that can't be opened without a password. */
export async function protectedPdf(): Promise<Bytes> {
  const document = await PDFDocument.create();
  document.addPage([200, 200]);
  document.encrypt({ userPassword: 'chỉ mình tôi', ownerPassword: 'chủ' });
  return new Uint8Array(await document.save());
}

/** The start of a file whose upload from another system broke off. */
export async function truncatedPdf(): Promise<Bytes> {
  const whole = await pdf([[595, 842]], 'x'.repeat(2000));
  return whole.slice(0, Math.floor(whole.length * 0.6));
}

/** A file that was saved a second time, of which the second part broke off: what is left is a PDF with less in it. */
export async function halfUpdatedPdf(): Promise<Bytes> {
  const update = new TextEncoder().encode('\n7 0 obj\n<< /Type /Page /MediaBox [0 0 595 842]');
  return Uint8Array.from([...(await pdf()), ...update]);
}

/** Looks like a PDF from outside and is noise inside; the same for the same seed. */
export async function fuzzedPdf(seed: number): Promise<Bytes> {
  const bytes = (await pdf()).slice();
  let state = seed >>> 0;
  for (let at = 20; at < bytes.length - 40; at++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
}

/** A JPEG that was renamed. */
export function renamedJpeg(): Bytes {
  return Uint8Array.from([
    0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 0xff, 0xd9,
  ]);
}

/** The first bytes of every DOCX: a ZIP. */
export function docx(): Bytes {
  return Uint8Array.from([
    0x50,
    0x4b,
    3,
    4,
    20,
    0,
    6,
    0,
    8,
    0,
    ...new TextEncoder().encode('[Content_Types].xml'),
  ]);
}

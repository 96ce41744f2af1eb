import { PDFDocument } from '@cantoo/pdf-lib';
import type { PickedFile } from '../../pages/meeting-edit.ts';

function pdfFile(name: string, bytes: Uint8Array): PickedFile {
  return { name, mimeType: 'application/pdf', buffer: Buffer.from(bytes) };
}

/** A readable PDF of one page and at least this many bytes. */
export async function readablePdf(name: string, bytes = 0): Promise<PickedFile> {
  const document = await PDFDocument.create();
  document.addPage([595, 842]).drawText(name.normalize('NFD').replace(/[^ -~]/gu, ''), { x: 40, y: 760 });
  const filling = Uint8Array.from({ length: bytes }, (_, at) => (at * 31 + (at >> 8)) & 0xff);
  document.context.register(document.context.stream(filling));
  return pdfFile(name, await document.save());
}

/** A PDF that lacks its second half, as after a broken download. */
export async function truncatedPdf(name: string): Promise<PickedFile> {
  const { buffer } = await readablePdf(name, 4000);
  return pdfFile(name, buffer.subarray(0, buffer.length / 2));
}

/** A PDF that opens with a password only. */
export async function protectedPdf(name: string): Promise<PickedFile> {
  const document = await PDFDocument.create();
  document.addPage([200, 200]);
  document.encrypt({ userPassword: 'chỉ mình tôi', ownerPassword: 'chủ' });
  return pdfFile(name, await document.save());
}

export function emptyPdf(name: string): PickedFile {
  return pdfFile(name, new Uint8Array());
}

/** A photograph that calls itself a PDF. */
export function renamedJpeg(name: string): PickedFile {
  return pdfFile(
    name,
    Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 0xff, 0xd9),
  );
}

export function wordFile(name: string): PickedFile {
  return {
    name,
    mimeType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    buffer: Buffer.from('PK\u0003\u0004 word/document.xml', 'latin1'),
  };
}

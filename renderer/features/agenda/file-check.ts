/** Why a file is not even sent. The server checks again, and reads the whole file. */
export type FileFault = 'emptyFile' | 'tooLarge' | 'wordFile' | 'notPdf';

/** How far into a file a PDF's mark may stand: readers accept some rubbish before it. */
const HEAD = 1024;

/** Looks at the first bytes of a file and its size, so that nobody waits for an upload that will be refused. */
export async function checkFile(file: File, maxBytes: number): Promise<FileFault | undefined> {
  if (file.size === 0) return 'emptyFile';
  const head = new Uint8Array(await file.slice(0, HEAD).arrayBuffer());
  const fault = kindFault(head, file.name);
  return fault ?? (file.size > maxBytes ? 'tooLarge' : undefined);
}

function kindFault(head: Uint8Array, name: string): FileFault | undefined {
  const text = new TextDecoder('latin1').decode(head);
  if (text.includes('%PDF-')) return undefined;
  const isZip = text.startsWith('PK\u0003\u0004');
  const isOldOffice = head[0] === 0xd0 && head[1] === 0xcf && head[2] === 0x11 && head[3] === 0xe0;
  const saysWord = /\.(?:docx?|docm|dotx?|odt|rtf)$/iu.test(name);
  return saysWord || ((isZip || isOldOffice) && /word|\.do[ct]/iu.test(name)) ? 'wordFile' : 'notPdf';
}

/** The trích yếu that a file suggests: its name without the ending, underscores as spaces, in one normal form. */
export function titleOf(fileName: string): string {
  const title = fileName
    .normalize('NFC')
    .replace(/\.[^.]{1,5}$/u, '')
    .replace(/[_\s]+/gu, ' ')
    .trim();
  return title.slice(0, 300);
}

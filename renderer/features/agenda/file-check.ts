import { looksLikeOffice, OFFICE_KINDS, officeKindOf } from '#protocol/documents/office';

/** Why a file is not even sent. The server checks again, and reads the whole file. */
export type FileFault = 'emptyFile' | 'tooLarge' | 'officeFile' | 'protectedOffice' | 'notPdf';

/** What the server takes. */
export interface FileLimits {
  readonly maxBytes: number;
  /** Whether it turns office files into PDF. */
  readonly takesOffice: boolean;
}

/** How far into a file a PDF's mark may stand: readers accept some rubbish before it. */
const HEAD = 1024;

/** Looks at the first bytes of a file and its size, so that nobody waits for an upload that will be refused. */
export async function checkFile(file: File, limits: FileLimits): Promise<FileFault | undefined> {
  if (file.size === 0) return 'emptyFile';
  const head = new Uint8Array(await file.slice(0, HEAD).arrayBuffer());
  const fault = kindFault(head, file.name, limits.takesOffice);
  return fault ?? (file.size > limits.maxBytes ? 'tooLarge' : undefined);
}

function kindFault(head: Uint8Array, name: string, takesOffice: boolean): FileFault | undefined {
  const office = officeKindOf(name, head);
  if (office !== undefined && takesOffice) return office.isProtected ? 'protectedOffice' : undefined;
  if (office !== undefined || looksLikeOffice(name, head)) return 'officeFile';
  return new TextDecoder('latin1').decode(head).includes('%PDF-') ? undefined : 'notPdf';
}

/** File types offered in the picker; what else is chosen is explained, not hidden. */
export function acceptedTypes(takesOffice: boolean): readonly string[] {
  const office = takesOffice ? Object.keys(OFFICE_KINDS).map((kind) => `.${kind}`) : [];
  return ['application/pdf', '.pdf', ...office];
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

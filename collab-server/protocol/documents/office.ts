/** What an office file is written in, by its container. */
type Container = 'zip' | 'ole' | 'rtf';

/** The office files that a server with LibreOffice turns into PDF, by the ending of their names. */
export const OFFICE_KINDS = {
  docx: 'zip',
  xlsx: 'zip',
  pptx: 'zip',
  odt: 'zip',
  ods: 'zip',
  odp: 'zip',
  doc: 'ole',
  xls: 'ole',
  ppt: 'ole',
  rtf: 'rtf',
} as const satisfies Record<string, Container>;

export type OfficeKind = keyof typeof OFFICE_KINDS;

const STARTS: Record<Container, readonly number[]> = {
  zip: [0x50, 0x4b, 0x03, 0x04],
  ole: [0xd0, 0xcf, 0x11, 0xe0],
  rtf: [0x7b, 0x5c, 0x72, 0x74, 0x66],
};

/**
 * Which office file this is, by its name and first bytes; undefined when the two don't agree. `isProtected`: one of the
 * newer kinds that asks for a password, which is wrapped in the older container.
 */
export function officeKindOf(
  fileName: string,
  head: Uint8Array,
): { readonly kind: OfficeKind; readonly isProtected: boolean } | undefined {
  const ending = /\.([a-z]{3,4})$/i.exec(fileName)?.[1]?.toLowerCase() ?? '';
  if (!Object.hasOwn(OFFICE_KINDS, ending)) return undefined;
  const kind = ending as OfficeKind;
  const container = OFFICE_KINDS[kind];
  if (startsWith(head, STARTS[container])) return { kind, isProtected: false };
  return container === 'zip' && startsWith(head, STARTS.ole) ? { kind, isProtected: true } : undefined;
}

/** Whether it looks like a file of an office program, also of a kind that is never converted: templates, macros. */
export function looksLikeOffice(fileName: string, head: Uint8Array): boolean {
  const isNamed = /\.(?:do[ct]|xl[st]|pp[st]|pot)[xmb]?$|\.od[tspg]$|\.rtf$/i.test(fileName);
  return isNamed && Object.values(STARTS).some((start) => startsWith(head, start));
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, at) => bytes[at] === byte);
}

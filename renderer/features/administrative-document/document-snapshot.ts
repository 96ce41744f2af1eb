import { fromBase64, toBase64 } from 'lib0/buffer';
import { z } from 'zod';
import { canonicalJson, type Json } from '#protocol/wire/canonical-json';
import type { AdministrativeDocument } from './document-model.ts';

/** Bounds of what is read again; what is written here keeps far below them. */
const MOST = 100_000;
const text = z.string().max(1_000_000);

const Run = z.strictObject({
  text,
  bold: z.boolean().exactOptional(),
  italic: z.boolean().exactOptional(),
  underline: z.boolean().exactOptional(),
});
const runs = z.array(Run).max(MOST);
const ListItem = z.strictObject({
  runs,
  get lists() {
    return z
      .array(z.strictObject({ ordered: z.boolean(), items: z.array(ListItem).max(MOST) }))
      .max(MOST)
      .exactOptional();
  },
});
const Align = z.enum(['justify', 'left', 'center', 'right']);
const Cell = z.array(runs).max(MOST);
const rows = z.array(z.array(Cell).max(1000)).max(MOST);
const Bytes = z.base64().transform((written) => fromBase64(written));
const Block = z.discriminatedUnion('is', [
  z.strictObject({
    is: z.literal('heading'),
    level: z.union([z.literal(1), z.literal(2), z.literal(3)]),
    runs,
  }),
  z.strictObject({ is: z.literal('paragraph'), runs, align: Align.exactOptional() }),
  z.strictObject({ is: z.literal('list'), ordered: z.boolean(), items: z.array(ListItem).max(MOST) }),
  z.strictObject({
    is: z.literal('table'),
    columns: z.array(z.strictObject({ width: z.number(), align: Align.exactOptional() })).max(1000),
    head: rows,
    rows,
  }),
  z.strictObject({
    is: z.literal('image'),
    type: z.enum(['png', 'jpeg']),
    bytes: Bytes,
    width: z.number().positive(),
    height: z.number().positive(),
    alt: text,
  }),
]);
const Snapshot = z.strictObject({
  bantron: z.literal('document:1'),
  language: z.enum(['vi', 'en']),
  letterhead: z.strictObject({ superior: text, issuer: text, number: text, placeAndDate: text }),
  kind: text,
  subject: text,
  body: z.array(Block).max(MOST),
  signatures: z.array(z.strictObject({ authority: z.array(text).max(10), role: text, name: text })).max(10),
  recipients: z.strictObject({ label: text, names: z.array(text).max(1000) }),
});

/** A document as canonical JSON (RFC 8785) in UTF-8, pictures as base64: the same document gives the same bytes. */
export function writeSnapshot(document: AdministrativeDocument): Uint8Array<ArrayBuffer> {
  const body = document.body.map((block) =>
    block.is === 'image' ? { ...block, bytes: toBase64(block.bytes) } : block,
  );
  // Through JSON once, which leaves out what is undefined.
  const plain = JSON.parse(JSON.stringify({ ...document, body, bantron: 'document:1' })) as Json;
  return new TextEncoder().encode(canonicalJson(plain));
}

/** The document that was written so; undefined for anything else. */
export function readSnapshot(bytes: Uint8Array): AdministrativeDocument | undefined {
  try {
    const parsed = Snapshot.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
    if (!parsed.success) return undefined;
    const { bantron: _version, ...document } = parsed.data;
    return document;
  } catch {
    return undefined;
  }
}

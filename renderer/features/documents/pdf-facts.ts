import { z } from 'zod';
import type { Rect } from '#protocol/annotation/page-transform';

/** Where a link or an outline entry leads, as the file says it: a name or an array. `resolveDestination` finds the page. */
export type Destination = string | readonly unknown[];

/** A place in the document. `x` and `y` are PDF points from the page's lower left corner; null: the page's own edge. */
export interface PdfPlace {
  readonly page: number;
  readonly x: number | null;
  readonly y: number | null;
}

/** What a link or an outline entry does. Anything else that a file asks for (scripts, programs, other files) is dropped. */
export type LinkTarget =
  | { readonly kind: 'place'; readonly destination: Destination }
  /** http, https or mailto. Never fetched by the reader. */
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'turn'; readonly to: 'first' | 'previous' | 'next' | 'last' };

export interface OutlineEntry {
  readonly title: string;
  /** Null: a heading that leads nowhere. */
  readonly target: LinkTarget | null;
  readonly isOpen: boolean;
  readonly children: readonly OutlineEntry[];
}

interface Placed {
  /** Unique in its document. */
  readonly id: string;
  readonly rect: Rect;
}

export interface PdfLink extends Placed {
  readonly kind: 'link';
  readonly target: LinkTarget;
}

/** A field of a form, with what is filled in. The page's picture shows it too. */
export interface PdfField extends Placed {
  readonly kind: 'field';
  readonly type: 'text' | 'checkBox' | 'radio' | 'choice' | 'button' | 'signature';
  readonly name: string;
  /** What a screen reader should say; often empty. */
  readonly label: string;
  readonly value: string;
  readonly isChecked: boolean;
  readonly isReadOnly: boolean;
}

/** A mark that somebody made in another program. The page's picture shows it too. */
export interface PdfComment extends Placed {
  readonly kind: 'comment';
  /** As the PDF names it: `Text`, `Highlight`, `Ink`, `FreeText`, `Stamp`, … */
  readonly type: string;
  readonly author: string;
  readonly text: string;
  /** Milliseconds; null when the file doesn't say or says nonsense. */
  readonly at: number | null;
  /** Red, green, blue from 0 to 255. */
  readonly colour: readonly [number, number, number] | null;
  /** The id of the comment that this one answers. */
  readonly inReplyTo: string | null;
  /** Parts of lines that a text mark covers. */
  readonly boxes: readonly Rect[];
}

export type PdfAnnotation = PdfLink | PdfField | PdfComment;

/** Files can say what they like: what is beyond these is left out. */
export const MOST_ANNOTATIONS = 2000;
const MOST_ENTRIES = 5000;
const DEEPEST_ENTRY = 12;
const LONGEST_TEXT = 4000;
const MOST_BOXES = 400;

const text = z
  .string()
  .transform((value) => value.slice(0, LONGEST_TEXT).normalize('NFC'))
  .catch('');
const said = z.object({ str: text }).transform(({ str }) => str);
const corners = z.tuple([z.number(), z.number(), z.number(), z.number()]);
const destination = z.union([z.string(), z.array(z.unknown()).min(1)]).nullish();

const Target = z.object({
  dest: destination.catch(null),
  url: z.string().nullish().catch(null),
  action: z.string().nullish().catch(null),
});

const Raw = Target.extend({
  id: z.string(),
  subtype: z.string(),
  rect: corners,
  fieldType: z.string().nullish().catch(null),
  fieldName: text,
  alternativeText: text,
  fieldValue: z
    .union([z.string(), z.array(z.string())])
    .nullish()
    .catch(null),
  exportValue: z.string().nullish().catch(null),
  buttonValue: z.string().nullish().catch(null),
  checkBox: z.boolean().catch(false),
  radioButton: z.boolean().catch(false),
  readOnly: z.boolean().catch(false),
  hidden: z.boolean().catch(false),
  titleObj: said.catch(''),
  contentsObj: said.catch(''),
  modificationDate: z.string().nullish().catch(null),
  creationDate: z.string().nullish().catch(null),
  color: z.instanceof(Uint8ClampedArray).nullish().catch(null),
  inReplyTo: z.string().nullish().catch(null),
  quadPoints: z.instanceof(Float32Array).nullish().catch(null),
});
type Raw = z.infer<typeof Raw>;

const COMMENTS = new Set([
  'Text',
  'FreeText',
  'Highlight',
  'Underline',
  'Squiggly',
  'StrikeOut',
  'Ink',
  'Line',
  'Square',
  'Circle',
  'Polygon',
  'PolyLine',
  'Caret',
  'Stamp',
  'FileAttachment',
]);

/** Reads what pdf.js says of a page's annotations. `left` and `bottom` are the corner of the page's visible box. */
export function readAnnotations(raw: unknown, left: number, bottom: number): PdfAnnotation[] {
  const found: PdfAnnotation[] = [];
  for (const each of z.array(z.unknown()).catch([]).parse(raw)) {
    if (found.length === MOST_ANNOTATIONS) break;
    const parsed = Raw.safeParse(each);
    const annotation = parsed.success ? annotationOf(parsed.data, left, bottom) : undefined;
    if (annotation !== undefined) found.push(annotation);
  }
  return found;
}

function annotationOf(raw: Raw, left: number, bottom: number): PdfAnnotation | undefined {
  const [x1, y1, x2, y2] = raw.rect;
  const rect = { x: x1 - left, y: y1 - bottom, width: x2 - x1, height: y2 - y1 };
  const placed = { id: raw.id, rect };
  if (raw.subtype === 'Link') {
    const target = targetOf(raw);
    return target === null ? undefined : { kind: 'link', ...placed, target };
  }
  if (raw.subtype === 'Widget') return raw.hidden ? undefined : { ...placed, ...fieldOf(raw) };
  if (!COMMENTS.has(raw.subtype)) return undefined;
  return {
    kind: 'comment',
    ...placed,
    type: raw.subtype,
    author: raw.titleObj,
    text: raw.contentsObj,
    at: pdfDate(raw.modificationDate ?? raw.creationDate ?? ''),
    colour: colourOf(raw.color ?? undefined),
    inReplyTo: raw.inReplyTo ?? null,
    boxes: boxesOf(raw.quadPoints ?? new Float32Array(), left, bottom),
  };
}

function fieldOf(raw: Raw): Omit<PdfField, 'id' | 'rect'> {
  const value = Array.isArray(raw.fieldValue) ? raw.fieldValue.join(', ') : (raw.fieldValue ?? '');
  const on = raw.checkBox ? raw.exportValue : raw.buttonValue;
  return {
    kind: 'field',
    type: typeOf(raw),
    name: raw.fieldName,
    label: raw.alternativeText,
    value: text.parse(value),
    isChecked: (raw.checkBox || raw.radioButton) && on !== null && on !== undefined && on === raw.fieldValue,
    isReadOnly: raw.readOnly,
  };
}

function typeOf(raw: Raw): PdfField['type'] {
  if (raw.fieldType === 'Tx') return 'text';
  if (raw.fieldType === 'Ch') return 'choice';
  if (raw.fieldType === 'Sig') return 'signature';
  return raw.checkBox ? 'checkBox' : raw.radioButton ? 'radio' : 'button';
}

const TURNS: Readonly<Record<string, 'first' | 'previous' | 'next' | 'last'>> = {
  FirstPage: 'first',
  PrevPage: 'previous',
  NextPage: 'next',
  LastPage: 'last',
};

function targetOf({ dest, url, action }: z.infer<typeof Target>): LinkTarget | null {
  if (dest !== null && dest !== undefined) return { kind: 'place', destination: dest };
  if (url !== null && url !== undefined) return isHarmless(url) ? { kind: 'url', url } : null;
  const to = TURNS[action ?? ''];
  return to === undefined ? null : { kind: 'turn', to };
}

function isHarmless(url: string): boolean {
  return /^(?:https?|mailto):/i.test(url) && url.length <= LONGEST_TEXT;
}

function colourOf(colour: Uint8ClampedArray | undefined): readonly [number, number, number] | null {
  const [red, green, blue] = colour ?? [];
  if (red === undefined || green === undefined || blue === undefined) return null;
  return [red, green, blue];
}

function boxesOf(quads: Float32Array, left: number, bottom: number): Rect[] {
  const boxes: Rect[] = [];
  for (let at = 0; at + 8 <= quads.length && boxes.length < MOST_BOXES; at += 8) {
    const xs = [0, 2, 4, 6].map((n) => quads[at + n] ?? 0);
    const ys = [1, 3, 5, 7].map((n) => quads[at + n] ?? 0);
    const [x, y] = [Math.min(...xs), Math.min(...ys)];
    boxes.push({ x: x - left, y: y - bottom, width: Math.max(...xs) - x, height: Math.max(...ys) - y });
  }
  return boxes;
}

const DATE = /^D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:([+-])(\d\d)'?(\d\d)?)?/;

function pdfDate(value: string): number | null {
  const match = DATE.exec(value);
  if (match === null) return null;
  const part = (group: number, otherwise: number) => Number(match[group] ?? otherwise);
  const sign = match[7] === '-' ? -1 : 1;
  const zone = sign * (part(8, 0) * 60 + part(9, 0)) * 60_000;
  const at = Date.UTC(part(1, 0), part(2, 1) - 1, part(3, 1), part(4, 0), part(5, 0), part(6, 0)) - zone;
  return Number.isFinite(at) ? at : null;
}

const RawEntry = Target.extend({
  title: text,
  count: z.number().nullish().catch(null),
  items: z.array(z.unknown()).catch([]),
});

/** Reads what pdf.js says of a document's outline: at most 5,000 entries, twelve deep. */
export function readOutline(raw: unknown): OutlineEntry[] {
  let left = MOST_ENTRIES;
  const read = (entries: unknown, depth: number): OutlineEntry[] => {
    const found: OutlineEntry[] = [];
    if (depth > DEEPEST_ENTRY) return found;
    for (const each of z.array(z.unknown()).catch([]).parse(entries)) {
      if (left === 0) break;
      const parsed = RawEntry.safeParse(each);
      if (!parsed.success) continue;
      left -= 1;
      const { title, count, items, ...target } = parsed.data;
      const isOpen = (count ?? 0) > 0;
      found.push({ title: title.trim(), target: targetOf(target), isOpen, children: read(items, depth + 1) });
    }
    return found;
  };
  return read(raw, 1);
}

const Ref = z.object({ num: z.int(), gen: z.int() });

/** The parts of an explicit destination: the page as a reference or a number from 0, and where on it, in the file's own
 * coordinates. */
export function readDestination(
  raw: readonly unknown[],
): { page: z.infer<typeof Ref> | number; x: number | null; y: number | null } | undefined {
  const page = z.union([Ref, z.int().min(0)]).safeParse(raw[0]);
  const how = z.object({ name: z.string() }).safeParse(raw[1]);
  if (!page.success) return undefined;
  const number = (at: number): number | null => z.number().nullable().catch(null).parse(raw[at]);
  const name = how.success ? how.data.name : 'Fit';
  if (name === 'XYZ') return { page: page.data, x: number(2), y: number(3) };
  if (name === 'FitH' || name === 'FitBH') return { page: page.data, x: null, y: number(2) };
  if (name === 'FitV' || name === 'FitBV') return { page: page.data, x: number(2), y: null };
  if (name === 'FitR') return { page: page.data, x: number(2), y: number(5) };
  return { page: page.data, x: null, y: null };
}

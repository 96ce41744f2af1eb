/**
 * A document of an office (văn bản hành chính) as plain data: what stands in it, not how it is laid out. It can go to a
 * worker. Texts may come from anywhere: the writers make them readable.
 */
export interface AdministrativeDocument {
  /** The national name and motto (Quốc hiệu, Tiêu ngữ) stand on a Vietnamese document only. */
  readonly language: 'vi' | 'en';
  readonly letterhead: Letterhead;
  /** Tên loại: BIÊN BẢN, THÔNG BÁO, BÁO CÁO. */
  readonly kind: string;
  /** Trích yếu. */
  readonly subject: string;
  readonly body: readonly Block[];
  /** Side by side, from left to right; one alone stands on the right, with the recipients on its left. */
  readonly signatures: readonly SignatureBlock[];
  /** Nơi nhận: each in a line, without its dash and full stop. */
  readonly recipients: { readonly label: string; readonly names: readonly string[] };
}

export interface Letterhead {
  /** Cơ quan chủ quản; empty where there is none, as over a ministry. */
  readonly superior: string;
  /** The body that issues it. */
  readonly issuer: string;
  /** Số và ký hiệu in full, with dots for what is filled in by hand: "Số: ……/BB-……". */
  readonly number: string;
  /** Địa danh và thời gian in full. */
  readonly placeAndDate: string;
}

/** A stretch of text in one look. A line break in it begins a new line. */
export interface Run {
  readonly text: string;
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly underline?: boolean;
}

export type Align = 'justify' | 'left' | 'center' | 'right';

export type Block =
  | { readonly is: 'heading'; readonly level: 1 | 2 | 3; readonly runs: readonly Run[] }
  /** Justified with an indented first line unless it says otherwise. */
  | { readonly is: 'paragraph'; readonly runs: readonly Run[]; readonly align?: Align }
  | { readonly is: 'list'; readonly ordered: boolean; readonly items: readonly ListItem[] }
  | DocumentTable
  | DocumentImage;

export interface ListItem {
  readonly runs: readonly Run[];
  /** Lists inside the item. */
  readonly lists?: readonly { readonly ordered: boolean; readonly items: readonly ListItem[] }[];
}

/** Rows have as many cells as there are columns; missing ones are empty. The head is repeated on every page. */
export interface DocumentTable {
  readonly is: 'table';
  /** `width` is a share of the whole: they need not add up to anything. */
  readonly columns: readonly { readonly width: number; readonly align?: Align }[];
  readonly head: readonly (readonly Cell[])[];
  readonly rows: readonly (readonly Cell[])[];
}

/** The paragraphs of a cell. */
export type Cell = readonly (readonly Run[])[];

/** `width` and `height` in points; one that is too large is made smaller. */
export interface DocumentImage {
  readonly is: 'image';
  readonly type: 'png' | 'jpeg';
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly alt: string;
}

/** Who signs. `authority`: TM., KT. and the like, a line each; `name` stands below the place of the signature. */
export interface SignatureBlock {
  readonly authority: readonly string[];
  readonly role: string;
  readonly name: string;
}

/** A cell of one plain paragraph. */
export function cell(text: string, look: Omit<Run, 'text'> = {}): Cell {
  return [[{ text, ...look }]];
}

/** A plain paragraph. */
export function paragraph(text: string): Block {
  return { is: 'paragraph', runs: [{ text }] };
}

/** A plain paragraph that ends like a sentence. */
export function sentence(text: string): Block {
  return paragraph(/[.?!:;…]$/u.test(text) ? text : `${text}.`);
}

/** A plain heading. */
export function heading(text: string, level: 1 | 2 | 3 = 1): Block {
  return { is: 'heading', level, runs: [{ text }] };
}

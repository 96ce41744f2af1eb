import type { Block, Cell, ListItem, Run } from '../administrative-document/index.ts';

/** A node of the editor's text as plain data; only what the minutes may hold means something here. */
export interface TextNode {
  readonly type?: string | undefined;
  readonly attrs?: Readonly<Record<string, unknown>> | undefined;
  readonly content?: readonly TextNode[] | undefined;
  readonly marks?: readonly { readonly type: string }[] | undefined;
  readonly text?: string | undefined;
}

/** A picture with these attributes as a block of a document. */
export type PictureBlocks = (attributes: unknown) => Block;

/** A node of written text as blocks of a document. What has no form there gives its text. */
export function textBlocks(node: TextNode, pictureOf: PictureBlocks): Block[] {
  const { type, attrs = {}, content = [] } = node;
  switch (type ?? 'paragraph') {
    case 'heading': {
      const level = attrs['level'];
      return [{ is: 'heading', level: level === 1 || level === 2 ? level : 3, runs: runsOf(node) }];
    }
    case 'bulletList':
    case 'orderedList':
      return [{ is: 'list', ordered: type === 'orderedList', items: content.map(listItem) }];
    case 'table':
      return [table(content)];
    case 'blockquote':
      return content.flatMap((each) => textBlocks(each, pictureOf));
    case 'image':
      return [pictureOf(attrs)];
    default: {
      const runs = runsOf(node);
      // An empty line in the editor is room to write in, not a part of the document.
      return runs.length === 0 ? [] : [{ is: 'paragraph', runs }];
    }
  }
}

function runsOf({ type, attrs, content = [] }: TextNode): Run[] {
  // Where a document can't show a picture (in lists and cells), it says what the picture shows.
  if (type === 'image') {
    const alt = attrs?.['alt'];
    return [{ text: `[${typeof alt === 'string' ? alt : ''}]`, italic: true }];
  }
  return content.map((node) => {
    if (node.type === 'hardBreak') return { text: '\n' };
    const looks = new Set((node.marks ?? []).map(({ type }) => type));
    return {
      text:
        node.text ??
        runsOf(node)
          .map(({ text }) => text)
          .join(''),
      ...(looks.has('bold') ? { bold: true } : {}),
      ...(looks.has('italic') ? { italic: true } : {}),
      ...(looks.has('underline') ? { underline: true } : {}),
    };
  });
}

function listItem({ content = [] }: TextNode): ListItem {
  const isList = ({ type }: TextNode) => type === 'bulletList' || type === 'orderedList';
  const lines = content.filter((node) => !isList(node)).map(runsOf);
  return {
    runs: lines.flatMap((runs, n) => (n === 0 ? runs : [{ text: '\n' }, ...runs])),
    lists: content.filter(isList).map((list) => ({
      ordered: list.type === 'orderedList',
      items: (list.content ?? []).map(listItem),
    })),
  };
}

function table(rows: readonly TextNode[]): Block {
  const isHead = ({ content = [] }: TextNode) =>
    content.length > 0 && content.every(({ type }) => type === 'tableHeader');
  const first = rows.findIndex((row) => !isHead(row));
  const head = first < 0 ? rows : rows.slice(0, first);
  const grid = gridOf(rows);
  const width = Math.max(1, ...grid.map((row) => row.length));
  return {
    is: 'table',
    columns: Array.from({ length: width }, () => ({ width: 1 })),
    head: grid.slice(0, head.length),
    rows: grid.slice(head.length),
  };
}

/** Most columns and rows that one cell is taken to span. */
const MOST_SPANNED = 200;

/** Each cell in its column: one that spans others stands in the first of them, and the others are empty. */
function gridOf(rows: readonly TextNode[]): Cell[][] {
  const grid: Cell[][] = rows.map(() => []);
  for (const [y, { content = [] }] of rows.entries()) {
    let x = 0;
    for (const cell of content) {
      while (grid[y]?.[x] !== undefined) x += 1;
      const [across, down] = [spanOf(cell, 'colspan'), spanOf(cell, 'rowspan')];
      for (const row of grid.slice(y, y + down)) {
        for (let at = x; at < x + across; at++) row[at] ??= [];
      }
      grid[y]![x] = (cell.content ?? []).map(runsOf);
      x += across;
    }
  }
  return grid.map((row) => Array.from(row, (cell) => cell ?? []));
}

function spanOf({ attrs }: TextNode, name: string): number {
  const span = Number(attrs?.[name] ?? 1);
  return span >= 1 ? Math.min(Math.trunc(span), MOST_SPANNED) : 1;
}

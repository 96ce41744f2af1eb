import type { Block, Cell, ListItem, Run } from '../administrative-document/index.ts';

/** A node of the editor's text as plain data; only what the minutes may hold means something here. */
export interface TextNode {
  readonly type?: string | undefined;
  readonly attrs?: Readonly<Record<string, unknown>> | undefined;
  readonly content?: readonly TextNode[] | undefined;
  readonly marks?:
    | readonly { readonly type: string; readonly attrs?: Readonly<Record<string, unknown>> | undefined }[]
    | undefined;
  readonly text?: string | undefined;
}

/** A node of written text as blocks of a document. What has no form there gives its text. */
export function textBlocks(node: TextNode): Block[] {
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
      return content.flatMap(textBlocks);
    default: {
      const runs = runsOf(node);
      // An empty line in the editor is room to write in, not a part of the document.
      return runs.length === 0 ? [] : [{ is: 'paragraph', runs }];
    }
  }
}

function runsOf({ content = [] }: TextNode): Run[] {
  return content.flatMap((node) => {
    if (node.type === 'hardBreak') return [{ text: '\n' }];
    const looks = new Set((node.marks ?? []).map(({ type }) => type));
    // A document has the text as it is without open suggestions: what is to be deleted is still there. [MIN-34]
    if (looks.has('insertion')) return [];
    const run = {
      text:
        node.text ??
        runsOf(node)
          .map(({ text }) => text)
          .join(''),
      ...(looks.has('bold') ? { bold: true } : {}),
      ...(looks.has('italic') ? { italic: true } : {}),
      ...(looks.has('underline') ? { underline: true } : {}),
    };
    return [run];
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
  const cellsOf = ({ content = [] }: TextNode): Cell[] =>
    content.map((cell) => (cell.content ?? []).map(runsOf));
  const isHead = ({ content = [] }: TextNode) =>
    content.length > 0 && content.every(({ type }) => type === 'tableHeader');
  const first = rows.findIndex((row) => !isHead(row));
  const head = first < 0 ? rows : rows.slice(0, first);
  const width = Math.max(1, ...rows.map(({ content = [] }) => content.length));
  return {
    is: 'table',
    columns: Array.from({ length: width }, () => ({ width: 1 })),
    head: head.map(cellsOf),
    rows: rows.slice(head.length).map(cellsOf),
  };
}

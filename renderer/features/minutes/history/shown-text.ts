import { Extension, Mark, mergeAttributes, type JSONContent } from '@tiptap/core';
import type { ShownNode } from '#protocol/minutes/replay';
import { NODES } from '#protocol/minutes/ydoc';

/** How a passage of an earlier text is marked: what it is called, and in whose colour. */
export interface PassageLook {
  readonly title: string;
  /** Stands before it; empty: nothing does. */
  readonly who: string;
  readonly colour: string;
}

const TAGS: Record<string, string> = { added: 'ins', removed: 'del' };

/** A passage that is marked in an earlier text; it is never part of the minutes. */
const Passage = Mark.create({
  name: 'passage',
  addAttributes: () => ({
    change: { default: null },
    title: { default: '' },
    who: { default: '' },
    colour: { default: '' },
  }),
  renderHTML: ({ HTMLAttributes: { change, title, who, colour } }) => [
    TAGS[String(change)] ?? 'span',
    mergeAttributes({ class: 'passage', title, 'data-who': who, style: `--passage: ${String(colour)}` }),
    0,
  ],
});

/** What became of a whole part. */
const Change = Extension.create({
  name: 'change',
  addGlobalAttributes: () => [
    {
      types: [...NODES],
      attributes: {
        change: {
          default: null,
          renderHTML: ({ change }) => (change === null ? {} : { 'data-change': String(change) }),
        },
      },
    },
  ],
});

export const shownExtensions = [Passage, Change];

/** An earlier text as the editor takes it; `lookOf` says how a passage is marked, if it is. */
export function shownContent(
  nodes: readonly ShownNode[],
  lookOf: (node: ShownNode) => PassageLook | null,
): JSONContent[] {
  return nodes.map((node) => {
    const { type, text, marks = [], attrs, change, content } = node;
    if (text === undefined)
      return {
        type,
        attrs: { ...attrs, ...(change === undefined ? {} : { change }) },
        ...(content === undefined ? {} : { content: shownContent(content, lookOf) }),
      };
    const look = lookOf(node);
    return {
      type,
      text,
      marks: [
        ...marks.map((mark) => ({ ...mark })),
        ...(look === null ? [] : [{ type: 'passage', attrs: { ...look, change: change ?? null } }]),
      ],
    };
  });
}

import { mergeAttributes, Node } from '@tiptap/core';
import { isChangeOrigin } from '@tiptap/extension-collaboration';
import { Plugin } from '@tiptap/pm/state';
import { ReactNodeViewRenderer } from '@tiptap/react';
import { CONCLUSION_ATTRIBUTES, CONCLUSION_NODE, EVIDENCE_NODE } from '#protocol/minutes/conclusions';
import { ConclusionId, ID_LENGTH, newId } from '#protocol/wire/ids';
import { ConclusionView } from './ConclusionView.tsx';
import { EvidenceView } from './EvidenceView.tsx';

/** An attribute that is a value of the protocol; it is copied and pasted as JSON. */
function valueOf(name: string) {
  const place = `data-${name.toLowerCase()}`;
  return {
    default: null,
    // What is asked of somebody isn't asked of the next line, too.
    keepOnSplit: false,
    parseHTML: (element: HTMLElement): unknown => {
      try {
        const value: unknown = JSON.parse(element.getAttribute(place) ?? 'null');
        return CONCLUSION_ATTRIBUTES.get(name)?.safeParse(value).data ?? null;
      } catch {
        return null;
      }
    },
    renderHTML: (attributes: Record<string, unknown>) =>
      attributes[name] == null ? {} : { [place]: JSON.stringify(attributes[name]) },
  };
}

/** A conclusion (kết luận): one paragraph each, with who carries it out and by when. */
export const ConclusionNode = Node.create({
  name: CONCLUSION_NODE,
  group: 'block',
  content: 'inline*',
  addAttributes: () => ({
    conclusionId: valueOf('conclusionId'),
    lead: valueOf('lead'),
    with: valueOf('with'),
    due: valueOf('due'),
  }),
  parseHTML: () => [{ tag: 'p[data-conclusion]', priority: 60 }],
  renderHTML: ({ HTMLAttributes }) => ['p', mergeAttributes(HTMLAttributes, { 'data-conclusion': '' }), 0],
  addNodeView: () => ReactNodeViewRenderer(ConclusionView),
  addProseMirrorPlugins: () => [naming()],
});

/** What a conclusion rests on: a link among its words. */
export const EvidenceNode = Node.create({
  name: EVIDENCE_NODE,
  group: 'inline',
  inline: true,
  atom: true,
  addAttributes: () => ({ source: valueOf('source') }),
  parseHTML: () => [{ tag: 'span[data-evidence]' }],
  renderHTML: ({ HTMLAttributes }) => ['span', mergeAttributes(HTMLAttributes, { 'data-evidence': '' })],
  addNodeView: () => ReactNodeViewRenderer(EvidenceView, { as: 'span' }),
});

/** Gives each conclusion an id of its own as soon as somebody here writes; what others write is named by them. */
function naming(): Plugin {
  return new Plugin({
    appendTransaction(transactions, _before, { doc, tr }) {
      if (!transactions.some((each) => each.docChanged && !isChangeOrigin(each))) return null;
      const taken = new Set<unknown>();
      doc.descendants((node, place) => {
        if (node.type.name !== CONCLUSION_NODE) return node.isBlock && !node.isTextblock;
        const id: unknown = node.attrs['conclusionId'];
        if (id === null || taken.has(id)) {
          const own = newId(ConclusionId, crypto.getRandomValues(new Uint8Array(ID_LENGTH)));
          tr.setNodeAttribute(place, 'conclusionId', own);
        } else taken.add(id);
        return false;
      });
      return tr.docChanged ? tr : null;
    },
  });
}

import { EditorContent, useEditor } from '@tiptap/react';
import { useEffect, useMemo } from 'react';
import type { ShownNode } from '#protocol/minutes/replay';
import '../editor/minutes-text.css';
import { minutesVocabulary } from '../editor/extensions.ts';
import { shownContent, shownExtensions, type PassageLook } from './shown-text.ts';
import './history.css';

export interface ShownTextProps {
  readonly label: string;
  readonly nodes: readonly ShownNode[];
  readonly lookOf: (node: ShownNode) => PassageLook | null;
}

/** An earlier text of the minutes, to be read from its first change on. Mount it anew for another text. */
export function ShownText({ label, nodes, lookOf }: ShownTextProps) {
  const content = useMemo(() => ({ type: 'doc', content: shownContent(nodes, lookOf) }), [nodes, lookOf]);
  const editor = useEditor(
    {
      extensions: [...minutesVocabulary(), ...shownExtensions],
      editable: false,
      injectCSS: false,
      content,
      editorProps: { attributes: { 'aria-label': label, role: 'article' } },
    },
    [content],
  );
  useEffect(() => {
    editor.view.dom.querySelector('ins, del, [data-change]')?.scrollIntoView({ block: 'center' });
  }, [editor]);
  return <EditorContent editor={editor} className="minutes-text minutes-history" />;
}

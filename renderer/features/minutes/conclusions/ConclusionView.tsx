import { NodeViewContent, NodeViewWrapper, type NodeViewProps } from '@tiptap/react';
import { use, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { assignmentOf, EVIDENCE_NODE, MAX_EVIDENCE, type Evidence } from '#protocol/minutes/conclusions';
import { Button, toast } from '../../../ui/index.ts';
import { LiveFactsContext } from '../editor/LiveBlockView.tsx';
import { AssignDialog } from './AssignDialog.tsx';
import { assignmentText } from './conclusion-text.ts';
import { EvidenceDialog } from './EvidenceDialog.tsx';

/** A conclusion in the text: its words with what they rest on, and below them who carries it out and by when. */
export function ConclusionView({ node, editor, getPos, updateAttributes }: NodeViewProps) {
  const { t } = useTranslation('minutes');
  const live = use(LiveFactsContext);
  const [asks, setAsks] = useState<'assign' | 'evidence' | null>(null);
  const close = () => setAsks(null);
  if (live === null) return <NodeViewWrapper data-conclusion />;
  const assignment = assignmentOf(node.attrs);
  const asked = assignmentText(assignment, live.writing);
  const add = (source: Evidence) => {
    const place = getPos();
    const now = place === undefined ? null : editor.state.doc.nodeAt(place);
    if (place === undefined || now === null) return;
    const links = now.children.filter(({ type }) => type.name === EVIDENCE_NODE);
    const isThere = links.some((each) => JSON.stringify(each.attrs['source']) === JSON.stringify(source));
    if (!isThere && links.length >= MAX_EVIDENCE) {
      toast(t('conclusions.tooMany', { count: MAX_EVIDENCE }), 'error');
      return;
    }
    if (!isThere)
      editor.view.dispatch(
        editor.state.tr.insert(place + now.nodeSize - 1, editor.schema.node(EVIDENCE_NODE, { source })),
      );
    toast(t('conclusions.added'));
  };
  return (
    <NodeViewWrapper data-conclusion>
      <NodeViewContent />
      <div contentEditable={false} className="mt-1 flex flex-wrap items-center gap-2 select-none">
        {asked === '' ? null : <p className="min-w-0 flex-1 basis-60 text-sm text-ink-muted">{asked}</p>}
        {live.isEditable ? (
          <>
            <Button size="sm" variant="quiet" icon="person" onPress={() => setAsks('assign')}>
              {t('conclusions.assign')}
            </Button>
            <Button size="sm" variant="quiet" icon="link" onPress={() => setAsks('evidence')}>
              {t('conclusions.addEvidence')}
            </Button>
          </>
        ) : null}
      </div>
      {asks === 'assign' ? (
        <AssignDialog
          assignment={assignment}
          live={live}
          onClose={close}
          onSave={(changed) => updateAttributes(changed)}
        />
      ) : null}
      {asks === 'evidence' ? <EvidenceDialog live={live} onClose={close} onAdd={add} /> : null}
    </NodeViewWrapper>
  );
}

import { NodeViewWrapper, type NodeViewProps } from '@tiptap/react';
import { use } from 'react';
import { useTranslation } from 'react-i18next';
import { Evidence } from '#protocol/minutes/evidence';
import { cx, Icon, useLanguage } from '../../../ui/index.ts';
import { LiveFactsContext } from '../editor/LiveBlockView.tsx';
import { evidenceWords } from './evidence-words.ts';

/** What a conclusion rests on, in the midst of its text: a press goes there; what has changed since is marked. */
export function EvidenceView({ node, selected }: NodeViewProps) {
  const { t } = useTranslation('minutes');
  const language = useLanguage();
  const live = use(LiveFactsContext);
  if (live === null) return <NodeViewWrapper as="span" />;
  const { state, writing, onGo } = live;
  const { text, quote, changed } = evidenceWords(state, node.attrs, {
    t,
    language,
    nameOf: writing.results.nameOf,
  });
  const parsed = Evidence.safeParse(node.attrs);
  const said = [quote === '' ? '' : `“${quote}”`, changed ?? ''].filter((part) => part !== '').join(' · ');
  return (
    <NodeViewWrapper as="span">
      <button
        type="button"
        contentEditable={false}
        title={said === '' ? text : said}
        disabled={!parsed.success || onGo === null}
        onClick={() => {
          if (parsed.success) onGo?.(parsed.data);
        }}
        className={cx(
          'mx-0.5 inline-flex max-w-full items-center gap-1 rounded-full border px-2 py-0.5 align-baseline text-sm pointer-coarse:min-h-11',
          changed === null
            ? 'border-accent/40 bg-accent-soft text-accent-ink'
            : 'border-warn/50 bg-warn-soft text-warn-ink',
          selected && 'outline-2 outline-focus',
        )}
      >
        <Icon name={changed === null ? 'link' : 'warning'} size={0.875} />
        <span className="max-w-72 truncate">{text}</span>
        {changed === null ? null : <span className="font-semibold">({changed})</span>}
      </button>
    </NodeViewWrapper>
  );
}

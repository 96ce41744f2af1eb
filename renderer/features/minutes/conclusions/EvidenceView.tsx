import { NodeViewWrapper, type NodeViewProps } from '@tiptap/react';
import { use } from 'react';
import { useTranslation } from 'react-i18next';
import { Evidence } from '#protocol/minutes/conclusions';
import { evidenceState } from '#protocol/minutes/evidence-state';
import { Badge, Button, cx, IconButton, LinkButton, toast } from '../../../ui/index.ts';
import { LiveFactsContext, type LiveFacts } from '../editor/LiveBlockView.tsx';
import { evidenceText } from './conclusion-text.ts';

const ICONS = { paper: 'paper', speech: 'microphone', vote: 'ballot' } as const;

/** A link of a conclusion: leads to what it names, and says when that has changed. */
export function EvidenceView({ node, selected, deleteNode }: NodeViewProps) {
  const { t } = useTranslation('minutes');
  const live = use(LiveFactsContext);
  const link = Evidence.safeParse(node.attrs['source']).data;
  return (
    <NodeViewWrapper
      as="span"
      contentEditable={false}
      data-evidence
      className={cx('mx-1 inline-flex items-center rounded-md', selected && 'bg-accent-soft')}
    >
      {live === null ? null : link === undefined ? (
        t('document.line.unknown')
      ) : (
        <Chip link={link} live={live} onDelete={deleteNode} />
      )}
    </NodeViewWrapper>
  );
}

interface ChipProps {
  readonly link: Evidence;
  readonly live: LiveFacts;
  readonly onDelete: () => void;
}

function Chip({ link, live, onDelete }: ChipProps) {
  const { t } = useTranslation('minutes');
  const { state, writing } = live;
  const { is } = evidenceState(link, state);
  const text = evidenceText(link, state, writing);
  const look = { size: 'sm', variant: 'quiet', icon: ICONS[link.is], className: 'max-w-full' } as const;
  return (
    <>
      {is === 'gone' ? (
        <Badge tone="warn" icon="warning">
          {text}
        </Badge>
      ) : link.is === 'paper' ? (
        <LinkButton {...look} href={`/meetings/${state.id}?at=${encodeURIComponent(JSON.stringify(link))}`}>
          {text}
        </LinkButton>
      ) : (
        <Button
          {...look}
          onPress={() => {
            if (!showInPlace(link, live)) toast(t('conclusions.notWritten'));
          }}
        >
          {text}
        </Button>
      )}
      {is === 'newer' || is === 'void' ? (
        <Badge tone="warn" icon="warning">
          {t(`conclusions.changed.${is}`)}
        </Badge>
      ) : null}
      {live.isEditable ? (
        <IconButton
          size="sm"
          icon="close"
          label={t('conclusions.remove', { name: text })}
          onPress={onDelete}
        />
      ) : null}
    </>
  );
}

/** Brings the part of the minutes that tells of a vote or a speech onto the screen; false when none does. */
function showInPlace(link: Exclude<Evidence, { is: 'paper' }>, { facts }: LiveFacts): boolean {
  const kind = link.is === 'vote' ? 'votes' : 'speeches';
  const item = facts.items.find(({ votes, speeches }) =>
    link.is === 'vote'
      ? votes.some(({ id }) => id === link.vote)
      : speeches.some(({ person, startedAt }) => person === link.person && startedAt === link.startedAt),
  );
  const own = link.is === 'vote' ? [`vote ${link.vote}`] : [];
  const names = [...own, item === undefined ? 'besides' : `${kind} ${item.item.id}`];
  for (const name of names) {
    const part = document.querySelector<HTMLElement>(`[data-live-part="${name}"]`);
    if (part === null) continue;
    part.scrollIntoView({ block: 'center' });
    part.tabIndex = -1;
    part.focus({ preventScroll: true });
    return true;
  }
  return false;
}

import { useTranslation } from 'react-i18next';
import { Badge, IconButton, Menu } from '../../../ui/index.ts';
import { PersonAvatar } from '../../people/index.ts';
import type { AnnotationSession } from '../annotation-session.ts';
import { LAYER_LOOKS } from '../layer-look.ts';
import type { PlacedMark } from '../mark-index.ts';
import { useNoteDesk } from '../note-desk.ts';
import { Moment } from './CommentItem.tsx';
import { quoteIn } from './mark-words.ts';
import type { MarkActions } from './useMarkActions.ts';

export interface MarkHeadProps {
  readonly session: AnnotationSession;
  readonly placed: PlacedMark;
  readonly actions: MarkActions['actions'];
}

/** Whose mark it is, in which layer, on which words, and what can be done with it. */
export function MarkHead({ session, placed, actions }: MarkHeadProps) {
  const { t } = useTranslation('annotation');
  const { nameOf } = useNoteDesk();
  const { author, layer, mark } = placed;
  const name = nameOf(author);
  const quote = quoteIn(mark);
  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-center gap-2">
        <PersonAvatar person={{ id: author, name }} size="sm" />
        <div className="min-w-0 flex-1 text-sm leading-tight">
          <p className="font-medium">
            {name}
            {author === session.me ? (
              <span className="font-normal text-ink-muted"> {t('threads.you')}</span>
            ) : null}
          </p>
          <p>
            <Moment at={mark.at} />
          </p>
        </div>
        {actions.length === 0 ? null : (
          <Menu
            label={t('threads.menu')}
            trigger={<IconButton icon="more" size="sm" label={t('threads.menu')} />}
            actions={actions}
          />
        )}
      </div>
      <p className="flex flex-wrap gap-1">
        <Badge tone={LAYER_LOOKS[layer].badge} icon={LAYER_LOOKS[layer].icon}>
          {t(`layer.${layer}`)}
        </Badge>
        {mark.kind === 'note' && mark.question === true ? (
          <Badge tone="accent" icon="help">
            {t('panel.kind.question')}
          </Badge>
        ) : null}
      </p>
      {quote === undefined ? null : (
        <blockquote className="line-clamp-4 border-l-3 border-line-strong pl-2.5 text-sm text-ink-muted italic">
          {quote}
        </blockquote>
      )}
    </div>
  );
}

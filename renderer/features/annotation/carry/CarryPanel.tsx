import { useTranslation } from 'react-i18next';
import { announce, Button, EmptyState, Notice, Spinner } from '../../../ui/index.ts';
import type { PlacedMark } from '../mark-index.ts';
import { useNotePlaces } from '../note-desk.ts';
import { excerpt, wordsOf } from '../threads/mark-words.ts';
import type { Carry } from './carry.ts';
import { OrphanItem } from './OrphanItem.tsx';
import { UnsureActions } from './UnsureActions.tsx';
import { useCarryView } from './useCarry.ts';

/** One's marks from the version before that somebody has to look at: where they may stand wrong, and where nowhere. */
export function CarryPanel({ carry }: { readonly carry: Carry }) {
  const { t } = useTranslation('annotation');
  const { book } = carry;
  const { unsure, orphans, locked, isWorking, hasFailed } = useCarryView(carry);
  const isDone = unsure.length + orphans.length + locked === 0 && !isWorking && !hasFailed;
  return (
    <div className="flex flex-col gap-4 px-3 pb-4">
      {isWorking ? (
        <p role="status" className="flex items-center gap-2 text-sm text-ink-muted">
          <Spinner size={1} /> {t('carry.working')}
        </p>
      ) : null}
      {hasFailed ? (
        <Notice
          tone="error"
          title={t('carry.failed')}
          actions={
            <Button size="sm" icon="refresh" onPress={() => book.retry()}>
              {t('carry.retry')}
            </Button>
          }
        >
          {t('carry.failedDetail')}
        </Notice>
      ) : null}
      {locked > 0 ? <Notice icon="lock">{t('carry.locked', { count: locked })}</Notice> : null}
      {unsure.length === 0 ? null : (
        <section aria-label={t('carry.unsure')} className="flex flex-col gap-2">
          <h3 className="text-sm font-semibold">{t('carry.unsureCount', { count: unsure.length })}</h3>
          <ul className="flex flex-col gap-2">
            {unsure.map((placed) => (
              <UnsureItem key={placed.id} carry={carry} placed={placed} />
            ))}
          </ul>
        </section>
      )}
      {orphans.length === 0 ? null : (
        <section aria-label={t('carry.orphans')} className="flex flex-col gap-2">
          <h3 className="text-sm font-semibold">{t('carry.orphanCount', { count: orphans.length })}</h3>
          <p className="text-sm text-ink-muted">{t('carry.orphansDetail')}</p>
          <ul className="flex flex-col gap-2">
            {orphans.slice(0, SHOWN).map((orphan) => (
              <OrphanItem key={orphan.placed.id} carry={carry} orphan={orphan} />
            ))}
          </ul>
          {orphans.length > SHOWN ? (
            <p className="text-sm text-ink-muted">{t('carry.more', { count: orphans.length - SHOWN })}</p>
          ) : null}
          {orphans.length > 1 ? (
            <Button
              size="sm"
              variant="quiet"
              onPress={() => {
                book.leave(orphans);
                announce(t('carry.left', { count: orphans.length }));
              }}
            >
              {t('carry.leaveAll')}
            </Button>
          ) : null}
        </section>
      )}
      {isDone ? (
        <EmptyState icon="check" title={t('carry.done')}>
          {t('carry.doneDetail')}
        </EmptyState>
      ) : null}
    </div>
  );
}

/** So many orphans have their picture at a time; the next ones follow as these are settled. */
const SHOWN = 30;

function UnsureItem({ carry, placed }: { readonly carry: Carry; readonly placed: PlacedMark }) {
  const { t } = useTranslation('annotation');
  const places = useNotePlaces();
  const { mark, layer, id } = placed;
  const percent = Math.round((mark.carried?.confidence ?? 0) * 100);
  return (
    <li className="flex flex-col gap-2 rounded-md border border-dashed border-warn bg-raised p-2.5">
      <button
        type="button"
        className="rounded-sm text-left"
        onClick={() => {
          places?.onGo(placed);
          carry.session.spotlight.pulse({ layer, author: placed.author, mark: id });
        }}
      >
        <span className="line-clamp-2 font-medium">
          {excerpt(wordsOf(mark)) || t(`panel.kind.${mark.kind}`)}
        </span>
        <span className="text-sm text-ink-muted">
          {t('carry.onPage', { page: mark.page + 1 })} · {t('carry.maybe', { percent })}
        </span>
      </button>
      <UnsureActions book={carry.book} placed={placed} />
    </li>
  );
}

import { useTranslation } from 'react-i18next';
import { announce, Badge, Button, toast } from '../../../ui/index.ts';
import { LAYER_LOOKS } from '../layer-look.ts';
import { excerpt, wordsOf } from '../threads/mark-words.ts';
import type { Orphan } from './carry-book.ts';
import type { Carry } from './carry.ts';
import { OldPlace } from './OldPlace.tsx';
import { useCarryView } from './useCarry.ts';

/** A mark that has no place in this version: the place that it had, and what its author can do with it. */
export function OrphanItem({ carry, orphan }: { readonly carry: Carry; readonly orphan: Orphan }) {
  const { t } = useTranslation('annotation');
  const { book } = carry;
  const { placing } = useCarryView(carry);
  const { placed, candidates } = orphan;
  const { mark, layer, id } = placed;
  const isPlacing = placing?.id === id;
  const name = excerpt(wordsOf(mark)) || t(`panel.kind.${mark.kind}`);
  const placeOn = async (candidate: Orphan['candidates'][number]) => {
    try {
      if (await book.placeOn(orphan, candidate)) announce(t('carry.placed', { page: candidate.page + 1 }));
      else toast(t('carry.needsWords'), 'warn');
    } catch (error) {
      console.warn('the words of this page could not be read', error);
      toast(t('carry.needsWords'), 'warn');
    }
  };
  return (
    <li aria-label={name} className="flex flex-col gap-2 rounded-md border border-line bg-raised p-2.5">
      <OldPlace carry={carry} placed={placed} />
      <p className="line-clamp-3 font-medium">{name}</p>
      <p className="flex flex-wrap items-center gap-2 text-sm text-ink-muted">
        {t('carry.oldPage', { page: mark.page + 1 })}
        <Badge tone={LAYER_LOOKS[layer].badge} icon={LAYER_LOOKS[layer].icon}>
          {t(`layer.${layer}`)}
        </Badge>
      </p>
      <div className="flex flex-wrap gap-2">
        {isPlacing ? (
          <Button size="sm" icon="close" onPress={() => book.beginPlacing(null)}>
            {t('carry.cancelPlacing')}
          </Button>
        ) : (
          <Button size="sm" variant="primary" icon="place" onPress={() => book.beginPlacing(placed)}>
            {t('carry.place')}
          </Button>
        )}
        {candidates.map((candidate) => (
          <Button
            key={`${candidate.page} ${candidate.start}`}
            size="sm"
            icon="search"
            onPress={() => void placeOn(candidate)}
          >
            {t('carry.candidate', { page: candidate.page + 1 })}
          </Button>
        ))}
        <Button
          size="sm"
          variant="quiet"
          onPress={() => {
            book.leave([orphan]);
            announce(t('carry.left', { count: 1 }));
          }}
        >
          {t('carry.leave')}
        </Button>
      </div>
    </li>
  );
}

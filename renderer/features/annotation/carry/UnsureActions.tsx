import { useTranslation } from 'react-i18next';
import { announce, Button } from '../../../ui/index.ts';
import type { PlacedMark } from '../mark-index.ts';
import type { CarryBook } from './carry-book.ts';

/** What its author can say about a mark that may stand wrong. */
export function UnsureActions({ book, placed }: { readonly book: CarryBook; readonly placed: PlacedMark }) {
  const { t } = useTranslation('annotation');
  return (
    <div className="flex flex-wrap gap-2">
      <Button
        size="sm"
        variant="primary"
        icon="check"
        onPress={() => {
          book.confirm(placed);
          announce(t('carry.confirmed'));
        }}
      >
        {t('carry.confirm')}
      </Button>
      <Button size="sm" icon="place" onPress={() => book.beginPlacing(placed)}>
        {t('carry.placeAgain')}
      </Button>
      <Button
        size="sm"
        variant="quiet"
        icon="trash"
        onPress={() => {
          book.discard(placed);
          announce(t('carry.discarded'));
        }}
      >
        {t('carry.discard')}
      </Button>
    </div>
  );
}

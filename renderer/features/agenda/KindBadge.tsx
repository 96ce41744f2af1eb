import { useTranslation } from 'react-i18next';
import type { ItemKind } from '#protocol/agenda/records';
import { Badge } from '../../ui/index.ts';

/** Says that an item isn't for everyone; a public one says nothing. */
export function KindBadge({ kind }: { readonly kind: ItemKind }) {
  const { t } = useTranslation('agenda');
  if (kind === 'public') return null;
  return (
    <Badge tone={kind === 'closed' ? 'warn' : 'neutral'} icon="lock">
      {t(`kind.${kind}`)}
    </Badge>
  );
}

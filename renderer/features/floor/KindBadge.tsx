import { useTranslation } from 'react-i18next';
import type { FloorKind } from '#protocol/floor/records';
import { Badge } from '../../ui/index.ts';

/** What kind of a speech it is; nothing for an ordinary one. */
export function KindBadge({ kind }: { readonly kind: FloorKind }) {
  const { t } = useTranslation('floor');
  if (kind === 'speech') return null;
  const isOrder = kind === 'pointOfOrder';
  return (
    <Badge tone={isOrder ? 'warn' : 'accent'} icon={isOrder ? 'warning' : 'comment'}>
      {t(`kind.${kind}`)}
    </Badge>
  );
}

import { useTranslation } from 'react-i18next';
import type { Paper } from '#protocol/documents/records';
import { Badge } from '../../ui/index.ts';

/** Marks a paper that came after the meeting opened (tài liệu bổ sung); nothing for the others. */
export function LateBadge({ paper, className }: { readonly paper: Paper; readonly className?: string }) {
  const { t } = useTranslation('agenda');
  if (paper.pack === null || !('late' in paper.pack)) return null;
  return (
    <Badge tone="accent" {...(className === undefined ? {} : { className })}>
      {t('paper.late', { number: paper.pack.late })}
    </Badge>
  );
}

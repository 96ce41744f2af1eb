import { useTranslation } from 'react-i18next';
import type { MeetingSummary } from '#protocol/meeting/api';
import { Badge } from '../../../ui/index.ts';
import { isToApprove } from '../home-list.ts';

/** Where a meeting stands on its way from draft to archive; nothing where its timing says it already. */
export function StatusBadge({ meeting }: { readonly meeting: Pick<MeetingSummary, 'status' | 'role'> }) {
  const { t } = useTranslation('meeting');
  const { status } = meeting;
  if (status === 'inSession' || status === 'ended') return null;
  if (isToApprove(meeting)) {
    return (
      <Badge tone="warn" icon="clock">
        {t('home.yoursToApprove')}
      </Badge>
    );
  }
  return <Badge tone={status === 'sent' ? 'accent' : 'neutral'}>{t(`status.${status}`)}</Badge>;
}

import { useTranslation } from 'react-i18next';
import type { MeetingId } from '#protocol/wire/ids';
import { usePendingEvidence } from '../../../sync/pending-evidence.ts';
import { useMe } from '../../../sync/session.ts';
import { Notice } from '../../../ui/index.ts';

/** Says that something picked in the papers waits for its conclusion. */
export function PendingEvidence({ meeting }: { readonly meeting: MeetingId }) {
  const { t } = useTranslation('minutes');
  const { length: count } = usePendingEvidence(useMe().id, meeting);
  return count === 0 ? null : <Notice icon="link">{t('conclusions.waiting', { count })}</Notice>;
}

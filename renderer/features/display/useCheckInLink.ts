import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { displayApi } from '#protocol/display/api';
import type { MeetingId } from '#protocol/wire/ids';
import { api } from '../../sync/api-client.ts';
import { useErrorText } from '../../sync/error-text.ts';
import { toast } from '../../ui/index.ts';
import { takeCheckIn } from './check-in-link.ts';

/** Checks in whoever came to this meeting by the code on the room's screen, and says how it went. */
export function useCheckInLink(meeting: MeetingId): void {
  const { t } = useTranslation('display');
  const errorText = useErrorText();
  useEffect(() => {
    const code = takeCheckIn(meeting);
    if (code === null) return;
    api.call(displayApi.checkIn, { params: { meeting }, body: { code } }).then(
      () => toast(t('checkIn.done')),
      (error: unknown) => toast(errorText(error), 'error'),
    );
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- a code is taken once; the words may change meanwhile
  }, [meeting]);
}

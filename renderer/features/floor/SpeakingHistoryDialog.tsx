import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { meetingApi } from '#protocol/meeting/api';
import type { MeetingId, PersonId } from '#protocol/wire/ids';
import { api } from '../../sync/api-client.ts';
import { useErrorText } from '../../sync/error-text.ts';
import { Button, Dialog, formatClock, Notice, Spinner } from '../../ui/index.ts';
import { TimeBars } from './TimeBars.tsx';

export interface SpeakingHistoryDialogProps {
  readonly meeting: MeetingId;
  readonly nameOf: (person: PersonId) => string;
  readonly onClose: () => void;
}

/** Time per person and per unit over the chair's meetings of the last year; the server gives it to the chair alone. */
export function SpeakingHistoryDialog({ meeting, nameOf, onClose }: SpeakingHistoryDialogProps) {
  const { t } = useTranslation('floor');
  const errorText = useErrorText();
  const { data, error } = useQuery({
    queryKey: ['speaking-history', meeting],
    queryFn: ({ signal }) => api.call(meetingApi.speakingHistory, { params: { meeting }, signal }),
    // Somebody may have spoken since it was last looked at.
    staleTime: 0,
  });
  const row = (id: string, name: string, { turns, ms }: { readonly turns: number; readonly ms: number }) => ({
    id,
    name,
    ms,
    text: t('spoken.time', { count: turns, time: formatClock(ms) }),
  });
  return (
    <Dialog
      isOpen
      title={t('history.title')}
      onClose={onClose}
      footer={<Button onPress={onClose}>{t('history.close')}</Button>}
    >
      {error !== null ? (
        <Notice tone="warn">{errorText(error)}</Notice>
      ) : data === undefined ? (
        <Spinner label={t('history.loading')} />
      ) : data.people.length === 0 ? (
        <p>{t('history.nobody')}</p>
      ) : (
        <div className="flex flex-col gap-4">
          <p className="text-sm text-ink-muted">{t('history.text', { count: data.meetings })}</p>
          <section className="flex flex-col gap-2">
            <h3 className="font-semibold">{t('history.people')}</h3>
            <TimeBars
              label={t('history.people')}
              rows={data.people.map((entry) => row(entry.person, nameOf(entry.person), entry))}
            />
          </section>
          <section className="flex flex-col gap-2">
            <h3 className="font-semibold">{t('history.units')}</h3>
            <TimeBars
              label={t('history.units')}
              rows={data.units.map((entry) => row(entry.unit, entry.unit || t('history.noUnit'), entry))}
            />
          </section>
        </div>
      )}
    </Dialog>
  );
}

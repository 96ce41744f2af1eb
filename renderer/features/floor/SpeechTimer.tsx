import { useTranslation } from 'react-i18next';
import type { Speech } from '#protocol/floor/records';
import { cx, formatClock, Icon } from '../../ui/index.ts';
import { speechClock, type SpeechClock } from './floor-view.ts';

export interface SpeechTimerProps {
  readonly speech: Pick<Speech, 'since' | 'usedMs' | 'minutes'>;
  /** By the server's clock, milliseconds. */
  readonly now: number;
  /** `large` with a bar of what is used; `line` inside a text. */
  readonly look: 'large' | 'line';
}

const INK: Record<SpeechClock['tone'], string> = {
  free: 'text-ink',
  calm: 'text-ok-ink',
  late: 'text-warn-ink',
  over: 'text-live-ink',
};
const BAR: Record<SpeechClock['tone'], string> = {
  free: 'bg-line',
  calm: 'bg-ok',
  late: 'bg-warn',
  over: 'bg-live',
};

/** The clock of a speech. The words say what its colour says: how much is left, or by how much it is over. */
export function SpeechTimer({ speech, now, look }: SpeechTimerProps) {
  const { t } = useTranslation('floor');
  const clock = speechClock(speech, now);
  const text = t(`clock.${clock.tone}`, { time: formatClock(clock.ms) });
  if (look === 'line') {
    return (
      <span role="timer" className={cx('figures font-semibold whitespace-nowrap', INK[clock.tone])}>
        {text}
      </span>
    );
  }
  return (
    <div className="flex flex-col gap-1.5">
      <p
        role="timer"
        className={cx('figures flex items-center gap-2 text-xl font-semibold', INK[clock.tone])}
      >
        {clock.tone === 'over' ? <Icon name="warning" /> : <Icon name="clock" />}
        {text}
      </p>
      {clock.share === null ? null : (
        <span aria-hidden className="block h-2 overflow-hidden rounded-full bg-sunken ring-1 ring-line">
          <span
            className={cx('block h-full rounded-full', BAR[clock.tone])}
            style={{ width: `${clock.tone === 'over' ? 100 : (1 - clock.share) * 100}%` }}
          />
        </span>
      )}
      {clock.share === null ? null : (
        <p className="text-sm text-ink-muted">{t('clock.given', { minutes: speech.minutes })}</p>
      )}
    </div>
  );
}

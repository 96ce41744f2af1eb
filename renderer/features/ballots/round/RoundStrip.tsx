import { useTranslation } from 'react-i18next';
import { isAsking } from '#protocol/meeting/in-writing';
import { Button, cx, formatDateTime, formatRelative, Icon, useLanguage } from '../../../ui/index.ts';
import type { BallotUse } from '../ballot-use.ts';
import { useVoteText } from '../useVoteText.ts';
import { roundView } from './round-view.ts';

export interface RoundStripProps {
  readonly use: BallotUse;
  /** Shows the questions; absent while they are on screen. */
  readonly onShow?: () => void;
}

/** The line over an opinion round that is asked: whether something is to be answered, and until when. */
export function RoundStrip({ use, onShow }: RoundStripProps) {
  const { t } = useTranslation('ballots');
  const language = useLanguage();
  const text = useVoteText();
  const { state, me, now } = use;
  if (!isAsking(state)) return null;
  const { own, isPast, missing, asked, questions } = roundView(state, me, now);
  if (questions.length === 0) return null;
  const { endsAt } = state.fields;
  const waits = own.cast < own.of;
  const said = isPast
    ? t(waits ? 'round.strip.missed' : 'round.strip.past')
    : waits
      ? t('round.strip.waits', { count: own.of - own.cast })
      : own.of > 0
        ? t('round.strip.answered')
        : t('round.strip.asked', { cast: asked.size - missing.length, of: asked.size });
  const isUrgent = waits && !isPast;
  return (
    <section
      aria-label={t('round.strip.label')}
      className={cx(
        'flex shrink-0 items-center gap-3 border-b px-4 py-1.5',
        isUrgent ? 'border-b-2 border-accent bg-accent-soft' : 'border-line bg-surface',
      )}
    >
      <Icon
        name={isUrgent || isPast ? 'clock' : own.of > 0 ? 'check' : 'ballot'}
        className={isUrgent ? 'text-accent-ink' : isPast ? 'text-warn-ink' : 'text-ink-muted'}
      />
      <p className="figures min-w-0 flex-1 leading-snug">
        <span className="font-semibold">{said}</span>{' '}
        <span className="text-sm text-ink-muted">
          {t(isPast ? 'round.strip.was' : 'round.strip.until', {
            time: formatDateTime(endsAt, language),
            when: text.within(formatRelative(endsAt, now, language)),
          })}
        </span>
      </p>
      {onShow === undefined ? null : (
        <Button size="sm" variant={isUrgent ? 'primary' : 'secondary'} onPress={onShow}>
          {t(isUrgent ? 'round.strip.answer' : 'round.strip.show')}
        </Button>
      )}
    </section>
  );
}

import { useTranslation } from 'react-i18next';
import type { Vote, VoteCount } from '#protocol/ballots/records';
import { formatNumber, useLanguage } from '../../ui/index.ts';
import { OutcomeLine } from './OutcomeLine.tsx';
import { useVoteText } from './useVoteText.ts';
import { resultView } from './vote-view.ts';
import { VoteBars } from './VoteBars.tsx';

/** What was decided and why: the outcome, the bars, what was needed of what, and the quorum at the stop. */
export function VoteResult({ vote, count }: { readonly vote: Vote; readonly count: VoteCount }) {
  const { t } = useTranslation('ballots');
  const text = useVoteText();
  const language = useLanguage();
  const { fields, quorum } = vote;
  const { numbers, outcome } = count;
  const { base, needed } = resultView(fields, numbers, outcome);
  const figure = (value: number) => formatNumber(value, language);
  return (
    <div className="flex flex-col gap-3">
      <OutcomeLine fields={fields} outcome={outcome} />
      <VoteBars fields={fields} numbers={numbers} outcome={outcome} />
      <div className="figures flex flex-col gap-0.5 text-sm text-ink-muted">
        {fields.method.is === 'ranking' ? (
          <p>{t('result.ranking')}</p>
        ) : (
          <p>
            {t('result.rule', { rule: text.rule(fields.rule) })}{' '}
            {needed === null
              ? ''
              : t('result.needed', {
                  needed: figure(needed),
                  base: figure(base),
                  of: text.within(t(`base.${fields.rule.base}`)),
                })}
          </p>
        )}
        <p>
          {t('result.entitled', {
            entitled: figure(numbers.entitled),
            present: figure(numbers.present),
            cast: figure(numbers.cast),
          })}
        </p>
        {quorum === null ? null : (
          <p>
            {t(quorum.present >= quorum.needed ? 'result.quorum' : 'result.noQuorum', {
              present: figure(quorum.present),
              of: figure(quorum.of),
              needed: figure(quorum.needed),
            })}
          </p>
        )}
      </div>
    </div>
  );
}

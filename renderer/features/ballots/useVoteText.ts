import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Choice } from '#protocol/ballots/choice';
import type { MajorityRule, Vote, VoteFields, VoteMethod, VoteOutcome } from '#protocol/ballots/records';
import { formatNumber, type Language, useLanguage } from '../../ui/index.ts';
import { majorityOf } from './vote-draft.ts';
import type { ResultRow } from './vote-view.ts';

/** Votes in words. */
export interface VoteText {
  readonly options: (method: VoteMethod) => readonly string[];
  readonly choice: (method: VoteMethod, choice: Choice) => string;
  /** Inside a sentence. */
  readonly rule: (rule: Pick<MajorityRule, 'base' | 'share'>) => string;
  /** What stands alone on a button, as it is inside a sentence. */
  readonly within: (text: string) => string;
  /** Kind, rule and when the numbers are shown, in one line. */
  readonly terms: (fields: VoteFields) => string;
  readonly outcome: (fields: Pick<VoteFields, 'method'>, outcome: VoteOutcome) => string;
  readonly row: (method: VoteMethod, row: ResultRow) => string;
  /** The votes of a row; of a ranking its points. */
  readonly votes: (method: VoteMethod, row: ResultRow) => string;
  /** The result in one sentence, for whoever hears it. */
  readonly result: (vote: Vote) => string;
  readonly percent: (share: number) => string;
}

/** What a label says, inside a sentence. */
function within(text: string): string {
  return text.charAt(0).toLocaleLowerCase('vi') + text.slice(1);
}

export function useVoteText(): VoteText {
  const { t } = useTranslation('ballots');
  return voteText(t, useLanguage());
}

/** The same for whoever writes texts without a screen. */
export function voteText(t: TFunction<'ballots'>, language: Language): VoteText {
  const options = (method: VoteMethod) =>
    method.is === 'motion' ? [t('choice.agree'), t('choice.disagree')] : method.options;
  const named = (method: VoteMethod, choice: Choice) =>
    choice.map((option) => options(method)[option] ?? '').join(', ');
  const rule = (of: Pick<MajorityRule, 'base' | 'share'>) => {
    const majority = majorityOf(of);
    if (majority !== 'own' || of.share === null) return within(t(`majority.${majority}`));
    const [part, whole] = of.share.of;
    return within(
      t(of.share.isMoreThan ? 'majority.moreThan' : 'majority.atLeast', {
        part,
        whole,
        base: within(t(`base.${of.base}`)),
      }),
    );
  };
  const outcome: VoteText['outcome'] = ({ method }, { is, chosen }) => {
    const names = named(method, chosen);
    const isElection = method.is === 'election';
    if (is === 'decided') return t(isElection ? 'outcome.elected' : 'outcome.decided', { names });
    if (is !== 'undecided') return t(`outcome.${is}`);
    if (chosen.length > 0) return t(isElection ? 'outcome.someElected' : 'outcome.partly', { names });
    return t(isElection ? 'outcome.nobody' : 'outcome.undecided');
  };
  return {
    within,
    options,
    choice(method, choice) {
      if (choice.length === 0) return t('choice.blank');
      if (method.is !== 'ranking') return named(method, choice);
      return choice.map((option, place) => `${place + 1}. ${options(method)[option] ?? ''}`).join('; ');
    },
    rule,
    terms: ({ kind, rule: of, method, show }) =>
      [
        t(`kind.${kind}`),
        method.is === 'ranking' ? within(t('method.rankingTerm')) : rule(of),
        kind === 'hands' && show === 'atEnd' ? '' : within(t(`show.${show}`)),
      ]
        .filter((text) => text !== '')
        .join(' · '),
    outcome,
    row: (method, row) => (row.is === 'option' ? (options(method)[row.option] ?? '') : t(`row.${row.is}`)),
    votes(method, { is, votes }) {
      const figure = formatNumber(votes, language);
      const isPoints = method.is === 'ranking' && is === 'option';
      return isPoints ? t('result.points', { count: votes, points: figure }) : figure;
    },
    result({ fields, count }) {
      if (count === null) return '';
      const votes = count.numbers.options.map(
        (number, option) => `${options(fields.method)[option] ?? ''}: ${formatNumber(number, language)}`,
      );
      return `${outcome(fields, count.outcome)}. ${votes.join('; ')}`;
    },
    percent: (share) =>
      new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB', {
        style: 'percent',
        maximumFractionDigits: 1,
      }).format(share),
  };
}

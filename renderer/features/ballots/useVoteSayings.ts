import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from '../../ui/index.ts';
import type { BallotUse } from './ballot-use.ts';
import { useVoteText } from './useVoteText.ts';
import { sayings } from './vote-view.ts';

/** Tells screen readers that a vote began or ended, and what came of it. */
export function useVoteSayings({ state, me, now }: Pick<BallotUse, 'state' | 'me' | 'now'>): void {
  const { t } = useTranslation('ballots');
  const text = useVoteText();
  const before = useRef(state);
  useEffect(() => {
    for (const { what, vote } of sayings(before.current, state, me, now)) {
      const { motion } = vote.fields;
      if (what === 'result') announce(t('say.result', { motion, result: text.result(vote) }));
      else if (what === 'void') announce(t('say.void', { motion, reason: vote.voided?.reason ?? '' }));
      // Whoever has to vote must hear it at once.
      else announce(t(`say.${what}`, { motion }), what === 'yours' ? 'assertive' : 'polite');
    }
    before.current = state;
  });
}

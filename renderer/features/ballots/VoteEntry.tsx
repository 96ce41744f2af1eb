import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Vote } from '#protocol/ballots/records';
import { Badge, Button, formatTime, Icon, Notice, useLanguage } from '../../ui/index.ts';
import type { BallotUse } from './ballot-use.ts';
import { NamedBallots, SecretBallots } from './BallotLists.tsx';
import type { ReceiptBook } from './receipt-book.ts';
import { VoteResultButton } from './ResultDocument.tsx';
import { TopicLink } from './TopicLink.tsx';
import { useVoteText } from './useVoteText.ts';
import { draftOf } from './vote-draft.ts';
import { VoteActions } from './VoteActions.tsx';
import type { VoteTask } from './VoteDialog.tsx';
import { VoteResult } from './VoteResult.tsx';

export interface VoteEntryProps {
  readonly use: BallotUse;
  readonly vote: Vote;
  readonly receipts: ReceiptBook;
  readonly startsUnfolded: boolean;
  readonly onRepeat: (task: VoteTask) => void;
}

/** A vote that was stopped, in the list of all: its outcome, and unfolded everything that is known of it. */
export function VoteEntry({ use, vote, receipts, startsUnfolded, onRepeat }: VoteEntryProps) {
  const { t } = useTranslation('ballots');
  const text = useVoteText();
  const language = useLanguage();
  const [isUnfolded, setUnfolded] = useState(startsUnfolded);
  const { fields, count, status, voided, stoppedAt, openedAt } = vote;
  const state =
    status === 'void'
      ? t('status.void')
      : count === null
        ? t(fields.kind === 'hands' ? 'status.hands' : 'status.counting')
        : count.isPublished
          ? text.outcome(fields, count.outcome)
          : t('status.unpublished');
  const isGood = status === 'counted' && (count?.outcome.is === 'carried' || count?.outcome.is === 'decided');
  const repeated = use.state.voting.votes.some(({ repeats }) => repeats === vote.id);
  return (
    <li className="border-b border-line">
      <Button
        variant="quiet"
        aria-expanded={isUnfolded}
        className="min-h-14! w-full justify-start! gap-3! rounded-none! px-4! py-2! text-left! font-normal!"
        onPress={() => setUnfolded(!isUnfolded)}
      >
        <span className="flex w-full items-start gap-2">
          <span className="flex min-w-0 flex-1 flex-col gap-1">
            <span className="leading-snug font-medium">{fields.motion}</span>
            <span className="flex items-start gap-1.5 text-sm text-ink-muted">
              <Icon
                name={isGood ? 'check' : status === 'void' ? 'trash' : 'info'}
                size={1}
                className={isGood ? 'mt-0.5 text-ok-ink' : 'mt-0.5'}
              />
              <span className="min-w-0">{state}</span>
            </span>
          </span>
          <Icon name={isUnfolded ? 'chevron-up' : 'chevron-down'} size={1} className="mt-1 text-ink-muted" />
        </span>
      </Button>
      {isUnfolded ? (
        <div className="flex flex-col gap-3 px-4 pt-1 pb-4">
          <p className="figures flex flex-wrap items-center gap-2 text-sm text-ink-muted">
            <Badge>{t(`kind.${fields.kind}`)}</Badge>
            {openedAt === null
              ? ''
              : t('entry.time', {
                  from: formatTime(openedAt, language),
                  to: stoppedAt === null ? '…' : formatTime(stoppedAt, language),
                })}
          </p>
          {voided === null ? null : (
            <Notice tone="warn">
              {t('entry.void', { reason: voided.reason, name: use.nameOf(voided.by) })}
            </Notice>
          )}
          <TopicLink state={use.state} topic={fields.about} onGo={use.onGo} />
          {count === null ? null : (
            <>
              <VoteResult vote={vote} count={count} />
              {fields.kind === 'named' ? (
                <NamedBallots
                  method={fields.method}
                  roll={vote.roll}
                  ballots={count.ballots}
                  nameOf={use.nameOf}
                />
              ) : fields.kind === 'secret' ? (
                <SecretBallots vote={vote} count={count} receipts={receipts} />
              ) : null}
            </>
          )}
          <VoteResultButton use={use} vote={vote} />
          <VoteActions use={use} vote={vote} />
          {use.canPrepare && status === 'void' && !repeated ? (
            <Button
              size="sm"
              icon="refresh"
              className="self-start"
              onPress={() => onRepeat({ draft: draftOf(fields), id: null, repeats: vote.id })}
            >
              {t('repeat')}
            </Button>
          ) : null}
        </div>
      ) : null}
    </li>
  );
}

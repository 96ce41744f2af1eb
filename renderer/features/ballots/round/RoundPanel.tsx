import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isAsking } from '#protocol/meeting/in-writing';
import { EmptyState } from '../../../ui/index.ts';
import type { BallotUse } from '../ballot-use.ts';
import { ProxySection } from '../ProxySection.tsx';
import { RoundResultButton } from '../ResultDocument.tsx';
import { hasReport } from '../result-document.ts';
import type { BallotCardControl } from '../useBallotCard.ts';
import { voteList } from '../vote-view.ts';
import { VoteDialog, type VoteTask } from '../VoteDialog.tsx';
import { VoteEntry } from '../VoteEntry.tsx';
import { RoundQuestion } from './RoundQuestion.tsx';

export interface RoundPanelProps {
  readonly use: BallotUse;
  readonly control: BallotCardControl;
  /** What whoever runs the round does with it as a whole; stands above the questions. */
  readonly desk: ReactNode;
}

/** An opinion round beside its papers: every question with this person's ballots, then those that are over. */
export function RoundPanel({ use, control, desk }: RoundPanelProps) {
  const { t } = useTranslation('ballots');
  const [task, setTask] = useState<VoteTask | null>(null);
  const { drafts, open, waiting, over } = voteList(use.state);
  const { votes } = use.state.voting;
  // In the order in which they are asked, as in the document of the results.
  const past = votes.filter((vote) => waiting.includes(vote) || over.includes(vote));
  const isPrepared = drafts.length > 0 && !isAsking(use.state);
  return (
    <div className="flex flex-col">
      {desk}
      {hasReport(use.state) ? (
        <div className="flex border-b border-line px-4 py-3">
          <RoundResultButton use={use} />
        </div>
      ) : null}
      {open.length === 0 ? null : (
        <ol aria-label={t('round.questions')} className="flex flex-col">
          {open.map((vote) => (
            <li key={vote.id} className="border-b border-line px-4 py-4">
              <RoundQuestion
                use={use}
                control={control}
                vote={vote}
                number={votes.indexOf(vote) + 1}
                isOnly={votes.length === 1}
              />
            </li>
          ))}
        </ol>
      )}
      {open.length + past.length === 0 ? (
        <EmptyState icon="ballot" title={t(isPrepared ? 'round.prepared' : 'round.none')}>
          {t(isPrepared ? 'round.preparedText' : use.canPrepare ? 'round.noneRun' : 'round.noneText')}
        </EmptyState>
      ) : null}
      {past.length === 0 ? null : (
        <ul aria-label={t('round.results')} className="flex flex-col">
          {past.map((vote, index) => (
            <VoteEntry
              key={vote.id}
              use={use}
              vote={vote}
              receipts={control.receipts}
              startsUnfolded={index === 0}
              onRepeat={setTask}
            />
          ))}
        </ul>
      )}
      <ProxySection use={use} isIn="room" />
      {task === null ? null : (
        <VoteDialog use={use} task={task} page={null} canStart={use.canRun} onClose={() => setTask(null)} />
      )}
    </div>
  );
}

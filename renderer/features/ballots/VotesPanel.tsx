import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/index.ts';
import type { BallotUse } from './ballot-use.ts';
import { OpenVoteView } from './OpenVoteView.tsx';
import { ProxySection } from './ProxySection.tsx';
import type { ReceiptBook } from './receipt-book.ts';
import { voteList } from './vote-view.ts';
import { VoteDialog, type VoteTask } from './VoteDialog.tsx';
import { VoteEntry } from './VoteEntry.tsx';

/** All votes of the meeting: the open one, those that were, and who votes for whom. */
export function VotesPanel({ use, receipts }: { readonly use: BallotUse; readonly receipts: ReceiptBook }) {
  const { t } = useTranslation('ballots');
  const [task, setTask] = useState<VoteTask | null>(null);
  const { open: opened, waiting, over } = voteList(use.state);
  const [open] = opened;
  const past = [...waiting.toReversed(), ...over];
  return (
    <div className="flex flex-col">
      {open === undefined ? null : (
        <section aria-label={t('panel.open')} className="border-b border-line px-4 py-3">
          <OpenVoteView use={use} vote={open} />
        </section>
      )}
      {open === undefined && past.length === 0 ? (
        <EmptyState icon="ballot" title={t('panel.none')}>
          {t(use.canRun ? 'panel.noneRun' : 'panel.noneText')}
        </EmptyState>
      ) : null}
      {past.length === 0 ? null : (
        <ul aria-label={t('panel.past')} className="flex flex-col">
          {past.map((vote, index) => (
            <VoteEntry
              key={vote.id}
              use={use}
              vote={vote}
              receipts={receipts}
              startsUnfolded={index === 0 && open === undefined}
              onRepeat={setTask}
            />
          ))}
        </ul>
      )}
      <ProxySection use={use} isIn="room" />
      {task === null ? null : (
        <VoteDialog
          use={use}
          task={task}
          page={null}
          canStart={use.canRun && open === undefined}
          onClose={() => setTask(null)}
        />
      )}
    </div>
  );
}

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { quorumStanding } from '#protocol/meeting/attendance';
import { Button } from '../../ui/index.ts';
import type { BallotUse } from './ballot-use.ts';
import { OpenVoteView } from './OpenVoteView.tsx';
import { PreparedVotes } from './PreparedVotes.tsx';
import { firstDraft } from './vote-draft.ts';
import { voteList } from './vote-view.ts';
import { VoteActions } from './VoteActions.tsx';
import { VoteDialog, type VoteTask } from './VoteDialog.tsx';

/** Voting on the chair's desk: two presses begin a vote, one does when it was prepared. */
export function VoteDesk({ use }: { readonly use: BallotUse }) {
  const { t } = useTranslation('ballots');
  const { state, pageOnScreen } = use;
  const [task, setTask] = useState<VoteTask | null>(null);
  const { drafts, waiting, open: opened } = voteList(state);
  const [open] = opened;
  const quorum = quorumStanding(state);
  const begin = () =>
    setTask({
      draft: firstDraft(state, pageOnScreen(), (title) => t('dialog.firstMotion', { title })),
      id: null,
      repeats: null,
    });
  return (
    <>
      {open === undefined ? null : <OpenVoteView use={use} vote={open} />}
      {waiting.map((vote) => (
        <div key={vote.id} className="flex flex-col gap-2 rounded-md bg-sunken p-3">
          <p className="leading-snug font-medium">{vote.fields.motion}</p>
          <p className="text-sm text-ink-muted">
            {t(
              vote.status === 'counted'
                ? 'status.unpublished'
                : vote.fields.kind === 'hands'
                  ? 'status.hands'
                  : 'status.counting',
            )}
          </p>
          <VoteActions use={use} vote={vote} />
        </div>
      ))}
      {open === undefined ? (
        <>
          {quorum !== null && quorum.present < quorum.needed ? (
            <p className="text-sm text-warn-ink">{t('dialog.noQuorum', quorum)}</p>
          ) : null}
          <Button icon="ballot" className="w-full justify-start!" onPress={begin}>
            {t('new')}
          </Button>
          {use.trial === null ? (
            <Button size="sm" className="self-start" onPress={() => use.tryVote({ do: 'open' })}>
              {t('trial.open')}
            </Button>
          ) : null}
          {drafts.length === 0 ? null : <PreparedVotes use={use} drafts={drafts} canStart onEdit={setTask} />}
        </>
      ) : null}
      {task === null ? null : (
        <VoteDialog
          use={use}
          task={task}
          page={task.id === null ? pageOnScreen() : null}
          canStart={open === undefined}
          onClose={() => setTask(null)}
        />
      )}
    </>
  );
}

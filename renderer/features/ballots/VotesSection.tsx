import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isInWriting, isPastDeadline } from '#protocol/meeting/in-writing';
import { Button, Card, EmptyState } from '../../ui/index.ts';
import type { VotePreparing } from './ballot-use.ts';
import { PreparedVotes } from './PreparedVotes.tsx';
import { ProxySection } from './ProxySection.tsx';
import { SentQuestions } from './SentQuestions.tsx';
import { firstDraft } from './vote-draft.ts';
import { voteList } from './vote-view.ts';
import { VoteDialog, type VoteTask } from './VoteDialog.tsx';

/** Preparing votes before the meeting, or what is asked in writing, and the rule and list of proxies. */
export function VotesSection({ use }: { readonly use: VotePreparing }) {
  const { t } = useTranslation('ballots');
  const { state, now, canPrepare } = use;
  const [task, setTask] = useState<VoteTask | null>(null);
  const { drafts } = voteList(state);
  const inWriting = isInWriting(state.fields);
  const words = inWriting ? 'ask' : 'prepared';
  const isSent = inWriting && state.voting.votes.some(({ status }) => status !== 'draft');
  // What is thought of after the others were sent is sent by itself.
  const canStart = isSent && canPrepare && state.status === 'inSession' && !isPastDeadline(state, now);
  const prepare = () =>
    setTask({
      draft: firstDraft(state, null, (title) => t('dialog.firstMotion', { title })),
      id: null,
      repeats: null,
    });
  const button = (
    <Button variant={drafts.length === 0 && !isSent ? 'primary' : 'secondary'} icon="plus" onPress={prepare}>
      {t(`${words}.add`)}
    </Button>
  );
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <Card className="min-w-0 p-5">
        {drafts.length === 0 && !isSent ? (
          <EmptyState icon="ballot" title={t(`${words}.none`)} {...(canPrepare ? { actions: button } : {})}>
            {t(`${words}.noneText`)}
          </EmptyState>
        ) : (
          <div className="flex flex-col gap-4">
            <div className="flex flex-wrap items-center gap-3">
              <h2 className="min-w-0 flex-1 text-base font-semibold">{t(`${words}.title`)}</h2>
              {canPrepare ? button : null}
            </div>
            {drafts.length === 0 ? null : (
              <PreparedVotes use={use} drafts={drafts} canStart={canStart} onEdit={setTask} />
            )}
            {isSent ? <SentQuestions state={state} /> : null}
          </div>
        )}
      </Card>
      <Card>
        <ProxySection use={use} isIn="page" />
      </Card>
      {task === null ? null : (
        <VoteDialog use={use} task={task} page={null} canStart={canStart} onClose={() => setTask(null)} />
      )}
    </div>
  );
}

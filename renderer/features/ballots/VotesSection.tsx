import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Card, EmptyState } from '../../ui/index.ts';
import type { VotePreparing } from './ballot-use.ts';
import { PreparedVotes } from './PreparedVotes.tsx';
import { ProxySection } from './ProxySection.tsx';
import { firstDraft } from './vote-draft.ts';
import { voteList } from './vote-view.ts';
import { VoteDialog, type VoteTask } from './VoteDialog.tsx';

/** Preparing votes before the meeting, and the rule and list of proxies. */
export function VotesSection({ use }: { readonly use: VotePreparing }) {
  const { t } = useTranslation('ballots');
  const { state, canPrepare } = use;
  const [task, setTask] = useState<VoteTask | null>(null);
  const { drafts } = voteList(state);
  const prepare = () =>
    setTask({
      draft: firstDraft(state, null, (title) => t('dialog.firstMotion', { title })),
      id: null,
      repeats: null,
    });
  const button = (
    <Button variant={drafts.length === 0 ? 'primary' : 'secondary'} icon="plus" onPress={prepare}>
      {t('prepared.add')}
    </Button>
  );
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <Card className="min-w-0 p-5">
        {drafts.length === 0 ? (
          <EmptyState icon="ballot" title={t('prepared.none')} {...(canPrepare ? { actions: button } : {})}>
            {t('prepared.noneText')}
          </EmptyState>
        ) : (
          <div className="flex flex-col gap-4">
            <div className="flex flex-wrap items-center gap-3">
              <h2 className="min-w-0 flex-1 text-base font-semibold">{t('prepared.title')}</h2>
              {canPrepare ? button : null}
            </div>
            <PreparedVotes use={use} drafts={drafts} canStart={false} onEdit={setTask} />
          </div>
        )}
      </Card>
      <Card>
        <ProxySection use={use} isIn="page" />
      </Card>
      {task === null ? null : (
        <VoteDialog use={use} task={task} page={null} canStart={false} onClose={() => setTask(null)} />
      )}
    </div>
  );
}

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isInWriting } from '#protocol/meeting/in-writing';
import { quorumStanding } from '#protocol/meeting/attendance';
import { ID_LENGTH, newId, VoteId, type PaperId } from '#protocol/wire/ids';
import type { VoteTopic } from '#protocol/ballots/records';
import { Button, Checkbox, Dialog, Icon, Notice, Select, TextArea } from '../../ui/index.ts';
import type { VotePreparing } from './ballot-use.ts';
import { useVoteText } from './useVoteText.ts';
import {
  aboutPaper,
  asInWriting,
  fieldsOf,
  topicsOf,
  withChange,
  type DraftFault,
  type VoteDraft,
} from './vote-draft.ts';
import { VoteOptions } from './VoteOptions.tsx';

/** What a dialog is opened for: a new vote, one that was prepared, or a void one again. */
export interface VoteTask {
  readonly draft: VoteDraft;
  /** Of the vote that was prepared; null for a new one. */
  readonly id: VoteId | null;
  /** The void vote that this one repeats. */
  readonly repeats: VoteId | null;
}

export interface VoteDialogProps {
  readonly use: VotePreparing;
  readonly task: VoteTask;
  /** The page that the vote may be about; null where none is on screen. */
  readonly page: VoteTopic | null;
  /** In session: the vote can begin at once. */
  readonly canStart: boolean;
  readonly onClose: () => void;
}

/** A vote before it begins: the motion, and everything else folded away under what is usual. */
export function VoteDialog({ use, task, page, canStart, onClose }: VoteDialogProps) {
  const { t } = useTranslation('ballots');
  const text = useVoteText();
  const { state, run } = use;
  const inWriting = isInWriting(state.fields);
  const [draft, setDraft] = useState(() => (inWriting ? asInWriting(task.draft) : task.draft));
  const [id] = useState(() => task.id ?? newId(VoteId, crypto.getRandomValues(new Uint8Array(ID_LENGTH))));
  const [isUnfolded, setUnfolded] = useState(false);
  const [faults, setFaults] = useState<readonly DraftFault[]>([]);
  const [busy, setBusy] = useState(false);
  const change = (part: Partial<VoteDraft>) => {
    setDraft((before) => withChange(before, part));
    setFaults([]);
  };
  const quorum = canStart ? quorumStanding(state) : null;
  const hasQuorum = quorum === null || quorum.present >= quorum.needed;
  // What the vote is about now, or could be.
  const topic = task.draft.about ?? page;
  // Where no page is on screen a paper is chosen.
  const papers = inWriting && page === null ? topicsOf(state) : [];
  const paper = state.papers.find((each) => each.id === topic?.paper);

  const save = async (start: boolean) => {
    const fields = fieldsOf(draft);
    if (!('motion' in fields)) {
      setFaults(fields);
      if (fields.some((fault) => fault !== 'motion')) setUnfolded(true);
      return;
    }
    setBusy(true);
    let happened = await run({ type: 'vote.prepare', id, fields, repeats: task.repeats });
    if (happened && start) happened = await run({ type: 'vote.open', id });
    setBusy(false);
    if (happened) onClose();
  };
  const settled = fieldsOf(draft);
  return (
    <Dialog
      title={t(inWriting ? 'ask.one' : task.repeats === null ? 'dialog.title' : 'dialog.repeat')}
      isOpen
      onClose={onClose}
      isBusy={busy}
      keepOpenOutside
      size="md"
      footer={
        <>
          <Button
            variant={canStart ? 'secondary' : 'primary'}
            isDisabled={busy}
            onPress={() => void save(false)}
          >
            {t(canStart && task.id === null ? 'dialog.prepare' : 'dialog.save')}
          </Button>
          {canStart ? (
            <Button
              variant="primary"
              icon={inWriting ? 'send' : 'ballot'}
              isPending={busy}
              isDisabled={!hasQuorum}
              onPress={() => void save(true)}
            >
              {t(inWriting ? 'ask.send' : 'start')}
            </Button>
          ) : null}
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {quorum === null || hasQuorum ? null : (
          <Notice tone="warn" announce>
            {t('dialog.noQuorum', quorum)}
          </Notice>
        )}
        <TextArea
          label={t(inWriting ? 'ask.motion' : 'dialog.motion')}
          {...(inWriting ? { description: t('ask.motionHelp') } : {})}
          rows={3}
          value={draft.motion}
          onChange={(motion) => change({ motion })}
          {...(faults.includes('motion') ? { error: t('fault.motion') } : {})}
        />
        {papers.length === 0 ? null : (
          <Select<PaperId | ''>
            label={t('ask.paper')}
            choices={[
              { id: '', label: t('ask.noPaper') },
              ...papers.map(({ paper: id }) => ({
                id,
                label: state.papers.find((each) => each.id === id)?.title ?? '',
              })),
            ]}
            value={draft.about?.paper ?? ''}
            onChange={(id) => change(aboutPaper(state, draft, id === '' ? null : id))}
          />
        )}
        {papers.length > 0 || topic === null || paper === undefined ? null : (
          <Checkbox
            isSelected={draft.about !== null}
            onChange={(isAbout) => change({ about: isAbout ? topic : null })}
          >
            {t('dialog.about', { page: topic.page + 1, title: paper.title })}
          </Checkbox>
        )}
        <div className="flex flex-col gap-3 rounded-md border border-line p-3">
          <div className="flex flex-wrap items-center gap-2">
            <p className="min-w-0 flex-1 basis-48 text-sm">
              {'motion' in settled ? text.terms(settled) : t('dialog.unfinished')}
            </p>
            <Button
              size="sm"
              icon={isUnfolded ? 'chevron-up' : 'chevron-down'}
              aria-expanded={isUnfolded}
              onPress={() => setUnfolded(!isUnfolded)}
            >
              {t('dialog.options')}
            </Button>
          </div>
          {isUnfolded ? <VoteOptions use={use} draft={draft} faults={faults} onChange={change} /> : null}
        </div>
        {draft.kind === 'secret' ? (
          <p className="flex items-start gap-2 text-sm text-ink-muted">
            <Icon name="info" size={1.125} className="mt-0.5" />
            {t('dialog.secretNote')}
          </p>
        ) : null}
      </div>
    </Dialog>
  );
}

import { useTranslation } from 'react-i18next';
import { quorumStanding } from '#protocol/meeting/attendance';
import { isInWriting } from '#protocol/meeting/in-writing';
import type { Vote } from '#protocol/ballots/records';
import { Button, IconButton, Menu } from '../../ui/index.ts';
import type { VotePreparing } from './ballot-use.ts';
import { useVoteText } from './useVoteText.ts';
import { draftOf } from './vote-draft.ts';
import type { VoteTask } from './VoteDialog.tsx';

export interface PreparedVotesProps {
  readonly use: VotePreparing;
  readonly drafts: readonly Vote[];
  /** Another vote can begin now. */
  readonly canStart: boolean;
  readonly onEdit: (task: VoteTask) => void;
}

/** The votes that were prepared: begun with one press, changed, or taken away. */
export function PreparedVotes({ use, drafts, canStart, onEdit }: PreparedVotesProps) {
  const { t } = useTranslation('ballots');
  const text = useVoteText();
  const { run, state } = use;
  const inWriting = isInWriting(state.fields);
  const quorum = quorumStanding(state);
  const hasQuorum = quorum === null || quorum.present >= quorum.needed;
  return (
    <ul aria-label={t(inWriting ? 'ask.notSent' : 'prepared.title')} className="flex flex-col gap-2">
      {drafts.map(({ id, fields, repeats }) => {
        const menu = t(inWriting ? 'ask.menu' : 'prepared.menu', { motion: fields.motion });
        return (
          <li key={id} className="flex items-start gap-1 rounded-md border border-line py-1.5 pr-1 pl-3">
            <div className="flex min-w-0 flex-1 flex-col gap-1.5 py-0.5">
              <p className="leading-snug font-medium">{fields.motion}</p>
              <p className="text-sm text-ink-muted">{text.terms(fields)}</p>
              {canStart ? (
                <Button
                  size="sm"
                  icon={inWriting ? 'send' : 'ballot'}
                  className="self-start"
                  isDisabled={!hasQuorum}
                  aria-label={t(inWriting ? 'ask.sendOne' : 'prepared.start', { motion: fields.motion })}
                  onPress={() => void run({ type: 'vote.open', id })}
                >
                  {t(inWriting ? 'ask.send' : 'start')}
                </Button>
              ) : null}
            </div>
            <Menu
              label={menu}
              trigger={<IconButton icon="more" size="sm" label={menu} />}
              actions={[
                {
                  id: 'edit',
                  icon: 'edit',
                  label: t('prepared.edit'),
                  onAction: () => onEdit({ draft: draftOf(fields), id, repeats }),
                },
                {
                  id: 'remove',
                  icon: 'trash',
                  label: t('prepared.remove'),
                  onAction: () =>
                    void run(
                      { type: 'vote.remove', id },
                      {
                        label: t(inWriting ? 'ask.undo' : 'prepared.undo'),
                        commands: [{ type: 'vote.prepare', id, fields, repeats }],
                      },
                    ),
                },
              ]}
            />
          </li>
        );
      })}
    </ul>
  );
}

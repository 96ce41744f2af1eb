import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Paper } from '#protocol/documents/records';
import type { MeetingState } from '#protocol/meeting/records';
import { useErrorText } from '../../sync/error-text.ts';
import {
  Badge,
  ConfirmDialog,
  formatBytes,
  Icon,
  IconButton,
  Menu,
  saveFile,
  toast,
  useLanguage,
  type MenuAction,
} from '../../ui/index.ts';
import type { PeopleBook } from '../people/index.ts';
import type { FileLimits } from './file-check.ts';
import { LateBadge } from './LateBadge.tsx';
import { fetchOriginal } from './original-file.ts';
import { PaperDialog } from './PaperDialog.tsx';
import { readersText } from './readers-text.ts';
import { ReviseDialog } from './ReviseDialog.tsx';
import type { RunCommand } from './run-command.ts';
import type { UploadQueue } from './upload-queue.ts';

export interface PaperRowProps {
  readonly paper: Paper;
  readonly state: MeetingState;
  readonly people: PeopleBook;
  readonly canEdit: boolean;
  /** Takes a new version; null for whoever may not bring one. */
  readonly queue: UploadQueue | null;
  readonly limits: FileLimits;
  readonly run: RunCommand;
}

/** A paper of an item while the meeting is being prepared. */
export function PaperRow({ paper, state, people, canEdit, queue, limits, run }: PaperRowProps) {
  const { t } = useTranslation('agenda');
  const language = useLanguage();
  const errorText = useErrorText();
  const [open, setOpen] = useState<'change' | 'revise' | 'remove' | null>(null);
  const { version, secrecy } = paper;
  const readers = readersText(paper.readers, people, t);
  const facts = [
    paper.number,
    version === null ? '' : t('paper.pages', { count: version.pages }),
    version === null ? '' : formatBytes(version.bytes, language),
    paper.earlier.length === 0 ? '' : t('paper.edition', { number: paper.earlier.length + 1 }),
  ].filter((text) => text !== '');

  const removePrinted = () => {
    if (secrecy === 'normal') return;
    void run(
      { type: 'paper.remove', id: paper.id },
      {
        label: t('undo.paper'),
        commands: [
          {
            type: 'paper.announcePrinted',
            id: paper.id,
            item: paper.item,
            title: paper.title,
            number: paper.number,
            secrecy,
          },
        ],
      },
    );
  };

  const change: MenuAction = {
    id: 'change',
    label: t('paper.change'),
    icon: 'edit',
    onAction: () => setOpen('change'),
  };
  const revise: MenuAction = {
    id: 'revise',
    label: t('paper.revise'),
    icon: 'upload',
    onAction: () => setOpen('revise'),
  };
  const remove: MenuAction = {
    id: 'remove',
    label: t('paper.remove'),
    icon: 'trash',
    isDanger: true,
    onAction: () => (version === null ? removePrinted() : setOpen('remove')),
  };
  const original = version?.original;
  const download = async () => {
    if (version === null || original === undefined) return;
    try {
      saveFile(original.fileName, await fetchOriginal(version.id));
    } catch (error) {
      toast(errorText(error), 'error');
    }
  };
  const getOriginal: MenuAction = {
    id: 'original',
    label: t('paper.original'),
    icon: 'download',
    onAction: () => void download(),
  };
  const actions = [
    ...(canEdit ? [change] : []),
    ...(original === undefined ? [] : [getOriginal]),
    ...(queue !== null && version !== null ? [revise] : []),
    ...(canEdit ? [remove] : []),
  ];

  return (
    <li className="flex items-center gap-3 rounded-md border border-line bg-canvas py-1 pr-1 pl-3">
      <Icon name={version === null ? 'print' : 'paper'} className="text-ink-muted" />
      <div className="flex min-w-0 flex-1 flex-col items-start">
        <p>{paper.title}</p>
        <p className="figures flex flex-wrap gap-x-3 text-sm text-ink-muted">
          {facts.map((fact) => (
            <span key={fact}>{fact}</span>
          ))}
          {readers === '' ? null : (
            <span className="flex items-center gap-1">
              <Icon name="lock" size={0.875} />
              {t('readers.only', { names: readers })}
            </span>
          )}
        </p>
        {version === null ? (
          <Badge tone="warn" className="my-0.5">
            {t('paper.printed', { secrecy: t(`secrecy.${secrecy}`) })}
          </Badge>
        ) : null}
        <LateBadge paper={paper} className="my-0.5" />
      </div>
      {actions.length === 0 ? null : (
        <Menu
          label={t('paper.menu', { title: paper.title })}
          trigger={<IconButton icon="more" label={t('paper.menu', { title: paper.title })} />}
          actions={actions}
        />
      )}
      {open === 'change' ? (
        <PaperDialog paper={paper} state={state} people={people} run={run} onClose={() => setOpen(null)} />
      ) : null}
      {open === 'revise' && queue !== null ? (
        <ReviseDialog paper={paper} limits={limits} queue={queue} onClose={() => setOpen(null)} />
      ) : null}
      <ConfirmDialog
        isOpen={open === 'remove'}
        title={t('paper.removeTitle')}
        confirmLabel={t('paper.removeConfirm')}
        isDanger
        onConfirm={async () => {
          await run({ type: 'paper.remove', id: paper.id });
        }}
        onClose={() => setOpen(null)}
      >
        {t('paper.removeText', { title: paper.title })}
      </ConfirmDialog>
    </li>
  );
}

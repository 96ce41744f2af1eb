import { useBlocker } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MeetingState } from '#protocol/meeting/records';
import type { ItemId } from '#protocol/wire/ids';
import { useErrorText } from '../../sync/error-text.ts';
import { useServer } from '../../sync/session.ts';
import {
  Card,
  ConfirmDialog,
  EmptyState,
  formatBytes,
  formatDuration,
  Notice,
  useLanguage,
} from '../../ui/index.ts';
import type { PeopleBook } from '../people/index.ts';
import { AddItems } from './AddItems.tsx';
import { AgendaEditor } from './AgendaEditor.tsx';
import { totalMinutes } from './agenda-editing.ts';
import type { RunCommand } from './run-command.ts';
import { PapersDialog } from './PapersDialog.tsx';
import { useUploads } from './useUploads.ts';

export interface AgendaSectionProps {
  readonly state: MeetingState;
  readonly people: PeopleBook;
  /** May change the agenda and its papers. */
  readonly canEdit: boolean;
  /** May bring papers. */
  readonly canBring: boolean;
  readonly run: RunCommand;
  /** A paper came in by another way than a command. */
  readonly refresh: () => void;
}

/** Files that were dropped or chosen and about which nothing has been decided yet. */
interface Brought {
  readonly item: ItemId;
  readonly files: readonly File[];
}

/** The agenda with its papers, to be prepared. */
export function AgendaSection({ state, people, canEdit, canBring, run, refresh }: AgendaSectionProps) {
  const { t } = useTranslation('agenda');
  const language = useLanguage();
  const errorText = useErrorText();
  const server = useServer();
  const limits = { maxBytes: server.maxUpload, takesOffice: server.takesOffice };
  const { queue, entries, loadError } = useUploads(state.id, canBring, refresh);
  const [brought, setBrought] = useState<Brought | null>(null);
  const blocker = useBlocker({
    shouldBlockFn: () => queue?.isBusy() ?? false,
    enableBeforeUnload: () => queue?.isBusy() ?? false,
    withResolver: true,
  });
  const minutes = totalMinutes(state.agenda);
  return (
    <div className="flex flex-col gap-4">
      {loadError === null ? null : (
        <Notice tone="warn" title={t('upload.listFailed')}>
          {errorText(loadError)}
        </Notice>
      )}
      <Card className="overflow-hidden">
        <header className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 border-b border-line px-4 py-3">
          <p className="figures font-medium">
            {minutes === 0
              ? t('total.none')
              : t('total.planned', { duration: formatDuration(minutes, language) })}
          </p>
          {canBring ? (
            <p className="text-sm text-ink-muted">
              {t(limits.takesOffice ? 'upload.limitOffice' : 'upload.limit', {
                size: formatBytes(limits.maxBytes, language),
              })}
            </p>
          ) : null}
        </header>
        {state.agenda.length === 0 ? (
          <EmptyState icon="agenda" title={t('empty.title')}>
            {t(canEdit ? 'empty.text' : 'empty.textOther')}
          </EmptyState>
        ) : (
          <AgendaEditor
            state={state}
            people={people}
            canEdit={canEdit}
            canBring={canBring}
            run={run}
            queue={queue}
            uploads={entries}
            limits={limits}
            onFiles={(item, files) => setBrought({ item, files })}
          />
        )}
        {canEdit ? <AddItems run={run} /> : null}
      </Card>
      {brought === null || queue === null ? null : (
        <PapersDialog
          state={state}
          people={people}
          item={brought.item}
          files={brought.files}
          limits={limits}
          canAnnouncePrinted={canEdit}
          run={run}
          queue={queue}
          onClose={() => setBrought(null)}
        />
      )}
      <ConfirmDialog
        isOpen={blocker.status === 'blocked'}
        title={t('upload.leaveTitle')}
        confirmLabel={t('upload.leave')}
        onConfirm={() => blocker.proceed?.()}
        onClose={() => blocker.reset?.()}
      >
        {t('upload.leaveText')}
      </ConfirmDialog>
    </div>
  );
}

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Vote } from '#protocol/ballots/records';
import { progressOf } from '#protocol/ballots/standing';
import { isInWriting } from '#protocol/meeting/in-writing';
import { Button, ConfirmDialog } from '../../ui/index.ts';
import type { BallotUse } from './ballot-use.ts';
import { HandCountDialog } from './HandCountDialog.tsx';
import { VoidDialog } from './VoidDialog.tsx';

/** What the chair and the secretaries do with a vote that has begun: stop it, enter hands, publish, declare it void. */
export function VoteActions({ use, vote }: { readonly use: BallotUse; readonly vote: Vote }) {
  const { t } = useTranslation('ballots');
  const [open, setOpen] = useState<'stop' | 'hands' | 'void' | null>(null);
  const { run } = use;
  const { id, status, fields, count } = vote;
  const { missing } = progressOf(use.state, vote, use.now);
  const close = () => setOpen(null);
  const stop = () => run({ type: 'vote.stop', id });
  if (!use.canRun) return null;
  return (
    <div className="flex flex-wrap gap-1.5">
      {/* In writing all questions end together, with the round. */}
      {status === 'open' && !isInWriting(use.state.fields) ? (
        <Button
          size="sm"
          variant="primary"
          icon="check"
          // Whoever hasn't voted loses the right to: that is asked about.
          onPress={() => (missing.length === 0 || fields.kind === 'hands' ? void stop() : setOpen('stop'))}
        >
          {t('stop')}
        </Button>
      ) : null}
      {status === 'stopped' && fields.kind === 'hands' ? (
        <Button size="sm" variant="primary" icon="hand" onPress={() => setOpen('hands')}>
          {t('hands.enter')}
        </Button>
      ) : null}
      {status === 'counted' && count?.isPublished === false ? (
        <Button
          size="sm"
          variant="primary"
          icon="megaphone"
          onPress={() => void run({ type: 'vote.publish', id })}
        >
          {t('publish')}
        </Button>
      ) : null}
      {status === 'void' ? null : (
        <Button size="sm" icon="trash" onPress={() => setOpen('void')}>
          {t(status === 'counted' ? 'void.result' : 'void.open')}
        </Button>
      )}
      <ConfirmDialog
        isOpen={open === 'stop' && status === 'open'}
        title={t('stopping.title')}
        confirmLabel={t('stop')}
        onConfirm={async () => {
          await stop();
        }}
        onClose={close}
      >
        {t('stopping.text', { count: missing.length })}
      </ConfirmDialog>
      {open === 'hands' ? <HandCountDialog use={use} vote={vote} onClose={close} /> : null}
      {open === 'void' && status !== 'void' ? <VoidDialog use={use} vote={vote} onClose={close} /> : null}
    </div>
  );
}

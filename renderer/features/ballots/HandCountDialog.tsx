import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mostOf, optionsOf } from '#protocol/ballots/choice';
import { MAX_VOTERS, type HandCount, type Vote } from '#protocol/ballots/records';
import { Button, Dialog, Icon, NumberField } from '../../ui/index.ts';
import type { VotePreparing } from './ballot-use.ts';
import { useVoteText } from './useVoteText.ts';
import { handCount, handFault } from './vote-view.ts';

/** Hands as they were counted in the room; the sum is checked while the numbers are typed. */
export function HandCountDialog({
  use,
  vote,
  onClose,
}: {
  readonly use: Pick<VotePreparing, 'run'>;
  readonly vote: Vote;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('ballots');
  const text = useVoteText();
  const { method } = vote.fields;
  const [typed, setTyped] = useState<HandCount>(() => ({
    cast: 0,
    options: Array.from({ length: optionsOf(method) }, () => 0),
    blank: 0,
    invalid: 0,
  }));
  const [busy, setBusy] = useState(false);
  const hands = handCount(vote, typed);
  const fault = handFault(vote, hands);
  const of = vote.roll.length;
  const set = (change: Partial<HandCount>) => setTyped({ ...typed, ...change });
  const whole = (value: number) => (Number.isNaN(value) ? 0 : Math.max(0, Math.round(value)));
  const enter = async () => {
    setBusy(true);
    const happened = await use.run({ type: 'vote.enterCounts', id: vote.id, hands });
    setBusy(false);
    if (happened) onClose();
  };
  const field = (label: string, value: number, onChange: (value: number) => void) => (
    <NumberField
      key={label}
      label={label}
      minValue={0}
      maxValue={MAX_VOTERS}
      value={value}
      onChange={(next) => onChange(whole(next))}
    />
  );
  return (
    <Dialog
      title={t('hands.title')}
      isOpen
      onClose={onClose}
      isBusy={busy}
      keepOpenOutside
      size="md"
      footer={
        <>
          <Button isDisabled={busy} onPress={onClose}>
            {t('cancel')}
          </Button>
          <Button variant="primary" isPending={busy} isDisabled={fault !== null} onPress={() => void enter()}>
            {t('hands.confirm')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <p className="font-semibold">{vote.fields.motion}</p>
        {mostOf(method) === 1 ? null : field(t('hands.cast'), typed.cast, (cast) => set({ cast }))}
        <div className="grid gap-3 sm:grid-cols-2">
          {text
            .options(method)
            .map((option, index) =>
              field(option, typed.options[index] ?? 0, (votes) =>
                set({ options: typed.options.map((other, n) => (n === index ? votes : other)) }),
              ),
            )}
          {field(t('row.blank'), typed.blank, (blank) => set({ blank }))}
          {field(t('row.invalid'), typed.invalid, (invalid) => set({ invalid }))}
        </div>
        <p
          role="status"
          className={
            fault === null
              ? 'figures flex items-start gap-2 text-ok-ink'
              : 'figures flex items-start gap-2 text-live-ink'
          }
        >
          <Icon name={fault === null ? 'check' : 'error'} className="mt-0.5" />
          {t(fault === null ? 'hands.total' : `hands.${fault}`, { cast: hands.cast, of })}
        </p>
        <p className="text-sm text-ink-muted">{t('hands.once')}</p>
      </div>
    </Dialog>
  );
}

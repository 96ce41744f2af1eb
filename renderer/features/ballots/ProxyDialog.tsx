import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonId } from '#protocol/wire/ids';
import { Button, ComboBox, Dialog, Select } from '../../ui/index.ts';
import type { VotePreparing } from './ballot-use.ts';
import { proxiesNow, proxyPeople } from './vote-view.ts';

const MINUTES = ['end', '30', '60', '120', '240'] as const;

/** Gives one's own proxy, or records one that somebody has given on paper. `from` null: it is chosen whose. */
export function ProxyDialog({
  use,
  from,
  onClose,
}: {
  readonly use: VotePreparing;
  readonly from: PersonId | null;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('ballots');
  const { state, me, now, nameOf, ranked, run } = use;
  const [giver, setGiver] = useState<PersonId | null>(from);
  const [holder, setHolder] = useState<PersonId | null>(null);
  const [until, setUntil] = useState<(typeof MINUTES)[number]>('end');
  const [busy, setBusy] = useState(false);
  const { givers, holders } = proxyPeople(state);
  const { all } = proxiesNow(state, me, now);
  const given = new Set(all.map((proxy) => proxy.from));
  const holding = new Set(all.map((proxy) => proxy.to));
  const full = (person: PersonId) =>
    all.filter((proxy) => proxy.to === person).length >= state.voting.rules.proxies;
  const choices = (people: readonly PersonId[]) =>
    ranked.filter((person) => people.includes(person)).map((id) => ({ id, label: nameOf(id) }));
  const give = async () => {
    if (giver === null || holder === null) return;
    setBusy(true);
    const happened = await run({
      type: 'proxy.give',
      from: giver,
      to: holder,
      until: until === 'end' ? null : Math.round(now) + Number(until) * 60_000,
    });
    setBusy(false);
    if (happened) onClose();
  };
  return (
    <Dialog
      title={t(from === null ? 'proxy.record' : 'proxy.give')}
      isOpen
      onClose={onClose}
      isBusy={busy}
      size="sm"
      footer={
        <>
          <Button isDisabled={busy} onPress={onClose}>
            {t('cancel')}
          </Button>
          <Button
            variant="primary"
            isPending={busy}
            isDisabled={giver === null || holder === null}
            onPress={() => void give()}
          >
            {t(from === null ? 'proxy.confirmRecord' : 'proxy.confirm')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <p>{t(from === null ? 'proxy.recordText' : 'proxy.giveText')}</p>
        {from === null ? (
          <ComboBox
            label={t('proxy.from')}
            // Whoever holds a proxy doesn't pass on, and gives none.
            choices={choices(givers.filter((person) => !holding.has(person)))}
            value={giver}
            onChange={setGiver}
          />
        ) : null}
        <ComboBox
          label={t('proxy.to')}
          choices={choices(
            holders.filter((person) => person !== giver && !given.has(person) && !full(person)),
          )}
          value={holder}
          onChange={setHolder}
        />
        <Select
          label={t('proxy.how')}
          choices={MINUTES.map((id) => ({
            id,
            label: id === 'end' ? t('proxy.untilEnd') : t('proxy.minutes', { count: Number(id) }),
          }))}
          value={until}
          onChange={setUntil}
        />
      </div>
    </Dialog>
  );
}

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MeetingCommand, RollCallEntry } from '#protocol/meeting/commands';
import type { MeetingState } from '#protocol/meeting/records';
import type { PersonId } from '#protocol/wire/ids';
import {
  announce,
  Button,
  Checkbox,
  Dialog,
  SearchField,
  Select,
  TextField,
  type IconName,
} from '../../ui/index.ts';
import { filteredRoll, ROLL_MARKS, rollLine, type RollMark, type RollPerson } from './roll-view.ts';
import { useRollText } from './useRollText.ts';

export interface RollCallDialogProps {
  readonly state: MeetingState;
  /** Everyone of the meeting by rank. */
  readonly list: readonly RollPerson[];
  readonly units: readonly string[];
  readonly nameOf: (person: PersonId) => string;
  readonly run: (command: MeetingCommand) => Promise<boolean>;
  readonly onClose: () => void;
}

type Mark = Pick<RollCallEntry, 'is' | 'excused'>;

/** What can be marked, in the order of the buttons. */
const MARKS: readonly (Mark & { readonly key: RollMark; readonly icon: IconName })[] = [
  { key: 'inRoom', is: 'inRoom', excused: false, icon: 'check' },
  { key: 'online', is: 'online', excused: false, icon: 'devices' },
  { key: 'excused', is: 'absent', excused: true, icon: 'note' },
  { key: 'unexcused', is: 'absent', excused: false, icon: 'close' },
  { key: 'left', is: 'left', excused: false, icon: 'leave' },
  { key: 'unmarked', is: 'unmarked', excused: false, icon: 'undo' },
];

/** Điểm danh: finds people by name, unit or mark, and marks as many at once as are chosen. */
export function RollCallDialog({ state, list, units, nameOf, run, onClose }: RollCallDialogProps) {
  const { t } = useTranslation('attendance');
  const text = useRollText();
  const [query, setQuery] = useState('');
  const [unit, setUnit] = useState<string | null>(null);
  const [mark, setMark] = useState<RollMark | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<PersonId>>(new Set());
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState<RollMark | null>(null);
  const shown = filteredRoll(list, state, { query, unit, mark });
  // Who is filtered away is marked by nobody: what is marked is what is seen.
  const picked = shown.filter(({ id }) => chosen.has(id));
  const choose = (id: PersonId, isChosen: boolean) => {
    const next = new Set(chosen);
    if (isChosen) next.add(id);
    else next.delete(id);
    setChosen(next);
  };
  const give = async ({ key, is, excused }: (typeof MARKS)[number]) => {
    const entries = picked.map(({ id }) => ({
      person: id,
      is,
      excused,
      reason: excused ? reason.trim() : '',
    }));
    setBusy(key);
    const happened = await run({ type: 'attendance.mark', entries });
    setBusy(null);
    if (!happened) return;
    announce(t('marked', { count: entries.length, mark: t(`mark.${key}`) }));
    setChosen(new Set());
    setReason('');
  };
  const isNone = picked.length === 0;
  return (
    <Dialog
      title={t('title')}
      isOpen
      onClose={onClose}
      isBusy={busy !== null}
      size="lg"
      footer={
        <div className="flex w-full flex-col gap-2">
          <p className="figures text-sm text-ink-muted">
            {isNone ? t('chooseFirst') : t('chosen', { count: picked.length })}
          </p>
          {isNone ? null : (
            <TextField
              label={t('reason')}
              hideLabel
              placeholder={t('reason')}
              maxLength={300}
              value={reason}
              onChange={setReason}
            />
          )}
          <div className="flex flex-wrap gap-1.5">
            {MARKS.map((each) => (
              <Button
                key={each.key}
                icon={each.icon}
                isDisabled={isNone || (busy !== null && busy !== each.key)}
                isPending={busy === each.key}
                onPress={() => void give(each)}
              >
                {each.key === 'unmarked' ? t('clear') : t(`mark.${each.key}`)}
              </Button>
            ))}
          </div>
        </div>
      }
    >
      <div className="flex flex-col gap-3">
        <div className="grid gap-2 sm:grid-cols-3">
          <SearchField label={t('search')} value={query} onChange={setQuery} />
          <Select
            label={t('unit')}
            choices={[{ id: '', label: t('anyUnit') }, ...units.map((each) => ({ id: each, label: each }))]}
            value={unit ?? ''}
            onChange={(next) => setUnit(next === '' ? null : next)}
          />
          <Select<RollMark | 'any'>
            label={t('byMark')}
            choices={[
              { id: 'any', label: t('anyMark') },
              ...ROLL_MARKS.map((each) => ({ id: each, label: t(`mark.${each}`) })),
            ]}
            value={mark ?? 'any'}
            onChange={(next) => setMark(next === 'any' ? null : next)}
          />
        </div>
        <Checkbox
          isSelected={!isNone && picked.length === shown.length}
          isIndeterminate={!isNone && picked.length < shown.length}
          isDisabled={shown.length === 0}
          onChange={(all) => setChosen(all ? new Set(shown.map(({ id }) => id)) : new Set())}
          className="font-medium"
        >
          {t('chooseAll', { count: shown.length })}
        </Checkbox>
        {shown.length === 0 ? <p className="text-ink-muted">{t('nobodyFound')}</p> : null}
        <ul aria-label={t('list')} className="flex flex-col divide-y divide-line border-y border-line">
          {shown.map(({ id, person }) => (
            <li key={id} className="flex items-center gap-3">
              <Checkbox
                isSelected={chosen.has(id)}
                onChange={(isChosen) => choose(id, isChosen)}
                className="min-w-0 flex-1 py-1"
              >
                <span className="leading-snug">
                  {nameOf(id)}
                  {person === undefined ? null : (
                    <span className="block text-sm text-ink-muted">
                      {[person.title, person.unit].filter((each) => each !== '').join(', ')}
                    </span>
                  )}
                </span>
              </Checkbox>
              <span className="figures max-w-1/2 shrink-0 text-right text-sm text-ink-muted">
                {text(rollLine(state, id))}
              </span>
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  );
}

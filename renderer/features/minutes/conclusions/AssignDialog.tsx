import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Carrier, MAX_WITH, type ConclusionTask } from '#protocol/minutes/conclusions';
import { Button, ComboBox, DayField, Dialog, IconButton, TextField, type Choice } from '../../../ui/index.ts';
import type { LiveFacts } from '../editor/LiveBlockView.tsx';
import { carrierText } from './conclusion-text.ts';

type Assignment = Pick<ConclusionTask, 'lead' | 'with' | 'due'>;

export interface AssignDialogProps {
  readonly assignment: Assignment;
  readonly live: LiveFacts;
  readonly onClose: () => void;
  /** Told only of what is another than before, so that others' changes of the rest stay; null takes a value away. */
  readonly onSave: (changed: Readonly<Record<string, unknown>>) => void;
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** Who carries a conclusion out, with whom, and by when. */
export function AssignDialog({ assignment, live, onClose, onSave }: AssignDialogProps) {
  const { t } = useTranslation('minutes');
  // What it was when the dialog was opened: what others change meanwhile is not put back.
  const [before] = useState(assignment);
  const [lead, setLead] = useState<Carrier | null>(before.lead);
  const [others, setOthers] = useState<readonly Carrier[]>(before.with);
  const [due, setDue] = useState(before.due);
  const save = () => {
    onSave({
      ...(same(lead, before.lead) ? {} : { lead }),
      ...(same(others, before.with) ? {} : { with: others.length === 0 ? null : others }),
      ...(due === before.due ? {} : { due }),
    });
    onClose();
  };
  return (
    <Dialog
      isOpen
      title={t('conclusions.assign')}
      onClose={onClose}
      keepOpenOutside
      footer={
        <>
          <Button onPress={onClose}>{t('conclusions.cancel')}</Button>
          <Button variant="primary" onPress={save}>
            {t('conclusions.save')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-5">
        <CarrierField label={t('conclusions.lead')} live={live} value={lead} onChange={setLead} />
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-1.5 text-sm font-medium">{t('conclusions.with')}</legend>
          {others.length === 0 ? null : (
            <ul className="flex flex-col gap-1">
              {others.map((each) => {
                const name = carrierText(each, live.writing);
                return (
                  <li key={JSON.stringify(each)} className="flex items-center justify-between gap-2">
                    {name}
                    <IconButton
                      icon="close"
                      label={t('conclusions.without', { name })}
                      onPress={() => setOthers(others.filter((other) => other !== each))}
                    />
                  </li>
                );
              })}
            </ul>
          )}
          {others.length >= MAX_WITH ? null : (
            <CarrierField
              key={others.length}
              label={t('conclusions.addWith')}
              live={live}
              value={null}
              onChange={(next) => {
                if (next !== null && !others.some((each) => same(each, next))) setOthers([...others, next]);
              }}
            />
          )}
        </fieldset>
        <DayField label={t('conclusions.due')} isOptional value={due} onChange={setDue} />
      </div>
    </Dialog>
  );
}

interface CarrierFieldProps {
  readonly label: string;
  readonly live: LiveFacts;
  readonly value: Carrier | null;
  readonly onChange: (value: Carrier | null) => void;
}

/** A person of the meeting, or a unit that is typed. */
function CarrierField({ label, live, value, onChange }: CarrierFieldProps) {
  const { t } = useTranslation('minutes');
  const { ranked, nameOf, positionOf } = live.writing.results;
  const [unit, setUnit] = useState(value !== null && 'unit' in value ? value.unit : '');
  const people = ranked.map((person): Choice<string> => ({
    id: person,
    label: nameOf(person),
    detail: positionOf(person),
  }));
  const typed = (text: string) => Carrier.safeParse({ unit: text }).data ?? null;
  return (
    <div className="flex flex-col gap-3">
      <ComboBox
        label={label}
        choices={people}
        value={value !== null && 'person' in value ? value.person : null}
        onChange={(id) => {
          setUnit('');
          onChange(Carrier.safeParse({ person: id }).data ?? null);
        }}
      />
      <TextField
        label={t('conclusions.unit', { of: label })}
        hideLabel
        placeholder={t('conclusions.orUnit')}
        value={unit}
        maxLength={160}
        onChange={setUnit}
        onBlur={() => {
          const next = typed(unit);
          if (next !== null) onChange(next);
          else if (value !== null && 'unit' in value) onChange(null);
        }}
      />
    </div>
  );
}

import { useTranslation } from 'react-i18next';
import type { Readers } from '#protocol/documents/records';
import type { MeetingState } from '#protocol/meeting/records';
import { Checkbox, RadioGroup } from '../../ui/index.ts';
import { positionOf, type PeopleBook } from '../people/index.ts';

export interface ReadersFieldProps {
  readonly value: Readers;
  readonly onChange: (readers: Readers) => void;
  readonly state: MeetingState;
  readonly people: PeopleBook;
  readonly error?: string;
}

const NOBODY = { to: 'some', units: [], people: [] } as const;

/** Whether the choice is complete: "some" without anyone would be a paper that nobody can read. */
export function hasReaders(readers: Readers): boolean {
  return readers.to === 'all' || readers.units.length + readers.people.length > 0;
}

/** Who may read a paper: everyone of the meeting, or some of its units and people. */
export function ReadersField({ value, onChange, state, people, error }: ReadersFieldProps) {
  const { t } = useTranslation('agenda');
  const invited = people.all.filter((person) =>
    state.participants.some(
      ({ person: id, role }) => id === person.id && role !== 'chair' && role !== 'secretary',
    ),
  );
  const units = [...new Set(invited.map((person) => person.unit).filter((unit) => unit !== ''))];
  const some = value.to === 'some' ? value : undefined;
  const toggled = <T extends string>(list: readonly T[], entry: T, isIn: boolean): T[] =>
    isIn ? [...list, entry] : list.filter((other) => other !== entry);
  return (
    <div className="flex flex-col gap-3">
      <RadioGroup
        label={t('readers.label')}
        description={t('readers.help')}
        choices={[
          { id: 'all', label: t('readers.all') },
          { id: 'some', label: t('readers.some') },
        ]}
        value={value.to}
        onChange={(to) => onChange(to === 'all' ? { to: 'all' } : { ...NOBODY, units: [], people: [] })}
        layout="row"
        {...(error === undefined ? {} : { error })}
      />
      {some === undefined ? null : (
        <div className="grid gap-4 rounded-md border border-line bg-canvas p-4 sm:grid-cols-2">
          <fieldset className="flex min-w-0 flex-col gap-1">
            <legend className="mb-1 text-sm font-medium">{t('readers.units')}</legend>
            {units.length === 0 ? <p className="text-sm text-ink-muted">{t('readers.noUnits')}</p> : null}
            {units.map((unit) => (
              <Checkbox
                key={unit}
                isSelected={some.units.includes(unit)}
                onChange={(isIn) => onChange({ ...some, units: toggled(some.units, unit, isIn) })}
              >
                {unit}
              </Checkbox>
            ))}
          </fieldset>
          <fieldset className="flex max-h-64 min-w-0 flex-col gap-1 overflow-y-auto">
            <legend className="mb-1 text-sm font-medium">{t('readers.people')}</legend>
            {invited.length === 0 ? <p className="text-sm text-ink-muted">{t('readers.noPeople')}</p> : null}
            {invited.map((person) => (
              <Checkbox
                key={person.id}
                isSelected={some.people.includes(person.id)}
                onChange={(isIn) => onChange({ ...some, people: toggled(some.people, person.id, isIn) })}
              >
                {[person.name, positionOf(person)].filter((text) => text !== '').join(' – ')}
              </Checkbox>
            ))}
          </fieldset>
        </div>
      )}
    </div>
  );
}

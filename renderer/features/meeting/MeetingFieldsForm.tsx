import { useTranslation } from 'react-i18next';
import type { MeetingMode } from '#protocol/meeting/records';
import { ComboBox, DateTimeField, RadioGroup, TextField } from '../../ui/index.ts';
import { mayAttend, type PeopleBook, personChoices } from '../people/index.ts';
import { QuorumField } from './QuorumField.tsx';
import { withStart, type FormFault, type FormField, type MeetingForm } from './meeting-form.ts';

export interface MeetingFieldsFormProps {
  readonly form: MeetingForm;
  readonly onChange: (form: MeetingForm) => void;
  /** Shown under their fields. */
  readonly faults: Partial<Record<FormField, FormFault>>;
  readonly people: PeopleBook;
  readonly isDisabled?: boolean;
}

const MODES: readonly MeetingMode[] = ['onSite', 'online', 'both'];

/** The fields of a meeting: title, who has the chair and who may take it over, time, mode, place, quorum. */
export function MeetingFieldsForm({
  form,
  onChange,
  faults,
  people,
  isDisabled = false,
}: MeetingFieldsFormProps) {
  const { t } = useTranslation('meeting');
  const fault = (field: FormField) => {
    const code = faults[field];
    return code === undefined ? {} : { error: t(`form.error.${code}`) };
  };
  return (
    <div className="flex flex-col gap-5">
      <TextField
        label={t('form.title')}
        placeholder={t('form.titleHint')}
        value={form.title}
        onChange={(title) => onChange({ ...form, title })}
        isDisabled={isDisabled}
        {...fault('title')}
      />
      <ComboBox
        label={t('form.chair')}
        placeholder={t('form.personHint')}
        choices={personChoices(people.all.filter(mayAttend))}
        value={form.chair}
        onChange={(chair) => onChange({ ...form, chair })}
        isDisabled={isDisabled}
        {...fault('chair')}
      />
      <ComboBox
        label={t('form.deputy')}
        description={t('form.deputyHelp')}
        placeholder={t('form.personHint')}
        isOptional
        choices={personChoices(people.all.filter((person) => mayAttend(person) && person.id !== form.chair))}
        value={form.deputy}
        onChange={(deputy) => onChange({ ...form, deputy })}
        isDisabled={isDisabled}
        {...fault('deputy')}
      />
      <div className="grid gap-5 sm:grid-cols-2">
        <DateTimeField
          label={t('form.start')}
          value={form.startsAt}
          onChange={(startsAt) => onChange(withStart(form, startsAt))}
          isDisabled={isDisabled}
          {...fault('startsAt')}
        />
        <DateTimeField
          label={t('form.end')}
          value={form.endsAt}
          onChange={(endsAt) => onChange({ ...form, endsAt })}
          isDisabled={isDisabled}
          {...fault('endsAt')}
        />
      </div>
      <RadioGroup
        label={t('form.mode')}
        layout="row"
        choices={MODES.map((mode) => ({ id: mode, label: t(`mode.${mode}`) }))}
        value={form.mode}
        onChange={(mode) => onChange({ ...form, mode })}
        isDisabled={isDisabled}
      />
      <TextField
        label={t('form.place')}
        placeholder={t('form.placeHint')}
        isOptional={form.mode === 'online'}
        value={form.place}
        onChange={(place) => onChange({ ...form, place })}
        isDisabled={isDisabled}
        {...fault('place')}
      />
      <QuorumField
        value={form.quorum}
        onChange={(quorum) => onChange({ ...form, quorum })}
        isDisabled={isDisabled}
      />
    </div>
  );
}

import { useTranslation } from 'react-i18next';
import { isInWriting } from '#protocol/meeting/in-writing';
import type { MeetingMode } from '#protocol/meeting/records';
import { ComboBox, DateTimeField, RadioGroup, TextField } from '../../ui/index.ts';
import { mayAttend, type PeopleBook, personChoices } from '../people/index.ts';
import { QuorumField } from './QuorumField.tsx';
import { withMode, withStart, type FormFault, type FormField, type MeetingForm } from './meeting-form.ts';

export interface MeetingFieldsFormProps {
  readonly form: MeetingForm;
  readonly onChange: (form: MeetingForm) => void;
  /** Shown under their fields. */
  readonly faults: Partial<Record<FormField, FormFault>>;
  readonly people: PeopleBook;
  readonly isDisabled?: boolean;
  /** People have been told of it: a sitting stays one, and so does what is asked in writing. */
  readonly isSent?: boolean;
}

const MODES: readonly MeetingMode[] = ['onSite', 'online', 'both', 'written'];

/**
 * The fields of a meeting: how it is held, title, who has the chair and who may take it over, time, place, quorum; in
 * writing the deadline instead of what only a sitting has.
 */
export function MeetingFieldsForm({
  form,
  onChange,
  faults,
  people,
  isDisabled = false,
  isSent = false,
}: MeetingFieldsFormProps) {
  const { t } = useTranslation('meeting');
  const inWriting = isInWriting(form);
  const fault = (field: FormField) => {
    const code = faults[field];
    return code === undefined
      ? {}
      : { error: t(`form.error.${code}`, inWriting ? { context: 'round' } : {}) };
  };
  return (
    <div className="flex flex-col gap-5">
      <RadioGroup
        label={t('form.mode')}
        layout="row"
        choices={MODES.map((mode) => ({
          id: mode,
          label: t(`mode.${mode}`),
          isDisabled: isSent && isInWriting({ mode }) !== inWriting,
        }))}
        value={form.mode}
        onChange={(mode) => onChange(withMode(form, mode, Date.now()))}
        isDisabled={isDisabled}
      />
      <TextField
        label={t(inWriting ? 'form.roundTitle' : 'form.title')}
        placeholder={t(inWriting ? 'form.roundTitleHint' : 'form.titleHint')}
        value={form.title}
        onChange={(title) => onChange({ ...form, title })}
        isDisabled={isDisabled}
        {...fault('title')}
      />
      <ComboBox
        label={t('form.chair')}
        {...(inWriting ? { description: t('form.roundChairHelp') } : {})}
        placeholder={t('form.personHint')}
        choices={personChoices(people.all.filter(mayAttend))}
        value={form.chair}
        onChange={(chair) => onChange({ ...form, chair })}
        isDisabled={isDisabled}
        {...fault('chair')}
      />
      {inWriting ? (
        <DateTimeField
          label={t('form.deadline')}
          description={t('form.deadlineHelp')}
          className="max-w-md"
          value={form.deadline}
          onChange={(deadline) => onChange({ ...form, deadline })}
          isDisabled={isDisabled}
          {...fault('deadline')}
        />
      ) : (
        <>
          <ComboBox
            label={t('form.deputy')}
            description={t('form.deputyHelp')}
            placeholder={t('form.personHint')}
            isOptional
            choices={personChoices(
              people.all.filter((person) => mayAttend(person) && person.id !== form.chair),
            )}
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
        </>
      )}
    </div>
  );
}

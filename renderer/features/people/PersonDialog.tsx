import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { OrgRole, PersonFields, type Person } from '#protocol/people/records';
import { useErrorText } from '../../sync/error-text.ts';
import { Button, Dialog, Form, Notice, NumberField, Select, TextField } from '../../ui/index.ts';
import type { AccountChanges } from './admin.ts';

export interface PersonDialogProps {
  /** Null adds somebody. */
  readonly person: Person | null;
  /** Units that are in use, offered while typing. */
  readonly units: readonly string[];
  readonly save: AccountChanges['save'];
  readonly onClose: () => void;
  readonly onSaved: (person: Person) => void;
}

/** Writes down a person: name, title, unit, rank, role, e-mail address. */
export function PersonDialog({ person, units, save, onClose, onSaved }: PersonDialogProps) {
  const { t } = useTranslation('people');
  const errorText = useErrorText();
  const [name, setName] = useState(person?.name ?? '');
  const [title, setTitle] = useState(person?.title ?? '');
  const [unit, setUnit] = useState(person?.unit ?? '');
  const [rank, setRank] = useState(person?.rank ?? 100);
  const [role, setRole] = useState<OrgRole>(person?.role ?? 'official');
  const [email, setEmail] = useState(person?.email ?? '');
  const [checked, setChecked] = useState(false);
  const parsed = PersonFields.safeParse({ name, title, unit, rank, role, email });
  const wrong = (field: keyof PersonFields, text: string) =>
    checked && !parsed.success && parsed.error.issues.some((issue) => issue.path[0] === field)
      ? { error: text }
      : {};
  const submit = async () => {
    setChecked(true);
    if (!parsed.success) return;
    try {
      onSaved(await save.mutateAsync({ id: person?.id ?? null, fields: parsed.data }));
    } catch {
      // The mutation keeps the error, and the dialog shows it.
    }
  };
  return (
    <Dialog
      title={person === null ? t('form.addTitle') : t('form.editTitle')}
      isOpen
      onClose={onClose}
      isBusy={save.isPending}
      keepOpenOutside
      footer={
        <>
          <Button onPress={onClose} isDisabled={save.isPending}>
            {t('form.cancel')}
          </Button>
          <Button type="submit" form="person-form" variant="primary" isPending={save.isPending}>
            {person === null ? t('form.addSubmit') : t('form.save')}
          </Button>
        </>
      }
    >
      <Form id="person-form" className="gap-4" onSubmit={submit}>
        {save.isError ? <Notice tone="error">{errorText(save.error)}</Notice> : null}
        <TextField
          autoFocus
          label={t('form.name')}
          value={name}
          onChange={setName}
          autoComplete="off"
          {...wrong('name', name.trim() === '' ? t('form.nameError') : t('form.invalid'))}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            isOptional
            label={t('form.title')}
            value={title}
            onChange={setTitle}
            autoComplete="off"
            {...wrong('title', t('form.invalid'))}
          />
          <TextField
            isOptional
            label={t('form.unit')}
            value={unit}
            onChange={setUnit}
            suggestions={units}
            autoComplete="off"
            {...wrong('unit', t('form.invalid'))}
          />
        </div>
        <TextField
          type="email"
          inputMode="email"
          label={t('form.email')}
          description={t('form.emailHelp')}
          value={email}
          onChange={setEmail}
          autoComplete="off"
          {...wrong('email', t('form.emailError'))}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <Select
            label={t('form.role')}
            description={t(`roleHelp.${role}`)}
            choices={OrgRole.options.map((id) => ({
              id,
              label: t(`roles.${id}`),
              detail: t(`roleHelp.${id}`),
            }))}
            value={role}
            onChange={setRole}
          />
          <NumberField
            label={t('form.rank')}
            description={t('form.rankHelp')}
            value={rank}
            onChange={(next) => setRank(Number.isNaN(next) ? 100 : next)}
            minValue={1}
            maxValue={9999}
            formatOptions={{ useGrouping: false }}
          />
        </div>
      </Form>
    </Dialog>
  );
}

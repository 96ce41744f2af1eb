import { useNavigate } from '@tanstack/react-router';
import { useRef, useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { MeetingId, newId, type PersonId } from '#protocol/wire/ids';
import { useErrorText } from '../../sync/error-text.ts';
import { useMe } from '../../sync/session.ts';
import { Button, Card, ComboBox, LinkButton, Notice, Page } from '../../ui/index.ts';
import { mayAttend, personChoices, usePeopleBook } from '../people/index.ts';
import { focusFirstFault } from './focus-first-fault.ts';
import { checkForm, emptyForm } from './meeting-form.ts';
import { giveCommand } from './meeting-queries.ts';
import { MeetingFieldsForm } from './MeetingFieldsForm.tsx';

/** A new meeting: its facts first; agenda, papers and people follow on the next screen. */
export function MeetingCreate() {
  const { t } = useTranslation('meeting');
  const me = useMe();
  const people = usePeopleBook();
  const errorText = useErrorText();
  const navigate = useNavigate();
  const [form, setForm] = useState(() => ({
    ...emptyForm(Date.now()),
    chair: me.role === 'official' ? me.id : null,
  }));
  const [secretary, setSecretary] = useState<PersonId | null>(me.role === 'secretary' ? me.id : null);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  // Made once, so that pressing the button again after a lost answer can't make a second meeting.
  const id = useRef<MeetingId | null>(null);
  const element = useRef<HTMLFormElement>(null);
  const checked = checkForm(form);
  const secretaryFault = secretary === null ? t('form.error.secretaryMissing') : undefined;

  const create = async () => {
    setTried(true);
    if (!checked.ok || secretary === null) {
      focusFirstFault(element.current);
      return;
    }
    setBusy(true);
    setFailure(null);
    id.current ??= newId(MeetingId, crypto.getRandomValues(new Uint8Array(20)));
    try {
      await giveCommand(id.current, {
        type: 'meeting.create',
        id: id.current,
        fields: checked.fields,
        secretary,
      });
      await navigate({ to: '/meetings/$id/edit', params: { id: id.current } });
    } catch (error) {
      setFailure(errorText(error));
      setBusy(false);
    }
  };

  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    void create();
  };

  return (
    <Page title={t('create.title')} lead={t('create.lead')}>
      <Card className="max-w-3xl p-5 sm:p-7">
        <form ref={element} noValidate onSubmit={submit} className="flex flex-col gap-5">
          <MeetingFieldsForm
            form={form}
            onChange={(next) => setForm({ ...next, chair: next.chair })}
            faults={tried && !checked.ok ? checked.faults : {}}
            people={people}
            isDisabled={busy}
          />
          <ComboBox
            label={t('form.secretary')}
            description={t('form.secretaryHelp')}
            placeholder={t('form.personHint')}
            choices={personChoices(
              people.all.filter((person) => mayAttend(person) && person.id !== form.chair),
            )}
            value={secretary}
            onChange={setSecretary}
            isDisabled={busy}
            {...(tried && secretaryFault !== undefined ? { error: secretaryFault } : {})}
          />
          {failure === null ? null : <Notice tone="error">{failure}</Notice>}
          <div className="flex flex-wrap justify-end gap-2">
            <LinkButton href="/">{t('cancel')}</LinkButton>
            <Button type="submit" variant="primary" isPending={busy}>
              {t('create.submit')}
            </Button>
          </div>
        </form>
      </Card>
    </Page>
  );
}

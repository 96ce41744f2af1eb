import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState, type ReactNode, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { meetingApi } from '#protocol/meeting/api';
import { isInWriting } from '#protocol/meeting/in-writing';
import type { MeetingMode } from '#protocol/meeting/records';
import { templateApi } from '#protocol/meeting/templates';
import { AppError } from '#protocol/wire/codes';
import { ID_LENGTH, ItemId, MeetingId, newId, type PersonId, type TemplateId } from '#protocol/wire/ids';
import { api } from '../../sync/api-client.ts';
import { useErrorText } from '../../sync/error-text.ts';
import { useMe } from '../../sync/session.ts';
import { Button, Card, ComboBox, LinkButton, Notice, Page, Spinner } from '../../ui/index.ts';
import { mayAttend, personChoices, usePeopleBook } from '../people/index.ts';
import { cloned, itemsToClone, peopleToClone, sourceOfMeeting, type CloneSource } from './clone-plan.ts';
import { CloneChoice } from './CloneChoice.tsx';
import { focusFirstFault } from './focus-first-fault.ts';
import { checkForm, emptyForm, withMode } from './meeting-form.ts';
import { giveCommand, meetingKeys } from './meeting-queries.ts';
import { MeetingFieldsForm } from './MeetingFieldsForm.tsx';
import { sourceOfTemplate } from './template-plan.ts';
import { TemplateChoice } from './TemplateChoice.tsx';
import { useNow } from './useNow.ts';

export interface MeetingCreateProps {
  /** The meeting that it is made from. */
  readonly from: MeetingId | null;
  readonly template: TemplateId | null;
  /** How it is to be held, where nothing it is made from says so. */
  readonly mode: MeetingMode | null;
}

/** A new meeting: its facts first; agenda, papers and people follow on the next screen, or come from what it is made from. */
export function MeetingCreate({ from, template, mode }: MeetingCreateProps) {
  const { t } = useTranslation('meeting');
  const people = usePeopleBook();
  const errorText = useErrorText();
  const navigate = useNavigate();
  const meeting = useQuery({
    queryKey: meetingKeys.one(from),
    enabled: from !== null,
    queryFn: ({ signal }) =>
      from === null
        ? Promise.reject(new AppError('notFound'))
        : api.call(meetingApi.get, { params: { meeting: from }, signal }),
    // What is chosen must not change under the person.
    staleTime: Infinity,
  });
  const list = useQuery({
    queryKey: meetingKeys.templates,
    enabled: from === null,
    queryFn: ({ signal }) => api.call(templateApi.list, { signal }),
    // Without templates a meeting is made all the same.
    retry: false,
  });
  const templates = list.data?.templates ?? [];
  const chosen = templates.find(({ id }) => id === template);
  const choice = (
    <TemplateChoice
      templates={templates}
      chosen={chosen}
      onChoose={(id) =>
        void navigate({
          to: '/meetings/new',
          search: { ...(id === null ? {} : { template: id }), ...(mode === null ? {} : { mode }) },
          replace: true,
        })
      }
    />
  );
  if (from === null && template === null)
    return <MeetingCreateForm key={mode} source={null} mode={mode} choice={choice} />;
  if (chosen !== undefined && people.all.length > 0) {
    const isHere = (person: PersonId) => people.of(person) !== undefined;
    const source = () => sourceOfTemplate(chosen, isHere, Date.now(), () => newId(ItemId, random()));
    return <MeetingCreateForm key={chosen.id} source={source} mode={null} choice={choice} />;
  }
  if (meeting.data !== undefined) {
    const { state } = meeting.data;
    const source = () => sourceOfMeeting(state, Date.now());
    return <MeetingCreateForm source={source} mode={null} choice={null} />;
  }
  // A template that has been taken away meanwhile.
  const isGone = list.data !== undefined && template !== null && chosen === undefined;
  const error = meeting.error ?? list.error ?? (isGone ? new AppError('notFound') : null);
  return (
    <Page title={t('create.title')}>
      {error === null ? (
        <Spinner label={t('loading')} />
      ) : (
        <Notice tone="error" actions={<LinkButton href="/meetings/new">{t('clone.without')}</LinkButton>}>
          {errorText(error)}
        </Notice>
      )}
    </Page>
  );
}

interface MeetingCreateFormProps extends Pick<MeetingCreateProps, 'mode'> {
  /** Made once: what is typed and chosen stays. */
  readonly source: (() => CloneSource) | null;
  readonly choice: ReactNode;
}

function MeetingCreateForm({ source: makeSource, mode, choice }: MeetingCreateFormProps) {
  const { t } = useTranslation('meeting');
  const me = useMe();
  const people = usePeopleBook();
  const errorText = useErrorText();
  const navigate = useNavigate();
  const [source] = useState(() => makeSource?.() ?? null);
  const [form, setForm] = useState(() => {
    if (source !== null) return source.form;
    const now = Date.now();
    const empty = { ...emptyForm(now), chair: me.role === 'official' ? me.id : null };
    return mode === null ? empty : withMode(empty, mode, now);
  });
  const [secretary, setSecretary] = useState<PersonId | null>(() =>
    me.role === 'secretary'
      ? me.id
      : (source?.participants.find(({ role }) => role === 'secretary')?.person ?? null),
  );
  const [chosenPeople, setChosenPeople] = useState<ReadonlySet<PersonId>>(
    () => new Set(source === null ? [] : peopleToClone(source).map(({ person }) => person)),
  );
  const [chosenItems, setChosenItems] = useState<ReadonlySet<ItemId>>(
    () => new Set(source === null ? [] : itemsToClone(source).map(({ id }) => id)),
  );
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  // Made once, so that pressing the button again after a lost answer can't make a second meeting.
  const id = useRef<MeetingId | null>(null);
  const element = useRef<HTMLFormElement>(null);
  const now = useNow(30_000);
  const checked = checkForm(form, now);
  const inWriting = isInWriting(form);
  const secretaryFault = secretary === null ? t('form.error.secretaryMissing') : undefined;

  const create = async () => {
    setTried(true);
    if (!checked.ok || secretary === null) {
      focusFirstFault(element.current);
      return;
    }
    setBusy(true);
    setFailure(null);
    id.current ??= newId(MeetingId, random());
    const { fields } = checked;
    const chosen = { people: chosenPeople, items: chosenItems };
    try {
      await giveCommand(id.current, {
        type: 'meeting.create',
        id: id.current,
        fields,
        secretary,
        ...(source === null ? {} : cloned(source, chosen, fields.chair, () => newId(ItemId, random()))),
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
    <Page
      title={t(inWriting ? 'create.roundTitle' : 'create.title')}
      lead={
        source === null
          ? t(inWriting ? 'create.roundLead' : 'create.lead')
          : t('clone.lead', { title: source.title })
      }
    >
      <Card className="max-w-3xl p-5 sm:p-7">
        <form ref={element} noValidate onSubmit={submit} className="flex flex-col gap-5">
          {choice}
          <MeetingFieldsForm
            form={form}
            onChange={(next) => setForm({ ...next, chair: next.chair })}
            faults={tried && !checked.ok ? checked.faults : {}}
            people={people}
            isDisabled={busy}
          />
          <ComboBox
            label={t('form.secretary')}
            description={t(inWriting ? 'form.roundSecretaryHelp' : 'form.secretaryHelp')}
            placeholder={t('form.personHint')}
            choices={personChoices(
              people.all.filter((person) => mayAttend(person) && person.id !== form.chair),
            )}
            value={secretary}
            onChange={setSecretary}
            isDisabled={busy}
            {...(tried && secretaryFault !== undefined ? { error: secretaryFault } : {})}
          />
          {source === null ? null : (
            <CloneChoice
              source={source}
              people={people}
              chosenPeople={chosenPeople}
              onPeople={setChosenPeople}
              chosenItems={chosenItems}
              onItems={setChosenItems}
            />
          )}
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

function random(): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(ID_LENGTH));
}

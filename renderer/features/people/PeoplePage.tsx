import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { byRank } from '#protocol/people/order';
import type { Person } from '#protocol/people/records';
import { AppError } from '#protocol/wire/codes';
import { useErrorText } from '../../sync/error-text.ts';
import { useMe } from '../../sync/session.ts';
import {
  Button,
  Card,
  ConfirmDialog,
  EmptyState,
  matches,
  Notice,
  Page,
  SearchField,
  Spinner,
  toast,
} from '../../ui/index.ts';
import { useAccountChanges, useAccounts } from './admin.ts';
import { ImportDialog } from './ImportDialog.tsx';
import { LinkDialog } from './LinkDialog.tsx';
import { PeopleTable, type AccountAction } from './PeopleTable.tsx';
import { PersonDialog } from './PersonDialog.tsx';

type Open =
  | { readonly what: 'nothing' | 'add' | 'import' }
  | { readonly what: 'edit' | 'askLink' | 'link' | 'suspend' | 'endSessions'; readonly person: Person };

/** Accounts of the organisation, for its administrators. */
export function PeoplePage() {
  const { t } = useTranslation('people');
  const errorText = useErrorText();
  const me = useMe();
  const accounts = useAccounts();
  const changes = useAccountChanges();
  const [query, setQuery] = useState('');
  const [open, setOpen] = useState<Open>({ what: 'nothing' });
  const people = (accounts.data?.people ?? []).toSorted(byRank);
  const shown = people.filter((person) =>
    matches(`${person.name} ${person.title} ${person.unit} ${person.email}`, query),
  );
  const units = [...new Set(people.map((person) => person.unit).filter((unit) => unit !== ''))];
  const close = () => {
    setOpen({ what: 'nothing' });
    changes.save.reset();
    changes.importMany.reset();
    changes.makeLink.reset();
  };
  const restore = async (person: Person) => {
    try {
      await changes.restore.mutateAsync(person);
      toast(t('restore.done', { name: person.name }));
    } catch (error) {
      // When the session has ended, the shell asks for the password over this screen.
      if (!(error instanceof AppError && error.code === 'signInNeeded')) toast(errorText(error), 'error');
    }
  };
  const act = (action: AccountAction, person: Person) => {
    if (action === 'restore') void restore(person);
    else if (action === 'link') setOpen({ what: person.status === 'invited' ? 'link' : 'askLink', person });
    else setOpen({ what: action, person });
  };
  return (
    <Page
      title={t('title')}
      width="wide"
      lead={accounts.isSuccess ? t('lead', { count: people.length }) : undefined}
      actions={
        <>
          <Button icon="upload" onPress={() => setOpen({ what: 'import' })}>
            {t('import')}
          </Button>
          <Button icon="plus" variant="primary" onPress={() => setOpen({ what: 'add' })}>
            {t('add')}
          </Button>
        </>
      }
    >
      <Card>
        <div className="border-b border-line p-3">
          <SearchField
            hideLabel
            label={t('search')}
            placeholder={t('search')}
            value={query}
            onChange={setQuery}
            className="max-w-lg"
          />
        </div>
        {accounts.isError ? (
          <Notice tone="error" className="m-3">
            {errorText(accounts.error)}
          </Notice>
        ) : null}
        {accounts.isPending ? (
          <p className="flex items-center gap-3 p-6 text-ink-muted">
            <Spinner /> {t('loading')}
          </p>
        ) : shown.length > 0 ? (
          <PeopleTable people={shown} me={me.id} onAction={act} />
        ) : accounts.isSuccess ? (
          <EmptyState
            icon="search"
            title={t('none.title')}
            actions={<Button onPress={() => setQuery('')}>{t('none.clear')}</Button>}
          >
            {t('none.text')}
          </EmptyState>
        ) : null}
        {people.length === 1 && query === '' ? (
          <EmptyState icon="people" title={t('only.title')}>
            {t('only.text')}
          </EmptyState>
        ) : null}
      </Card>
      {open.what === 'add' || open.what === 'edit' ? (
        <PersonDialog
          person={open.what === 'edit' ? open.person : null}
          units={units}
          save={changes.save}
          onClose={close}
          onSaved={(person) => {
            if (open.what === 'add') {
              changes.save.reset();
              setOpen({ what: 'link', person });
            } else {
              close();
              toast(t('form.saved', { name: person.name }));
            }
          }}
        />
      ) : null}
      {open.what === 'import' ? (
        <ImportDialog
          taken={new Set(people.map((person) => person.email))}
          importMany={changes.importMany}
          onClose={close}
          onDone={(added) => {
            close();
            toast(t('csv.done', { count: added }));
          }}
        />
      ) : null}
      {open.what === 'link' ? (
        <LinkDialog person={open.person} makeLink={changes.makeLink} onClose={close} />
      ) : null}
      {open.what === 'askLink' ? (
        <ConfirmDialog
          isOpen
          title={t('link.replaceTitle', { name: open.person.name })}
          confirmLabel={t('link.replaceConfirm')}
          onConfirm={() => setOpen({ what: 'link', person: open.person })}
          onClose={() => setOpen((now) => (now.what === 'askLink' ? { what: 'nothing' } : now))}
        >
          {t('link.replaceText')}
        </ConfirmDialog>
      ) : null}
      {open.what === 'suspend' ? (
        <ConfirmDialog
          isOpen
          isDanger
          title={t('suspend.title', { name: open.person.name })}
          confirmLabel={t('suspend.confirm')}
          describeError={errorText}
          onConfirm={async () => {
            await changes.suspend.mutateAsync(open.person);
            toast(t('suspend.done', { name: open.person.name }));
          }}
          onClose={close}
        >
          {t('suspend.text')}
        </ConfirmDialog>
      ) : null}
      {open.what === 'endSessions' ? (
        <ConfirmDialog
          isOpen
          title={t('endSessions.title', { name: open.person.name })}
          confirmLabel={t('endSessions.confirm')}
          describeError={errorText}
          onConfirm={async () => {
            const { ended } = await changes.endSessions.mutateAsync(open.person);
            toast(t('endSessions.done', { count: ended, name: open.person.name }));
          }}
          onClose={close}
        >
          {t('endSessions.text')}
        </ConfirmDialog>
      ) : null}
    </Page>
  );
}

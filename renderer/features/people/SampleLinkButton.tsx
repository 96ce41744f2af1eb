import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { peopleApi } from '#protocol/people/api';
import type { PersonId } from '#protocol/wire/ids';
import { api } from '../../sync/api-client.ts';
import { useErrorText } from '../../sync/error-text.ts';
import { useMe } from '../../sync/session.ts';
import { Button, ComboBox, Dialog, IconButton, Notice } from '../../ui/index.ts';
import { useColleagues } from './colleagues.ts';
import { CopyField } from './CopyField.tsx';

/** In a sample: makes the link with which a second window becomes a second person. */
export function SampleLinkButton({
  compact = false,
  withWords = false,
}: {
  readonly compact?: boolean;
  /** In words whatever the room around it: where it is the thing to do, not one of a bar. */
  readonly withWords?: boolean;
}) {
  const { t } = useTranslation('people');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      {withWords ? (
        <Button icon="devices" onPress={() => setOpen(true)}>
          {t('sample.open')}
        </Button>
      ) : compact ? (
        <IconButton icon="devices" label={t('sample.open')} onPress={() => setOpen(true)} />
      ) : (
        <>
          <span className="@4xl:hidden">
            <IconButton icon="devices" label={t('sample.open')} onPress={() => setOpen(true)} />
          </span>
          <span className="hidden @4xl:block">
            <Button icon="devices" onPress={() => setOpen(true)}>
              {t('sample.open')}
            </Button>
          </span>
        </>
      )}
      <Dialog title={t('sample.title')} isOpen={isOpen} onClose={() => setOpen(false)}>
        <SampleLinkForm />
      </Dialog>
    </>
  );
}

function SampleLinkForm() {
  const { t } = useTranslation('people');
  const errorText = useErrorText();
  const me = useMe();
  const { people } = useColleagues();
  const others = people.filter((person) => person.id !== me.id);
  const [chosen, setChosen] = useState<PersonId | null>(null);
  const link = useMutation({
    mutationFn: (person: PersonId | null) =>
      api.call(peopleApi.sampleLink, { body: person === null ? {} : { person } }),
  });
  return (
    <div className="flex flex-col gap-4">
      <p>{t('sample.text')}</p>
      <ComboBox
        label={t('sample.person')}
        placeholder={t('sample.anyone')}
        choices={others.map((person) => ({
          id: person.id,
          label: person.name,
          detail: [person.title, person.unit].filter((part) => part !== '').join(' · '),
        }))}
        value={chosen}
        onChange={(next) => {
          setChosen(next);
          link.reset();
        }}
      />
      {link.isError ? <Notice tone="error">{errorText(link.error)}</Notice> : null}
      {link.data === undefined ? (
        <div className="flex justify-end">
          <Button
            variant="primary"
            icon="link"
            isPending={link.isPending}
            onPress={() => link.mutate(chosen)}
          >
            {t('sample.make')}
          </Button>
        </div>
      ) : (
        <>
          <CopyField label={t('sample.link', { name: link.data.person.name })} value={link.data.url} />
          <p className="text-sm text-ink-muted">{t('sample.once')}</p>
        </>
      )}
    </div>
  );
}

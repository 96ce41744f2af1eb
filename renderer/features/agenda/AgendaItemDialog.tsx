import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ItemKind, type AgendaItem } from '#protocol/agenda/records';
import { ItemId, newId, type PersonId } from '#protocol/wire/ids';
import { Button, ComboBox, Dialog, NumberField, RadioGroup, TextArea } from '../../ui/index.ts';
import { personChoices, type PeopleBook } from '../people/index.ts';
import type { ItemForm } from './AgendaEditor.tsx';
import type { RunCommand } from './run-command.ts';

export interface AgendaItemDialogProps {
  readonly form: ItemForm;
  readonly items: readonly AgendaItem[];
  readonly people: PeopleBook;
  /** They stand first among the possible presenters. */
  readonly participants: readonly PersonId[];
  readonly run: RunCommand;
  readonly onClose: () => void;
}

/** Title, presenter, planned minutes and kind of one agenda item. */
export function AgendaItemDialog({ form, items, people, participants, run, onClose }: AgendaItemDialogProps) {
  const { t } = useTranslation('agenda');
  const item = form.kind === 'change' ? items.find((entry) => entry.id === form.id) : undefined;
  const [title, setTitle] = useState(item?.title ?? '');
  const [presenter, setPresenter] = useState<PersonId | null>(item?.presenter ?? null);
  const [minutes, setMinutes] = useState(item?.minutes ?? 0);
  const [kind, setKind] = useState<ItemKind>(item?.kind ?? 'public');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const text = title.replace(/\s+/gu, ' ').trim();
  const fault = text === '' ? t('item.titleMissing') : text.length > 300 ? t('item.titleTooLong') : undefined;
  const invited = new Set(participants);
  const sorted = [
    ...people.all.filter((person) => invited.has(person.id)),
    ...people.all.filter((person) => !invited.has(person.id)),
  ];

  const save = async () => {
    setTried(true);
    if (fault !== undefined) return;
    setBusy(true);
    const fields = { title: text, presenter, minutes, kind };
    const happened =
      form.kind === 'change'
        ? await run(
            { type: 'agenda.changeItem', id: form.id, fields },
            {
              label: t('undo.change'),
              commands:
                item === undefined
                  ? []
                  : [
                      {
                        type: 'agenda.changeItem',
                        id: form.id,
                        fields: {
                          title: item.title,
                          presenter: item.presenter,
                          minutes: item.minutes,
                          kind: item.kind,
                        },
                      },
                    ],
            },
          )
        : await run({
            type: 'agenda.addItem',
            id: newId(ItemId, crypto.getRandomValues(new Uint8Array(20))),
            fields,
            position: { parent: form.parent, before: null },
          });
    setBusy(false);
    if (happened) onClose();
  };

  return (
    <Dialog
      isOpen
      onClose={onClose}
      isBusy={busy}
      keepOpenOutside
      title={t(form.kind === 'change' ? 'item.change' : 'item.add')}
      footer={
        <>
          <Button onPress={onClose} isDisabled={busy}>
            {t('cancel')}
          </Button>
          <Button variant="primary" isPending={busy} onPress={() => void save()}>
            {t(form.kind === 'change' ? 'save' : 'add.button')}
          </Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <TextArea
          label={t('item.title')}
          rows={2}
          autoFocus
          value={title}
          onChange={setTitle}
          {...(tried && fault !== undefined ? { error: fault } : {})}
        />
        <ComboBox
          label={t('item.presenter')}
          isOptional
          placeholder={t('item.presenterHint')}
          choices={personChoices(sorted)}
          value={presenter}
          onChange={setPresenter}
        />
        <NumberField
          label={t('item.minutes')}
          description={t('item.minutesHelp')}
          unit={t('item.minutesUnit')}
          minValue={0}
          maxValue={1440}
          value={minutes}
          onChange={(value) => setMinutes(Number.isNaN(value) ? 0 : Math.round(value))}
          className="max-w-52"
        />
        <RadioGroup
          label={t('item.kind')}
          choices={ItemKind.options.map((id) => ({
            id,
            label: t(`kind.${id}`),
            detail: t(`kindHelp.${id}`),
          }))}
          value={kind}
          onChange={setKind}
        />
      </form>
    </Dialog>
  );
}

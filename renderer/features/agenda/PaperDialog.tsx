import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { agendaNumbers } from '#protocol/agenda/tree';
import type { Paper } from '#protocol/documents/records';
import type { MeetingState } from '#protocol/meeting/records';
import { Button, Dialog, Select, TextArea, TextField } from '../../ui/index.ts';
import type { PeopleBook } from '../people/index.ts';
import { hasReaders, ReadersField } from './ReadersField.tsx';
import type { RunCommand } from './run-command.ts';

export interface PaperDialogProps {
  readonly paper: Paper;
  readonly state: MeetingState;
  readonly people: PeopleBook;
  readonly run: RunCommand;
  readonly onClose: () => void;
}

/** Changes what is written about a paper, the item it belongs to, and who may read it. */
export function PaperDialog({ paper, state, people, run, onClose }: PaperDialogProps) {
  const { t } = useTranslation('agenda');
  const [title, setTitle] = useState(paper.title);
  const [number, setNumber] = useState(paper.number);
  const [item, setItem] = useState(paper.item);
  const [readers, setReaders] = useState(paper.readers);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const numbers = agendaNumbers(state.agenda);
  const text = title.replace(/\s+/gu, ' ').trim();
  const titleFault =
    text === '' ? t('paper.titleMissing') : text.length > 300 ? t('paper.titleTooLong') : undefined;
  const numberFault = number.trim().length > 80 ? t('paper.numberTooLong') : undefined;
  const readersFault = hasReaders(readers) ? undefined : t('readers.missing');

  const save = async () => {
    setTried(true);
    if (titleFault !== undefined || numberFault !== undefined || readersFault !== undefined) return;
    setBusy(true);
    const { id } = paper;
    const happened = await run(
      { type: 'paper.change', id, item, title: text, number: number.trim(), readers },
      {
        label: t('undo.paperChange'),
        commands: [
          {
            type: 'paper.change',
            id,
            item: paper.item,
            title: paper.title,
            number: paper.number,
            readers: paper.readers,
          },
        ],
      },
    );
    setBusy(false);
    if (happened) onClose();
  };

  return (
    <Dialog
      isOpen
      size="lg"
      onClose={onClose}
      isBusy={busy}
      keepOpenOutside
      title={t('paper.change')}
      footer={
        <>
          <Button onPress={onClose} isDisabled={busy}>
            {t('cancel')}
          </Button>
          <Button variant="primary" isPending={busy} onPress={() => void save()}>
            {t('save')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-5">
        <TextArea
          label={t('paper.title')}
          rows={2}
          value={title}
          onChange={setTitle}
          {...(tried && titleFault !== undefined ? { error: titleFault } : {})}
        />
        <div className="grid gap-5 sm:grid-cols-2">
          <TextField
            label={t('paper.number')}
            isOptional
            value={number}
            onChange={setNumber}
            {...(numberFault === undefined ? {} : { error: numberFault })}
          />
          <Select
            label={t('paper.item')}
            choices={state.agenda.map((entry) => ({
              id: entry.id,
              label: `${numbers.get(entry.id) ?? ''} ${entry.title}`,
            }))}
            value={item}
            onChange={setItem}
          />
        </div>
        {paper.version === null ? null : (
          <ReadersField
            value={readers}
            onChange={setReaders}
            state={state}
            people={people}
            {...(tried && readersFault !== undefined ? { error: readersFault } : {})}
          />
        )}
      </div>
    </Dialog>
  );
}

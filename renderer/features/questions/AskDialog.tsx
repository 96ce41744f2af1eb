import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MeetingCommand } from '#protocol/meeting/commands';
import type { Paper } from '#protocol/documents/records';
import { ID_LENGTH, newId, QuestionId } from '#protocol/wire/ids';
import { Button, Dialog, Form, RadioGroup, TextArea, toast } from '../../ui/index.ts';

export interface AskDialogProps {
  readonly paper: Pick<Paper, 'id' | 'title'>;
  /** The page that is read, counted from 0; null where that isn't known: the question is about the whole paper. */
  readonly page: number | null;
  readonly run: (command: MeetingCommand) => Promise<boolean>;
  readonly onClose: () => void;
}

const MAX_TEXT = 2000;

/** Asks in advance about a paper, on the page that is open or on all of it. */
export function AskDialog({ paper, page, run, onClose }: AskDialogProps) {
  const { t } = useTranslation('questions');
  const [text, setText] = useState('');
  const [about, setAbout] = useState<'page' | 'paper'>('page');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const send = async () => {
    setTried(true);
    if (text.trim() === '') return;
    setBusy(true);
    const happened = await run({
      type: 'question.ask',
      id: newId(QuestionId, crypto.getRandomValues(new Uint8Array(ID_LENGTH))),
      paper: paper.id,
      page: about === 'page' ? page : null,
      text,
    });
    setBusy(false);
    if (!happened) return;
    toast(t('asked'));
    onClose();
  };
  return (
    <Dialog
      title={t('ask')}
      isOpen
      onClose={onClose}
      isBusy={busy}
      keepOpenOutside
      footer={
        <>
          <Button onPress={onClose} isDisabled={busy}>
            {t('cancel')}
          </Button>
          <Button variant="primary" icon="send" isPending={busy} onPress={() => void send()}>
            {t('send')}
          </Button>
        </>
      }
    >
      <Form onSubmit={send} className="gap-5">
        <p className="font-medium">{paper.title}</p>
        {page === null ? null : (
          <RadioGroup
            label={t('about')}
            layout="row"
            choices={[
              { id: 'page', label: t('aboutPage', { page: page + 1 }) },
              { id: 'paper', label: t('aboutPaper') },
            ]}
            value={about}
            onChange={setAbout}
          />
        )}
        <TextArea
          label={t('text')}
          description={t('textHelp')}
          rows={4}
          autoFocus
          maxLength={MAX_TEXT}
          value={text}
          onChange={setText}
          {...(tried && text.trim() === '' ? { error: t('textMissing') } : {})}
        />
      </Form>
    </Dialog>
  );
}

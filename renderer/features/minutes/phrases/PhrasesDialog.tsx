import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MAX_PHRASE, PHRASE_KEEPERS, phraseApi, type Phrase } from '#protocol/minutes/phrases';
import { ID_LENGTH, newId, PhraseId } from '#protocol/wire/ids';
import { api } from '../../../sync/api-client.ts';
import { useErrorText } from '../../../sync/error-text.ts';
import { useMe } from '../../../sync/session.ts';
import { Button, Dialog, Form, IconButton, Notice, TextArea, TextField, toast } from '../../../ui/index.ts';
import { PHRASES_KEY, usePhrases } from './phrase-queries.ts';
import { checkedPhrase, type PhraseFault } from './phrase-text.ts';

export interface PhrasesDialogProps {
  readonly onInsert: (phrase: Phrase) => void;
  readonly onClose: () => void;
}

/** The organisation's phrases, to be inserted by whoever writes and kept by secretaries. */
export function PhrasesDialog({ onInsert, onClose }: PhrasesDialogProps) {
  const { t } = useTranslation('minutes');
  const me = useMe();
  const client = useQueryClient();
  const errorText = useErrorText();
  const phrases = usePhrases();
  const mayKeep = PHRASE_KEEPERS.includes(me.role);
  const [edited, setEdited] = useState<Pick<Phrase, 'id' | 'word' | 'text'> | null>(null);
  const refresh = () => client.invalidateQueries({ queryKey: PHRASES_KEY });
  const put = async ({ id, word, text }: Pick<Phrase, 'id' | 'word' | 'text'>) => {
    await api.call(phraseApi.put, { params: { phrase: id }, body: { word, text } });
    await refresh();
  };
  const remove = async (phrase: Phrase) => {
    try {
      await api.call(phraseApi.remove, { params: { phrase: phrase.id } });
      await refresh();
      toast(t('templates.phrase.removed', { word: phrase.word }), 'ok', {
        label: t('templates.phrase.undo'),
        onPress: () => void put(phrase).catch((error: unknown) => toast(errorText(error), 'error')),
      });
    } catch (error) {
      toast(errorText(error), 'error');
    }
  };
  if (edited !== null) {
    return (
      <EditDialog
        phrase={edited}
        others={phrases}
        onSave={async (phrase) => {
          await put(phrase);
          setEdited(null);
        }}
        onClose={() => setEdited(null)}
      />
    );
  }
  return (
    <Dialog
      title={t('templates.phrase.title')}
      isOpen
      onClose={onClose}
      size="lg"
      footer={
        mayKeep ? (
          <Button
            icon="plus"
            onPress={() =>
              setEdited({
                id: newId(PhraseId, crypto.getRandomValues(new Uint8Array(ID_LENGTH))),
                word: '',
                text: '',
              })
            }
          >
            {t('templates.phrase.add')}
          </Button>
        ) : undefined
      }
    >
      <p className="text-ink-muted">{t('templates.phrase.lead')}</p>
      {phrases.length === 0 ? <p>{t('templates.phrase.none')}</p> : null}
      <ul className="flex flex-col divide-y divide-line">
        {phrases.map((phrase) => (
          <li key={phrase.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
            <div className="min-w-0 flex-1 basis-64">
              <p className="font-semibold">/{phrase.word}</p>
              <p className="whitespace-pre-line">{phrase.text}</p>
            </div>
            <Button icon="plus" onPress={() => onInsert(phrase)}>
              {t('templates.phrase.insert')}
            </Button>
            {mayKeep ? (
              <>
                <IconButton
                  icon="edit"
                  label={t('templates.phrase.edit', { word: phrase.word })}
                  onPress={() => setEdited(phrase)}
                />
                <IconButton
                  icon="trash"
                  label={t('templates.phrase.remove', { word: phrase.word })}
                  onPress={() => void remove(phrase)}
                />
              </>
            ) : null}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

interface EditDialogProps {
  readonly phrase: Pick<Phrase, 'id' | 'word' | 'text'>;
  readonly others: readonly Phrase[];
  /** Throws what the server refuses it with. */
  readonly onSave: (phrase: Pick<Phrase, 'id' | 'word' | 'text'>) => Promise<void>;
  readonly onClose: () => void;
}

function EditDialog({ phrase, others, onSave, onClose }: EditDialogProps) {
  const { t } = useTranslation('minutes');
  const errorText = useErrorText();
  const [word, setWord] = useState(phrase.word);
  const [text, setText] = useState(phrase.text);
  const [fault, setFault] = useState<PhraseFault | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const save = async () => {
    const checked = checkedPhrase({ word, text }, others, phrase.id);
    setFault('fault' in checked ? checked.fault : null);
    if ('fault' in checked) return;
    setBusy(true);
    setFailure(null);
    try {
      await onSave({ id: phrase.id, ...checked.fields });
    } catch (error) {
      setFailure(errorText(error));
      setBusy(false);
    }
  };
  const wordFault = fault === null || fault === 'text' ? null : fault;
  return (
    <Dialog
      title={t('templates.phrase.one')}
      isOpen
      onClose={onClose}
      isBusy={busy}
      keepOpenOutside
      footer={
        <>
          <Button onPress={onClose} isDisabled={busy}>
            {t('templates.cancel')}
          </Button>
          <Button type="submit" form="phrase" variant="primary" isPending={busy}>
            {t('templates.save')}
          </Button>
        </>
      }
    >
      <Form id="phrase" onSubmit={save}>
        <TextField
          autoFocus
          label={t('templates.phrase.word')}
          description={t('templates.phrase.wordHint')}
          value={word}
          onChange={setWord}
          maxLength={40}
          {...(wordFault === null ? {} : { error: t(`templates.phrase.fault.${wordFault}`) })}
        />
        <TextArea
          label={t('templates.phrase.text')}
          value={text}
          onChange={setText}
          maxLength={MAX_PHRASE}
          {...(fault === 'text' ? { error: t('templates.phrase.fault.text') } : {})}
        />
        {failure === null ? null : <Notice tone="error">{failure}</Notice>}
      </Form>
    </Dialog>
  );
}

import { useState, type ClipboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ItemId, newId } from '#protocol/wire/ids';
import { Button, TextField } from '../../ui/index.ts';
import { pastedTitles } from './agenda-editing.ts';
import type { RunCommand } from './run-command.ts';

/** A line at the end of the agenda: Enter adds an item and stays there; a pasted list adds one for each line. */
export function AddItems({ run }: { readonly run: RunCommand }) {
  const { t } = useTranslation('agenda');
  const [title, setTitle] = useState('');
  const [busy, setBusy] = useState(false);
  const tooLong = title.trim().length > 300;

  const add = async (titles: readonly string[]) => {
    setBusy(true);
    const left = [...titles];
    for (const each of titles) {
      const happened = await run({
        type: 'agenda.addItem',
        id: newId(ItemId, crypto.getRandomValues(new Uint8Array(20))),
        fields: { title: each.slice(0, 300), presenter: null, minutes: 0, kind: 'public' },
        position: { parent: null, before: null },
      });
      if (!happened) break;
      left.shift();
    }
    setBusy(false);
    return left;
  };

  const submit = async () => {
    const text = title.trim();
    if (text === '' || tooLong || busy) return;
    setTitle('');
    const left = await add([text]);
    if (left.length > 0) setTitle(text);
  };

  const paste = (event: ClipboardEvent) => {
    const titles = pastedTitles(event.clipboardData.getData('text/plain'));
    if (titles.length < 2) return;
    event.preventDefault();
    void add(titles).then((left) => setTitle(left.join(' ')));
  };

  return (
    <form
      className="flex items-start gap-2 border-t border-line bg-canvas p-3"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <TextField
        label={t('add.label')}
        hideLabel
        className="flex-1"
        placeholder={t('add.hint')}
        value={title}
        onChange={setTitle}
        onPaste={paste}
        autoComplete="off"
        {...(tooLong ? { error: t('item.titleTooLong') } : {})}
      />
      <Button type="submit" icon="plus" isPending={busy} isDisabled={title.trim() === '' && !busy}>
        {t('add.button')}
      </Button>
    </form>
  );
}

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Form, TextField } from '../../ui/index.ts';
import { DeskSection } from './DeskSection.tsx';
import type { DeskUse } from './desk-use.ts';

/** Longest announcement, as the protocol takes it. */
const LONGEST = 300;

/** A line for everyone: writing it, and taking it away. */
export function AnnouncementSection({ use }: { readonly use: DeskUse }) {
  const { t } = useTranslation('desk');
  const { state, run } = use;
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const send = async () => {
    const line = text.trim();
    if (line === '') return;
    setBusy(true);
    if (await run({ type: 'announcement.make', text: line })) setText('');
    setBusy(false);
  };
  return (
    <DeskSection title={t('announcement.section')}>
      {state.announcement === null ? null : (
        <div className="flex items-start gap-2">
          <p className="min-w-0 flex-1 text-sm">“{state.announcement.text}”</p>
          <Button size="sm" onPress={() => void run({ type: 'announcement.clear' })}>
            {t('announcement.clear')}
          </Button>
        </div>
      )}
      <Form onSubmit={() => void send()} className="flex flex-col gap-2">
        <TextField
          label={t('announcement.text')}
          hideLabel
          placeholder={t('announcement.text')}
          value={text}
          maxLength={LONGEST}
          onChange={setText}
        />
        <Button type="submit" size="sm" icon="megaphone" isPending={busy} isDisabled={text.trim() === ''}>
          {t('announcement.make')}
        </Button>
      </Form>
    </DeskSection>
  );
}

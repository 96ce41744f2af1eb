import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MeetingId, PersonId } from '#protocol/wire/ids';
import { Button, Notice, toast } from '../../../ui/index.ts';
import { BegunComments } from './comment-draft.ts';

interface BegunNoticeProps {
  readonly me: PersonId;
  readonly meeting: MeetingId;
}

/** What somebody had begun to say when the time for it was over: it isn't lost with the field. */
export function BegunNotice({ me, meeting }: BegunNoticeProps) {
  const { t } = useTranslation('minutes');
  const [texts, setTexts] = useState(() => new BegunComments(localStorage, me, meeting).all());
  if (texts.length === 0) return null;
  const copy = () => {
    void navigator.clipboard.writeText(texts.join('\n\n')).then(
      () => toast(t('refused.copied')),
      (error: unknown) => console.warn('the text could not be copied', error),
    );
  };
  const forget = () => {
    new BegunComments(localStorage, me, meeting).forgetAll();
    setTexts([]);
  };
  return (
    <Notice
      tone="warn"
      title={t('comments.begunTitle')}
      actions={
        <>
          <Button icon="duplicate" onPress={copy}>
            {t('refused.copy')}
          </Button>
          <Button icon="trash" onPress={forget}>
            {t('comments.cancel')}
          </Button>
        </>
      }
    >
      {texts.map((text) => (
        <p key={text} className="break-words whitespace-pre-wrap">
          {text}
        </p>
      ))}
    </Notice>
  );
}

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MAX_NOTE } from '#protocol/annotation/mark';
import type { PersonId } from '#protocol/wire/ids';
import { Button, type Choice, matches, SuggestArea } from '../../../ui/index.ts';
import { useNoteDesk } from '../note-desk.ts';
import { mentionedIn } from './mention.ts';

export interface CommentFieldProps {
  readonly me: PersonId;
  readonly label: string;
  readonly placeholder: string;
  readonly send: string;
  readonly initial?: string;
  readonly autoFocus?: boolean;
  readonly onSend: (text: string, mentions: readonly PersonId[]) => void;
  readonly onCancel?: () => void;
}

/** People offered at a time; typing finds the others. */
const OFFERED = 4;

/** Where a comment is written: @ offers the people who may read it. */
export function CommentField({
  me,
  label,
  placeholder,
  send,
  initial = '',
  autoFocus = false,
  onSend,
  onCancel,
}: CommentFieldProps) {
  const { t } = useTranslation('annotation');
  const { people } = useNoteDesk();
  const [text, setText] = useState(initial);
  const isEmpty = text.trim() === '';
  const finish = () => {
    if (isEmpty) return;
    onSend(text, mentionedIn(text.normalize('NFC'), people));
    setText('');
  };
  const suggest = (query: string): Choice<PersonId>[] =>
    people
      .filter(({ id, name }) => id !== me && matches(name, query))
      .slice(0, OFFERED)
      .map(({ id, name, detail }) => ({ id, label: name, ...(detail === '' ? {} : { detail }) }));
  return (
    <div className="flex flex-col gap-2">
      <SuggestArea
        label={label}
        hideLabel
        placeholder={placeholder}
        value={text}
        onChange={setText}
        sign="@"
        suggest={suggest}
        rows={2}
        maxLength={MAX_NOTE}
        autoFocus={autoFocus}
        onSubmit={finish}
      />
      {isEmpty && onCancel === undefined ? null : (
        <div className="flex flex-wrap justify-end gap-2">
          {onCancel === undefined ? null : (
            <Button size="sm" variant="quiet" onPress={onCancel}>
              {t('note.cancel')}
            </Button>
          )}
          <Button size="sm" variant="primary" icon="send" isDisabled={isEmpty} onPress={finish}>
            {send}
          </Button>
        </div>
      )}
    </div>
  );
}

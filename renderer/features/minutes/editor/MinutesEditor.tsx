import type { JSONContent } from '@tiptap/core';
import { EditorContent, useEditor } from '@tiptap/react';
import { useEffect, useImperativeHandle, useMemo, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { minutesFacts } from '#protocol/minutes/facts';
import type { LiveBlock } from '#protocol/minutes/live-block';
import type { MeetingState } from '#protocol/meeting/records';
import type { PersonId } from '#protocol/wire/ids';
import type { MinutesRoom } from '../../../sync/minutes-room.ts';
import { formatNumber, toast, useLanguage } from '../../../ui/index.ts';
import { Comments } from '../comments/Comments.tsx';
import { useGoToEvidence } from '../conclusions/useGoToEvidence.ts';
import { DocumentSheet } from '../../administrative-document/index.ts';
import { minutesDocument, type MinutesWriting } from '../minutes-document.ts';
import { usePhrases } from '../phrases/phrase-queries.ts';
import { usePutPictures } from '../pictures/usePutPictures.ts';
import { SuggestingToggle } from '../suggestions/SuggestingToggle.tsx';
import { SuggestionsBar } from '../suggestions/SuggestionsBar.tsx';
import { useSuggesting } from '../suggestions/useSuggesting.ts';
import { EditorTools } from './EditorTools.tsx';
import './minutes-text.css';
import { contentOf, discuss, knowPhrases, minutesExtensions } from './extensions.ts';
import { LiveFactsContext } from './LiveBlockView.tsx';
import { LONGEST_PASTE, pasting } from './pasting.ts';

/** What the page around the editor asks of it. */
export interface WrittenText {
  /** The text as it stands now. */
  readonly nodes: () => readonly JSONContent[];
  /** The same as plain text, to be copied. */
  readonly plain: () => string;
}

export interface MinutesEditorProps {
  readonly room: MinutesRoom;
  readonly state: MeetingState;
  readonly writing: MinutesWriting;
  readonly user: { readonly name: string; readonly color: string };
  readonly isEditable: boolean;
  /** Whether this person may comment on the text. */
  readonly mayComment: boolean;
  readonly me: PersonId;
  /** Called with how many threads of comments are open. */
  readonly onComments: (open: number) => void;
  readonly text: Ref<WrittenText>;
}

/** The minutes on their sheet, written by several people at once, with what the meeting says of itself in between. */
export function MinutesEditor(props: MinutesEditorProps) {
  const { room, state, writing, user, isEditable, mayComment, me, text, onComments } = props;
  const { t } = useTranslation('minutes');
  const language = useLanguage();
  const facts = useMemo(() => minutesFacts(state), [state]);
  const phrases = usePhrases();
  const putPictures = usePutPictures(writing.pictures);
  const editor = useEditor(
    {
      extensions: minutesExtensions({ room, user }),
      editable: isEditable,
      shouldRerenderOnTransaction: false,
      // Its styles are in a file of ours.
      injectCSS: false,
      editorProps: {
        attributes: { 'aria-label': t('editor.label'), 'aria-multiline': 'true', role: 'textbox' },
        ...pasting({
          onTooLong: () =>
            toast(t('editor.tooLong', { count: formatNumber(LONGEST_PASTE, language) }), 'error'),
          onFiles: (files, at) => putPictures(editor, files, at),
        }),
      },
    },
    [room],
  );
  useEffect(() => editor.setEditable(isEditable, false), [editor, isEditable]);
  useEffect(() => discuss(editor, state.currentItem), [editor, state.currentItem]);
  useEffect(() => knowPhrases(editor, phrases), [editor, phrases]);
  const [isSuggesting, setSuggesting] = useSuggesting(editor, state.id, me);
  useImperativeHandle(
    text,
    () => ({ nodes: () => editor.getJSON().content ?? [], plain: () => editor.getText() }),
    [editor],
  );
  const insert = (block: LiveBlock | 'conclusion') => {
    editor.chain().focus().insertContent(contentOf(block)).run();
  };
  const go = useGoToEvidence(editor, state);
  const live = useMemo(() => ({ state, facts, writing, onGo: go }), [state, facts, writing, go]);
  return (
    <>
      {isEditable ? (
        <EditorTools
          editor={editor}
          facts={facts}
          onInsert={insert}
          onPictures={(files) => putPictures(editor, files)}
        >
          <SuggestingToggle isOn={isSuggesting} onChange={setSuggesting} />
        </EditorTools>
      ) : null}
      {isEditable && isSuggesting ? <p className="text-sm text-ink-muted">{t('suggestions.on')}</p> : null}
      <LiveFactsContext value={live}>
        <div className="grid grid-cols-[minmax(0,1fr)] gap-6 xl:grid-cols-[minmax(0,1fr)_22rem]">
          <DocumentSheet label={t('title')} document={minutesDocument(state, [], writing)}>
            <EditorContent editor={editor} className="minutes-text relative" />
          </DocumentSheet>
          <Comments
            editor={editor}
            state={state}
            me={me}
            nameOf={writing.results.nameOf}
            mayWrite={mayComment}
            onCount={onComments}
          />
        </div>
      </LiveFactsContext>
      {isEditable ? <SuggestionsBar editor={editor} nameOf={writing.results.nameOf} /> : null}
    </>
  );
}

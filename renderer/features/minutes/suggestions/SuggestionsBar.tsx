import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { useTranslation } from 'react-i18next';
import { suggestionKey, type Suggestion } from '#protocol/minutes/suggestion';
import type { PersonId } from '#protocol/wire/ids';
import {
  announce,
  Button,
  formatDateTime,
  IconButton,
  Popover,
  Toolbar,
  ToolbarSeparator,
  useLanguage,
} from '../../../ui/index.ts';
import { settleIn } from './extension.ts';
import { placesOf, type Place } from './suggesting.ts';

export interface SuggestionsBarProps {
  readonly editor: Editor;
  readonly nameOf: (person: PersonId) => string;
}

/** As much of a text as is needed to know it again. */
const MOST_LETTERS = 120;

const shortened = (text: string): string =>
  text.length <= MOST_LETTERS ? text : `${text.slice(0, MOST_LETTERS)}…`;

/**
 * The open suggestions, below the text so that nothing in it moves when they come and go: the list of them, the way from
 * one to the next, and the one in which the caret stands.
 */
export function SuggestionsBar({ editor, nameOf }: SuggestionsBarProps) {
  const { t } = useTranslation('minutes');
  const language = useLanguage();
  const { places, head } = useEditorState({
    editor,
    selector: ({ editor: now }) => ({ places: placesOf(now.state.doc), head: now.state.selection.head }),
  });
  if (places.length === 0) return null;
  const here = places.find(({ from, to }) => from < head && head <= to);
  const goTo = (place: Place | undefined) => {
    if (place !== undefined)
      editor
        .chain()
        .focus()
        .setTextSelection(place.from + 1)
        .scrollIntoView()
        .run();
  };
  const end = (how: 'accept' | 'reject', which?: Suggestion) => {
    settleIn(editor, how, which);
    announce(t(`suggestions.done.${how}`));
    // The button that was pressed goes with the last of them.
    if (which === undefined || places.length === 1) editor.commands.focus();
  };
  const by = ({ person, at }: Suggestion) =>
    t('suggestions.by', { name: nameOf(person), time: formatDateTime(at, language) });
  const says = ({ inserted, deleted }: Place) => (
    <>
      {deleted === '' ? null : (
        <span className="block">{t('suggestions.deleted', { text: shortened(deleted) })}</span>
      )}
      {inserted === '' ? null : (
        <span className="block">{t('suggestions.inserted', { text: shortened(inserted) })}</span>
      )}
    </>
  );
  const settling = (suggestion: Suggestion) => (
    <>
      <Button size="sm" icon="check" onPress={() => end('accept', suggestion)}>
        {t('suggestions.accept')}
      </Button>
      <Button size="sm" icon="close" onPress={() => end('reject', suggestion)}>
        {t('suggestions.reject')}
      </Button>
    </>
  );
  return (
    <Toolbar
      label={t('suggestions.bar')}
      className="sticky bottom-0 z-10 flex flex-wrap items-center gap-1 rounded-md border border-line bg-surface p-1"
    >
      <Popover
        label={t('suggestions.list')}
        placement="top start"
        trigger={
          <Button size="sm" icon="pen" variant="quiet">
            {t('suggestions.count', { count: places.length })}
          </Button>
        }
      >
        <ul className="flex flex-col gap-3">
          {places.map((place) => (
            <li key={suggestionKey(place.suggestion)} className="border-b border-line pb-3">
              <p className="text-sm text-ink-muted">{by(place.suggestion)}</p>
              <p className="wrap-anywhere">{says(place)}</p>
              <div className="mt-1 flex flex-wrap gap-2">{settling(place.suggestion)}</div>
            </li>
          ))}
        </ul>
        <div className="mt-3 flex flex-wrap gap-2">
          <Button size="sm" icon="check" onPress={() => end('accept')}>
            {t('suggestions.acceptAll')}
          </Button>
          <Button size="sm" icon="close" onPress={() => end('reject')}>
            {t('suggestions.rejectAll')}
          </Button>
        </div>
      </Popover>
      <IconButton
        size="sm"
        icon="chevron-up"
        label={t('suggestions.previous')}
        onPress={() => goTo(places.findLast(({ to }) => to < head) ?? places.at(-1))}
      />
      <IconButton
        size="sm"
        icon="chevron-down"
        label={t('suggestions.next')}
        onPress={() => goTo(places.find(({ from }) => from >= head) ?? places[0])}
      />
      {here === undefined ? null : (
        <>
          <ToolbarSeparator />
          <div className="min-w-0 flex-1 basis-48 text-sm wrap-anywhere">
            <span className="text-ink-muted">{by(here.suggestion)}</span>
            {says(here)}
          </div>
          {settling(here.suggestion)}
        </>
      )}
    </Toolbar>
  );
}

import type { Editor } from '@tiptap/core';
import {
  memo,
  useCallback,
  useEffect,
  useEffectEvent,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { useTranslation } from 'react-i18next';
import {
  commentsRoomName,
  MAX_COMMENT,
  type CommentThread,
  type ThreadReply,
} from '#protocol/minutes/comments';
import { MINUTES_WRITERS } from '#protocol/meeting/rights';
import type { MeetingState } from '#protocol/meeting/records';
import type { PersonId } from '#protocol/wire/ids';
import { fitting } from '#protocol/wire/text';
import type { MinutesRoom } from '../../../sync/minutes-room.ts';
import {
  announce,
  Button,
  cx,
  EmptyState,
  formatDateTime,
  Icon,
  IconButton,
  Notice,
  Spinner,
  Switch,
  TextArea,
  toast,
  useLanguage,
} from '../../../ui/index.ts';
import { PersonAvatar } from '../../people/index.ts';
import { useMinutesRoom } from '../useMinutesRoom.ts';
import { BegunNotice } from './BegunNotice.tsx';
import { BegunComments, type CommentDraft } from './comment-draft.ts';
import { CommentWriting, threadKey } from './comment-writing.ts';
import { boundText, passageAt, placeOf } from './passages.ts';
import { SelectionButton } from './SelectionButton.tsx';
import { useNews, usePlacedThreads, useThreads, type PlacedThread } from './useThreads.ts';

interface CommentsPanelProps {
  readonly editor: Editor;
  readonly room: MinutesRoom;
  readonly state: MeetingState;
  readonly me: PersonId;
  readonly nameOf: (person: PersonId) => string;
  /** Whether this person may comment now. */
  readonly mayWrite: boolean;
  /** Called with how many threads are open. */
  readonly onCount: (open: number) => void;
}

/** Góp ý: what was said about passages of the minutes, beside them. */
function CommentsPanel({ editor, room, state, me, nameOf, mayWrite, onCount }: CommentsPanelProps) {
  const { t } = useTranslation('minutes');
  const { save, isConnected, isCompared, isKept, refusedBy } = useSyncExternalStore(
    room.subscribe,
    room.getSnapshot,
  );
  const { participants } = state;
  const maySettle = useCallback(
    (person: PersonId) =>
      participants.some((each) => each.person === person && MINUTES_WRITERS.includes(each.role)),
    [participants],
  );
  const threads = useThreads(room.doc, maySettle);
  const [selected, setSelected] = useState<string | null>(null);
  const placed = usePlacedThreads(editor, threads, selected);
  const [showsAll, setShowsAll] = useState(false);
  const begun = useMemo(() => new BegunComments(localStorage, me, state.id), [me, state.id]);
  const [draft, setDraft] = useState<CommentDraft | null>(() => begun.comment());
  const heading = useRef<HTMLHeadingElement>(null);
  const open = threads.filter(({ settledBy }) => settledBy === null).length;
  useEffect(() => onCount(open), [onCount, open]);
  useNews(threads, isCompared, me, (news) => {
    const [first] = news;
    if (first === undefined) return;
    const { author, text } = first;
    announce(
      news.length === 1
        ? t('comments.newOne', { name: nameOf(author), text })
        : t('comments.new', { count: news.length }),
    );
  });
  const writing = useMemo(() => new CommentWriting(room.doc, me), [room, me]);
  const change = (next: CommentDraft | null) => {
    setDraft(next);
    begun.keepComment(next);
  };
  const begin = () => {
    const bound = boundText(editor.state);
    const passage = bound === null ? null : passageAt(bound, editor.state.selection);
    if (passage === null) toast(t('comments.selectFirst'), 'warn');
    else change({ ...passage, text: draft?.text ?? '' });
  };
  useKeys(editor, mayWrite ? begin : null, setSelected);
  const goTo = useCallback((thread: CommentThread) => scrollToPassage(editor, thread), [editor]);
  const isShown = ({ settledBy }: CommentThread) => showsAll || settledBy === null;
  // The one that is selected stays, also when somebody settles it while it is answered.
  const shown = placed.filter(({ thread }) => isShown(thread) || threadKey(thread) === selected);
  const settledCount = threads.length - open;
  return (
    <aside
      aria-label={t('comments.title')}
      className="flex scroll-mt-4 flex-col gap-3 self-start xl:sticky xl:top-16 xl:max-h-[calc(100dvh-5rem)] xl:overflow-y-auto xl:p-1"
    >
      {mayWrite && draft === null ? <SelectionButton editor={editor} onPress={begin} /> : null}
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 ref={heading} tabIndex={-1} className="text-lg font-semibold">
          {t('comments.title')} <span className="figures font-normal text-ink-muted">{open}</span>
        </h2>
        {mayWrite ? (
          <Button icon="comment" onPress={begin}>
            {t('comments.add')}
          </Button>
        ) : null}
      </div>
      {settledCount === 0 ? null : (
        <Switch isSelected={showsAll} onChange={setShowsAll}>
          {t('comments.showSettled', { count: settledCount })}
        </Switch>
      )}
      {refusedBy === null ? null : <Notice tone="warn">{t('comments.refused')}</Notice>}
      {refusedBy === null && save === 'onDevice' && !isConnected ? (
        <Notice icon="wifi-off">{t('comments.offline')}</Notice>
      ) : null}
      {isKept ? null : <Notice tone="warn">{t('save.notKept')}</Notice>}
      {mayWrite ? null : <BegunNotice me={me} meeting={state.id} />}
      {draft === null || !mayWrite ? null : (
        <div className="flex flex-col gap-2 rounded-md border border-accent/40 bg-surface p-3">
          <Quote text={draft.quote} />
          <CommentField
            label={t('comments.text')}
            send={t('comments.send')}
            value={draft.text}
            onChange={(text) => change({ ...draft, text })}
            onSend={(text) => {
              const { text: _kept, ...passage } = draft;
              const made = writing.comment(passage, text);
              change(null);
              setSelected(threadKey(made));
              heading.current?.focus();
            }}
            onCancel={() => {
              change(null);
              heading.current?.focus();
            }}
          />
        </div>
      )}
      {threads.length === 0 && !isCompared && refusedBy === null && isConnected ? (
        <Spinner label={t('loading')} />
      ) : null}
      {threads.length === 0 && isCompared && draft === null ? (
        <EmptyState icon="comment" title={t('comments.empty')}>
          {mayWrite ? t('comments.emptyText') : null}
        </EmptyState>
      ) : null}
      <ul className="flex flex-col gap-3">
        {shown.map((entry) => (
          <Thread
            key={entry.key}
            entry={entry}
            me={me}
            nameOf={nameOf}
            begun={begun}
            writing={mayWrite ? writing : null}
            maySettle={maySettle(me) || entry.thread.author === me}
            isSelected={entry.key === selected}
            onSelect={setSelected}
            onGo={goTo}
          />
        ))}
      </ul>
    </aside>
  );
}

/** The key that begins a comment, and a press on a passage that selects its thread. */
function useKeys(editor: Editor, begin: (() => void) | null, onSelect: (thread: string) => void): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (begin === null || !event.ctrlKey || !event.altKey || event.code !== 'KeyM') return;
    event.preventDefault();
    begin();
  });
  const click = useEffectEvent((event: MouseEvent) => {
    const passage = event.target instanceof Element ? event.target.closest('[data-thread]') : null;
    const thread = passage?.getAttribute('data-thread');
    if (thread !== null && thread !== undefined) onSelect(thread);
  });
  useEffect(() => {
    const { dom } = editor.view;
    const onKey = (event: KeyboardEvent) => press(event);
    const onClick = (event: MouseEvent) => click(event);
    addEventListener('keydown', onKey);
    dom.addEventListener('click', onClick);
    return () => {
      removeEventListener('keydown', onKey);
      dom.removeEventListener('click', onClick);
    };
  }, [editor]);
}

function scrollToPassage(editor: Editor, thread: CommentThread): void {
  const bound = boundText(editor.state);
  const place = bound === null ? null : placeOf(bound, thread);
  if (place === null) return;
  const { node } = editor.view.domAtPos(place.from);
  (node instanceof Element ? node : node.parentElement)?.scrollIntoView({ block: 'center' });
}

interface ThreadProps {
  readonly entry: PlacedThread;
  readonly me: PersonId;
  readonly nameOf: (person: PersonId) => string;
  /** Null: one only reads. */
  readonly writing: CommentWriting | null;
  readonly maySettle: boolean;
  readonly isSelected: boolean;
  readonly begun: BegunComments;
  /** Null: none is selected any more. */
  readonly onSelect: (thread: string | null) => void;
  /** Shows the passage in the text. */
  readonly onGo: (thread: CommentThread) => void;
}

const Thread = memo(function Thread({
  entry: { key, thread, isGone },
  me,
  nameOf,
  writing,
  maySettle,
  isSelected,
  begun,
  onSelect,
  onGo,
}: ThreadProps) {
  const { t } = useTranslation('minutes');
  const [reply, setReply] = useBegunText(begun, `reply ${key}`);
  const element = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isSelected) element.current?.scrollIntoView({ block: 'nearest' });
  }, [isSelected]);
  const ref = { author: thread.author, id: thread.id };
  return (
    <li
      ref={element}
      tabIndex={-1}
      className={cx(
        'flex flex-col gap-3 rounded-md border bg-surface p-3',
        isSelected ? 'border-accent shadow-raised' : 'border-line',
      )}
    >
      <button
        type="button"
        onClick={() => {
          onSelect(key);
          onGo(thread);
        }}
        aria-label={t('comments.goTo', { quote: thread.quote })}
        className="min-h-11 rounded-sm text-left"
      >
        <Quote text={thread.quote} />
        {isGone ? (
          <span className="flex items-center gap-1 text-sm text-warn-ink">
            <Icon name="warning" size={1} />
            {t('comments.gone')}
          </span>
        ) : null}
      </button>
      <ul className="flex flex-col gap-3">
        {[thread, ...thread.replies].map((said) => (
          <Said
            key={`${said.author} ${said.id}`}
            said={said}
            name={nameOf(said.author)}
            begun={begun}
            writing={said.author === me ? writing : null}
            // Words of others would go with the comment that they answer.
            mayRemove={said !== thread || thread.replies.every(({ author }) => author === me)}
            onBegin={() => onSelect(key)}
            onDone={() => element.current?.focus()}
          />
        ))}
      </ul>
      {thread.settledBy === null ? null : (
        <p className="flex items-center gap-1.5 text-sm text-ok-ink">
          <Icon name="check" size={1} />
          {t('comments.settledBy', { name: nameOf(thread.settledBy) })}
        </p>
      )}
      {writing === null ? null : (
        <>
          {thread.settledBy === null || reply !== null ? (
            <CommentField
              label={t('comments.reply')}
              send={t('comments.send')}
              value={reply ?? ''}
              onChange={(text) => {
                setReply(text === '' ? null : text);
                if (!isSelected) onSelect(key);
              }}
              onSend={(text) => {
                writing.reply(ref, text);
                setReply(null);
                element.current?.focus();
              }}
              isSmall
            />
          ) : null}
          {maySettle ? (
            <Button
              size="sm"
              icon={thread.settledBy === null ? 'check' : 'undo'}
              className="self-start"
              onPress={() => {
                writing.settle(thread, thread.settledBy === null);
                if (isSelected && thread.settledBy === null && reply === null) onSelect(null);
              }}
            >
              {t(thread.settledBy === null ? 'comments.settle' : 'comments.reopen')}
            </Button>
          ) : null}
        </>
      )}
    </li>
  );
});

/** A text that is kept on this device from the first letter until it is sent; null: none is begun. */
function useBegunText(begun: BegunComments, field: string): [string | null, (text: string | null) => void] {
  const [text, setText] = useState(() => begun.text(field));
  return [
    text,
    (next) => {
      setText(next);
      begun.keepText(field, next);
    },
  ];
}

interface SaidProps {
  readonly said: CommentThread | ThreadReply;
  readonly name: string;
  /** Of whoever said it; null for others. */
  readonly writing: CommentWriting | null;
  readonly mayRemove: boolean;
  readonly begun: BegunComments;
  readonly onBegin: () => void;
  /** The focus has to go elsewhere: its field or button is gone. */
  readonly onDone: () => void;
}

function Said({ said, name, writing, mayRemove, begun, onBegin, onDone }: SaidProps) {
  const { t } = useTranslation('minutes');
  const language = useLanguage();
  const [editing, setEditing] = useBegunText(begun, `edit ${threadKey(said)}`);
  return (
    <li className="flex flex-col gap-1">
      <div className="flex items-center gap-2 text-sm">
        <PersonAvatar person={{ id: said.author, name }} size="sm" />
        <span className="min-w-0 flex-1 leading-tight">
          <span className="font-medium">{name}</span>{' '}
          <span className="figures text-ink-muted">{formatDateTime(said.at, language)}</span>
          {said.edited ? <span className="text-ink-muted"> · {t('comments.edited')}</span> : null}
        </span>
        {writing === null || editing !== null ? null : (
          <span className="flex">
            <IconButton
              icon="edit"
              size="sm"
              label={t('comments.editOwn')}
              onPress={() => {
                onBegin();
                setEditing(said.text);
              }}
            />
            {mayRemove ? (
              <IconButton
                icon="trash"
                size="sm"
                label={t('comments.removeOwn')}
                onPress={() => {
                  const putBack = writing.remove(said.id);
                  toast(t('comments.removed'), 'ok', { label: t('comments.undo'), onPress: putBack });
                  onDone();
                }}
              />
            ) : null}
          </span>
        )}
      </div>
      {editing === null || writing === null ? (
        <p className="break-words whitespace-pre-wrap">{said.text}</p>
      ) : (
        <CommentField
          label={t('comments.editOwn')}
          send={t('comments.save')}
          value={editing}
          onChange={setEditing}
          onSend={(text) => {
            writing.edit(said.id, text);
            setEditing(null);
            onDone();
          }}
          onCancel={() => {
            setEditing(null);
            onDone();
          }}
        />
      )}
    </li>
  );
}

/** The words that are commented on. */
function Quote({ text }: { readonly text: string }) {
  return (
    <span className="line-clamp-3 border-l-2 border-warn/60 pl-2 text-sm text-ink-muted italic">{text}</span>
  );
}

interface CommentFieldProps {
  readonly label: string;
  readonly send: string;
  readonly value: string;
  readonly isSmall?: boolean;
  readonly onChange: (text: string) => void;
  readonly onSend: (text: string) => void;
  readonly onCancel?: () => void;
}

function CommentField({
  label,
  send,
  value,
  isSmall = false,
  onChange,
  onSend,
  onCancel,
}: CommentFieldProps) {
  const { t } = useTranslation('minutes');
  const text = fitting(value, MAX_COMMENT);
  const finish = () => {
    if (text !== '') onSend(text);
  };
  return (
    <div className="flex flex-col gap-2">
      <TextArea
        label={label}
        hideLabel={isSmall}
        {...(isSmall ? { placeholder: label } : {})}
        autoFocus={!isSmall}
        rows={isSmall ? 1 : 3}
        maxLength={MAX_COMMENT}
        value={value}
        onChange={onChange}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) finish();
        }}
      />
      {isSmall && text === '' ? null : (
        <span className="flex flex-wrap justify-end gap-2">
          {onCancel === undefined ? null : (
            <Button size="sm" onPress={onCancel}>
              {t('comments.cancel')}
            </Button>
          )}
          <Button size="sm" variant="primary" icon="send" isDisabled={text === ''} onPress={finish}>
            {send}
          </Button>
        </span>
      )}
    </div>
  );
}

export type CommentsProps = Omit<CommentsPanelProps, 'room'>;

/** The panel with its room, for as long as the text is open. */
export function Comments(props: CommentsProps) {
  const room = useMinutesRoom(commentsRoomName(props.state.id));
  return room === null ? null : <CommentsPanel {...props} room={room} />;
}

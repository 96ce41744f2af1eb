import { type KeyboardEvent, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { PresentedPage } from '#protocol/meeting/records';
import type { SharedLock } from '#protocol/meeting/rights';
import type { MeetingId, PaperId, PersonId, VersionId } from '#protocol/wire/ids';
import { whileUsed } from '../../sync/while-used.ts';
import { Button, EmptyState, Icon, Spinner } from '../../ui/index.ts';
import { type AnnotationSession, PenTray, TOOL_KEYS, useAnnotation } from '../annotation/index.ts';
import { FollowBar } from './FollowBar.tsx';
import { present } from './follow.ts';
import { ReaderBar } from './ReaderBar.tsx';
import { ReaderSession, type ReaderState } from './reader-session.ts';
import type { ReaderModel } from './reader-model.ts';
import { ReaderViewport } from './ReaderViewport.tsx';

export interface DocumentReaderProps {
  readonly meeting: MeetingId;
  readonly paper: PaperId;
  readonly version: VersionId;
  readonly title: string;
  readonly me: { readonly id: PersonId; readonly name: string; readonly unit: string };
  readonly nameOf: (person: PersonId) => string;
  /** Why this person can't write on the shared layer now; null: they can. */
  readonly sharedLock: SharedLock;
  /** People whose marks on the shared layer the chair has hidden. */
  readonly hidden: readonly PersonId[];
  /** What the presenter shows, of whatever paper. */
  readonly presenting: PresentedPage | null;
  readonly presenter: PersonId | null;
  readonly following: boolean;
  /** Called with false when the person moves the page themselves, and by the buttons. */
  readonly onFollowingChange: (following: boolean) => void;
  /** Called while this person presents, at most twenty times a second. */
  readonly onPresent: (page: PresentedPage) => void;
  /** The screen around the reader says who leads; the reader doesn't say it again. */
  readonly hideFollowBar?: boolean;
}

/** A paper in continuous pages, with the marks of everybody on it. Fills its container. */
export function DocumentReader(props: DocumentReaderProps) {
  return <Reader key={`${props.version} ${props.me.id}`} {...props} />;
}

function Reader(props: DocumentReaderProps) {
  const { version, title, me, nameOf, sharedLock, hidden } = props;
  const { t } = useTranslation('documents');
  const { t: codes } = useTranslation('codes');
  const reader = useReader(version, me.id);
  const session = useAnnotation({ version, me, sharedLock, hidden });
  const state = reader.state;
  if (state.phase === 'failed') {
    const reason = state.failure === 'unreadable' ? t('unreadable') : codes(state.failure);
    return (
      <section
        aria-label={title}
        className="flex h-full min-h-0 flex-col items-center justify-center"
        role="alert"
      >
        <EmptyState
          icon="warning"
          title={t('cannotOpen', { title })}
          actions={
            <Button variant="primary" icon="refresh" onPress={reader.retry}>
              {t('retry')}
            </Button>
          }
        >
          <p>{reason}</p>
        </EmptyState>
      </section>
    );
  }
  if (state.phase === 'loading') {
    return (
      <section
        aria-label={title}
        aria-busy
        className="flex h-full min-h-0 items-center justify-center gap-3 text-ink-muted"
      >
        <Spinner size={1.5} />
        {t('opening', { title })}
      </section>
    );
  }
  return (
    <section
      aria-label={title}
      className="flex h-full min-h-0 min-w-0 flex-col bg-sunken"
      onKeyDown={(event) => onKey(event, state.model, session)}
    >
      <ReaderBar model={state.model} session={session} nameOf={nameOf} />
      <div className="relative min-h-0 flex-1">
        <ReaderViewport
          title={title}
          model={state.model}
          images={state.images}
          pdf={state.pdf}
          session={session}
          nameOf={nameOf}
        />
        <Follow {...props} model={state.model} />
        {state.waiting ? (
          <p
            role="status"
            className="absolute inset-x-0 top-14 z-20 mx-auto flex w-fit items-center gap-2 rounded-full border border-line bg-raised px-3 py-1.5 text-sm shadow-float"
          >
            <Icon name="wifi-off" size={1.125} /> {t('waiting')}
          </p>
        ) : null}
        {session === null ? null : (
          <div className="@container pointer-events-none absolute inset-x-0 bottom-3 z-20 flex justify-center px-3 *:pointer-events-auto">
            <PenTray session={session} />
          </div>
        )}
      </div>
    </section>
  );
}

function useReader(version: VersionId, person: PersonId): { state: ReaderState; retry: () => void } {
  const [lease] = useState(() => whileUsed(() => new ReaderSession(version, person)));
  const session = useSyncExternalStore(lease.subscribe, lease.getSnapshot);
  const state = useSyncExternalStore(session?.subscribe ?? never, session?.getSnapshot ?? loading);
  return { state, retry: () => session?.retry() };
}

const LOADING: ReaderState = { phase: 'loading' };
const loading = () => LOADING;
const never = () => () => {};

/** Leads or follows: one's own place goes out while presenting, the presenter's place is shown while following. */
function Follow({
  model,
  paper,
  version,
  me,
  nameOf,
  presenting,
  presenter,
  following,
  onFollowingChange,
  onPresent,
  hideFollowBar = false,
}: DocumentReaderProps & { readonly model: ReaderModel }) {
  const isPresenter = presenter === me.id;
  const callbacks = useRef({ onPresent, onFollowingChange });
  useEffect(() => {
    callbacks.current = { onPresent, onFollowingChange };
  });
  useEffect(
    () =>
      isPresenter ? present(model, paper, version, (page) => callbacks.current.onPresent(page)) : undefined,
    [isPresenter, model, paper, version],
  );
  const shown = presenting?.version === version ? presenting : null;
  const isFollowing = following && !isPresenter && presenter !== null;
  useEffect(() => {
    if (isFollowing && shown !== null) model.show(shown.page, shown.rect);
  }, [isFollowing, shown, model]);
  useEffect(() => {
    if (!isFollowing || shown === null) return undefined;
    return model.onMove((by) => {
      if (by === 'person') callbacks.current.onFollowingChange(false);
    });
  }, [isFollowing, shown, model]);
  if (hideFollowBar || presenter === null || (presenting === null && !isPresenter)) return null;
  return (
    <FollowBar
      presenter={isPresenter ? null : nameOf(presenter)}
      following={isFollowing}
      onFollowingChange={onFollowingChange}
    />
  );
}

/** Keys of the reader. Keys typed into a field are the field's. */
function onKey(event: KeyboardEvent, model: ReaderModel, session: AnnotationSession | null): void {
  if (event.defaultPrevented || event.altKey || isField(event.target)) return;
  const key = event.key;
  const done = () => {
    event.preventDefault();
    event.stopPropagation();
  };
  if (event.ctrlKey || event.metaKey) {
    const withControl: Record<string, () => void> = {
      z: () => (event.shiftKey ? session?.redo() : session?.undo()),
      y: () => session?.redo(),
      '+': () => model.zoom(1),
      '=': () => model.zoom(1),
      '-': () => model.zoom(-1),
      '0': () => model.setFit('width'),
    };
    const action = withControl[key.toLowerCase()];
    if (action === undefined) return;
    action();
    done();
    return;
  }
  const page = model.getSnapshot().page;
  const actions: Record<string, () => void> = {
    '+': () => model.zoom(1),
    '=': () => model.zoom(1),
    '-': () => model.zoom(-1),
    '0': () => model.setFit('width'),
    '9': () => model.setFit('page'),
    PageDown: () => (isInToolbar(event.target) ? model.goToPage(page + 1) : model.turn(1)),
    PageUp: () => (isInToolbar(event.target) ? model.goToPage(page - 1) : model.turn(-1)),
    Home: () => model.goToPage(0),
    End: () => model.goToPage(Number.MAX_SAFE_INTEGER),
  };
  const action = actions[key];
  if (action !== undefined && !(isInToolbar(event.target) && (key === 'Home' || key === 'End'))) {
    action();
    done();
    return;
  }
  if (session === null) return;
  if (key === 'Escape' && session.getSnapshot().tool !== 'read') {
    session.setTool('read');
    done();
    return;
  }
  for (const tool of ['pen', 'highlighter', 'note', 'eraser'] as const) {
    if (key.toUpperCase() !== TOOL_KEYS[tool]) continue;
    session.setTool(tool);
    done();
  }
}

function isField(target: EventTarget): boolean {
  return (
    target instanceof HTMLInputElement ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  );
}

/** Toolbars have these keys for moving between their buttons. */
function isInToolbar(target: EventTarget): boolean {
  return target instanceof Element && target.closest('[role="toolbar"]') !== null;
}

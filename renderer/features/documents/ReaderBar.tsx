import { type ReactNode, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import {
  formatNumber,
  IconButton,
  TextField,
  Toolbar,
  ToolbarSeparator,
  useLanguage,
} from '../../ui/index.ts';
import { type AnnotationSession, NotesButton, SaveState } from '../annotation/index.ts';
import { pageOf } from './page-labels.ts';
import { FULL_SIZE } from './page-layout.ts';
import type { ReaderModel } from './reader-model.ts';
import { ViewMenu } from './ViewMenu.tsx';

export interface ReaderBarProps {
  readonly model: ReaderModel;
  readonly session: AnnotationSession | null;
  /** What the file calls its pages. */
  readonly labels: readonly string[] | null;
  readonly isPanelOpen: boolean;
  readonly onPanel: () => void;
  readonly isNotesOpen: boolean;
  readonly onNotes: () => void;
  /** Goes to a page that somebody chose: the place before is remembered. */
  readonly onGo: (page: number) => void;
  /** A page on or back, to the next paper at the ends. */
  readonly onStep: (direction: 1 | -1) => void;
  readonly canStep: (direction: 1 | -1) => boolean;
  readonly onSlides: () => void;
  /** Takes the paper out with the marks on it; null while there are none yet. */
  readonly onExport: (() => void) | null;
  /** Asks in advance about a page; null while nobody can. */
  readonly onQuestion: ((page: number) => void) | null;
  /** Which version is shown, where there are several. */
  readonly versions: ReactNode;
}

/** What a narrow reader leaves out: the menu has it, and so have fingers and keys. */
const ROOMY = 'contents @max-2xl:hidden';

/** Page and zoom at the top of the reader, and what became of the marks. */
export function ReaderBar({
  model,
  session,
  labels,
  isPanelOpen,
  onPanel,
  isNotesOpen,
  onNotes,
  onGo,
  onStep,
  canStep,
  onSlides,
  onExport,
  onQuestion,
  versions,
}: ReaderBarProps) {
  const { t } = useTranslation('documents');
  const language = useLanguage();
  const { layout, page, fit } = useSyncExternalStore(model.subscribe, model.getSnapshot);
  const next = fit === 'width' ? 'page' : 'width';
  return (
    <div className="@container flex shrink-0 items-center gap-2 border-b border-line bg-surface px-2 py-1">
      <Toolbar label={t('bar')} className="min-w-0 flex-1">
        <IconButton
          icon="panel-left"
          label={t(isPanelOpen ? 'panels.close' : 'panels.open')}
          shortcut="F4"
          aria-expanded={isPanelOpen}
          data-opens="reader-panel"
          onPress={onPanel}
        />
        <IconButton
          icon="page-prev"
          label={t('previous')}
          shortcut="PgUp"
          isDisabled={!canStep(-1)}
          onPress={() => onStep(-1)}
        />
        <PageField
          page={page}
          last={layout.rowPages(page).last}
          labels={labels}
          count={layout.sizes.length}
          onGo={onGo}
        />
        <IconButton
          icon="page-next"
          label={t('next')}
          shortcut="PgDn"
          isDisabled={!canStep(1)}
          onPress={() => onStep(1)}
        />
        <span className={ROOMY}>
          <ToolbarSeparator />
          <IconButton icon="zoom-out" label={t('zoomOut')} shortcut="−" onPress={() => model.zoom(-1)} />
        </span>
        <span className="figures min-w-12 text-center text-sm text-ink-muted @max-3xl:hidden">
          {`${formatNumber(Math.round((layout.scale / FULL_SIZE) * 100), language)} %`}
        </span>
        <span className={ROOMY}>
          <IconButton icon="zoom-in" label={t('zoomIn')} shortcut="+" onPress={() => model.zoom(1)} />
        </span>
        <IconButton
          icon={next === 'width' ? 'fit-width' : 'fit-page'}
          label={t(next === 'width' ? 'fitWidth' : 'fitPage')}
          shortcut={next === 'width' ? '0' : '9'}
          onPress={() => model.setFit(next)}
        />
        <ViewMenu model={model} onSlides={onSlides} onQuestion={onQuestion} />
        {session === null ? null : (
          <>
            <span className={ROOMY}>
              <ToolbarSeparator />
            </span>
            <NotesButton session={session} isOpen={isNotesOpen} onPress={onNotes} />
          </>
        )}
        {onExport === null ? null : <IconButton icon="download" label={t('export')} onPress={onExport} />}
        {onQuestion === null ? null : (
          <span className="contents @max-3xl:hidden">
            <IconButton icon="help" label={t('question')} onPress={() => onQuestion(page)} />
          </span>
        )}
        {versions}
      </Toolbar>
      {session === null ? null : (
        // Where there is little room, words are for what is not as it should be.
        <SaveState session={session} className="shrink-0 @max-4xl:data-[save-state=saved]:[&>span]:sr-only" />
      )}
    </div>
  );
}

/** The page one is on, to be typed over: Enter goes there. Takes what the file calls its pages, and numbers. */
function PageField({
  page,
  last,
  labels,
  count,
  onGo,
}: {
  readonly page: number;
  /** The other page of a spread; the same page where only one is shown. */
  readonly last: number;
  readonly labels: readonly string[] | null;
  readonly count: number;
  readonly onGo: (page: number) => void;
}) {
  const { t } = useTranslation('documents');
  const [typed, setTyped] = useState<string | null>(null);
  const nameOf = (each: number) => labels?.[each] ?? String(each + 1);
  const shown = last === page ? nameOf(page) : `${nameOf(page)}–${nameOf(last)}`;
  const go = () => {
    const wanted = typed === null ? undefined : pageOf(typed, labels, count);
    if (wanted !== undefined) onGo(wanted);
    setTyped(null);
  };
  return (
    <span className="flex items-center gap-1.5">
      <TextField
        label={t('goTo')}
        hideLabel
        inputMode={labels === null ? 'numeric' : 'text'}
        autoComplete="off"
        className={last === page ? 'w-14' : 'w-20'}
        inputClassName="figures px-1 text-center"
        value={typed ?? shown}
        onChange={setTyped}
        onBlur={go}
        onFocus={(event) => event.target instanceof HTMLInputElement && event.target.select()}
        onKeyDown={(event) => {
          if (event.key === 'Enter') go();
          else if (event.key === 'Escape') setTyped(null);
          else event.continuePropagation();
        }}
      />
      <span className="figures text-sm whitespace-nowrap text-ink-muted">
        {labels === null ? t('ofPages', { count }) : t('labelOfPages', { page: page + 1, count })}
      </span>
    </span>
  );
}

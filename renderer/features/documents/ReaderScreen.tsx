import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  startTransition,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useState,
  useSyncExternalStore,
} from 'react';
import { useTranslation } from 'react-i18next';
import { besideInPack, packOrder } from '#protocol/documents/pack';
import type { VersionId } from '#protocol/wire/ids';
import { cx, Icon, IconButton } from '../../ui/index.ts';
import { type AnnotationSession, PenTray, WordBar } from '../annotation/index.ts';
import type { DocumentReaderProps } from './DocumentReader.tsx';
import { PapersExport } from './export/PapersExport.tsx';
import { Follow } from './Follow.tsx';
import type { PaperFlow } from './gestures.ts';
import { BackButton } from './links/BackButton.tsx';
import { ExternalLinkDialog } from './links/ExternalLinkDialog.tsx';
import { NextPaper } from './pack/NextPaper.tsx';
import type { PackEntrance } from './pack/pack-view.ts';
import { PackPanel } from './pack/PackPanel.tsx';
import { noteProgress } from './pack/reading-progress.ts';
import { END_SPACE } from './page-layout.ts';
import { OutlinePanel } from './panels/OutlinePanel.tsx';
import type { ReaderPanel } from './panels/reader-panel.ts';
import { ReaderPanels } from './panels/ReaderPanels.tsx';
import { ThumbnailPanel } from './panels/ThumbnailPanel.tsx';
import type { PageImages } from './page-images.ts';
import type { PageImage, PdfDocument } from './pdf-document.ts';
import type { LinkTarget } from './pdf-facts.ts';
import { PlaceHistory } from './place-history.ts';
import { onReaderKey, onSlideKey, type ReaderKeyPorts, step } from './reader-keys.ts';
import type { ReaderState } from './reader-session.ts';
import { ReaderBar } from './ReaderBar.tsx';
import { ReaderViewport } from './ReaderViewport.tsx';
import {
  type Found,
  type SearchedPaper,
  SearchPanel,
  QuotedContext,
  useGoToFound,
  useGoToQuote,
  useSearch,
  useSearchKeys,
} from './text/index.ts';
import { useMarkTools } from './useMarkTools.ts';
import { NOTES_TAB, useNotes } from './useNotes.tsx';
import { useCarriedMarks } from './versions/useCarriedMarks.tsx';

/** Room below the last page for the card of the next paper, above the pens. */
const CARD_SPACE = 64;
/** Milliseconds after which pens and page labels come, whether a page has been drawn or not. */
const LONGEST_WITHOUT = 1000;

export interface ReaderScreenProps extends DocumentReaderProps {
  readonly state: Extract<ReaderState, { phase: 'ready' }>;
  readonly session: AnnotationSession | null;
  /** The version before the one in force, when that is the one that is shown. */
  readonly earlier: VersionId | null;
  /** Which of the side panel's tabs is open. */
  readonly panel: string | null;
  readonly onPanelChange: (panel: string | null) => void;
  readonly isSlides: boolean;
  readonly onSlidesChange: (on: boolean) => void;
  /** Where somebody who read on comes into this paper; null: where they left it. */
  readonly entrance: PackEntrance | null;
  /** Called once they are there. */
  readonly onEntered: () => void;
  /** Reads on in another paper. */
  readonly onEnter: (direction: 1 | -1) => void;
  readonly versionSwitch: ReactNode;
  /** The papers that can be searched, in the order of the pack. */
  readonly searched: readonly SearchedPaper[];
  /** Opens the paper in which a search has found a place. */
  readonly onFound: (found: Found) => void;
  /** A line over the pages that says what is special about what is shown. */
  readonly band: ReactNode;
}

/** A paper that is open: its bar, its panel, its pages and what floats over them. */
export function ReaderScreen(props: ReaderScreenProps) {
  const { paper, version, title, me, nameOf, pack, session, panel, onPanelChange, entrance, onEnter } = props;
  const { isSlides, onSlidesChange, onEvidence } = props;
  const { model, images, pdf, words, fileMarks, waiting } = props.state;
  const search = useSearch();
  const { t } = useTranslation('documents');
  const view = useSyncExternalStore(model.subscribe, model.getSnapshot);
  const [history] = useState(() => new PlaceHistory());
  const [pulled, setPulled] = useState(0);
  const [url, setUrl] = useState<string | null>(null);
  const [isExporting, setExporting] = useState(false);
  const file = props.versions?.find(({ id }) => id === version);
  const isPageThere = usePageThere(images);
  const labels = usePageLabels(pdf, isPageThere);

  const order = pack === undefined ? [] : packOrder(pack.agenda, pack.papers);
  const next = besideInPack(order, paper, 1);
  const previous = besideInPack(order, paper, -1);
  const flow: PaperFlow = {
    has: (direction) => (direction === 1 ? next : previous) !== undefined,
    go: onEnter,
    onPull: setPulled,
  };
  const hasNext = flow.has(1);

  useLayoutEffect(() => model.lend(isSlides ? 'slides' : null), [model, isSlides]);
  useLayoutEffect(() => model.setTail(END_SPACE + (hasNext ? CARD_SPACE : 0)), [model, hasNext]);
  // After the two above: the end is where they leave it.
  useLayoutEffect(() => {
    if (entrance === 'start') model.goToPage(0, undefined, 'program');
    else if (entrance === 'end') model.goToEnd('program');
    if (entrance !== null) props.onEntered();
    // Only when the paper is entered.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [model]);

  const { last } = view.visible;
  useEffect(() => noteProgress(localStorage, me.id, version, last), [me.id, version, last]);

  const onPage = useEffectEvent(() => props.onPage?.(version, view.page));
  useEffect(() => onPage(), [version, view.page]);

  const jump = (go: () => void, isOffered = true) => {
    const before = model.place();
    const { page } = model.getSnapshot();
    go();
    if (model.getSnapshot().page !== page) history.left(before, isOffered);
  };
  const goTo = (page: number, isOffered = false) => jump(() => model.goToPage(page), isOffered);
  const follow = (target: LinkTarget) => {
    if (target.kind === 'url') setUrl(target.url);
    else if (target.kind === 'turn') {
      const { page, layout } = model.getSnapshot();
      const to = {
        first: 0,
        last: model.sizes.length - 1,
        next: layout.pageBeside(page, 1),
        previous: layout.pageBeside(page, -1),
      };
      goTo(to[target.to], true);
    } else {
      pdf
        .then((opened) => opened.resolveDestination(target.destination))
        .then((place) => {
          if (place === null) return;
          if (place.y === null) goTo(place.page, true);
          else jump(() => model.goToPoint(place.page, place.x ?? 0, place.y ?? 0), true);
        })
        .catch((error: unknown) => console.debug('a link that leads nowhere', error));
    }
  };
  const goBack = () => {
    const place = history.goBack(model.place());
    if (place !== undefined) model.goToPlace(place);
    return place !== undefined;
  };
  const ports: ReaderKeyPorts = {
    model,
    session,
    flow,
    goBack,
    goForward: () => {
      const place = history.goForward(model.place());
      if (place !== undefined) model.goToPlace(place);
      return place !== undefined;
    },
    togglePanel: () => onPanelChange(panel === null ? 'pages' : null),
    showSlides: () => onSlidesChange(true),
  };

  const { onWords } = useMarkTools({ session, model, words, version });
  const carried = useCarriedMarks({
    session,
    me,
    version,
    earlier: props.earlier,
    words,
    model,
    panel,
    onPanelChange,
  });
  const notes = useNotes({
    session,
    model,
    version,
    me: me.id,
    presenter: props.presenter,
    target: props.target ?? null,
    fileMarks,
    jump,
    onEvidence:
      onEvidence === undefined ? undefined : (page, quote) => onEvidence(version, [{ page, quote }]),
  });
  useGoToFound(search, words, model, jump, props.onFound);
  const quoted = useGoToQuote(props.target ?? null, words, model, jump);
  useSearchKeys(
    {
      onOpen: () => {
        onPanelChange('search');
        // It is open already, and the focus is elsewhere.
        document.querySelector<HTMLInputElement>('[data-search-field] input')?.select();
      },
      onStep: (direction) => search?.step(direction, { version, page: view.page }),
    },
    search !== null && !isSlides,
  );

  const panels: readonly ReaderPanel[] = [
    // First, because it is there only until everything in it is settled.
    ...carried.panels,
    {
      id: 'pages',
      label: t('panels.thumbnails'),
      icon: 'thumbnails',
      content: <ThumbnailPanel model={model} images={images} pdf={pdf} labels={labels} onGo={goTo} />,
    },
    {
      id: 'outline',
      label: t('panels.outline'),
      icon: 'agenda',
      content: <OutlinePanel model={model} pdf={pdf} onLink={follow} />,
    },
    ...(search === null
      ? []
      : [
          {
            id: 'search',
            label: t('search.panel'),
            icon: 'search',
            content: <SearchPanel search={search} papers={props.searched} here={version} page={view.page} />,
          } satisfies ReaderPanel,
        ]),
    ...(pack === undefined
      ? []
      : [
          {
            id: 'pack',
            label: t('panels.pack'),
            icon: 'papers',
            content: <PackPanel pack={pack} paper={paper} page={view.page} me={me.id} />,
          } satisfies ReaderPanel,
        ]),
    ...notes.panels,
  ];

  const screen = notes.around(
    <section
      aria-label={title}
      {...(isSlides ? { 'data-slides': true } : {})}
      className={cx(
        'flex min-h-0 min-w-0 flex-col',
        isSlides ? 'fixed inset-0 z-50 bg-[#000]' : 'h-full bg-sunken',
      )}
      onKeyDown={(event: KeyboardEvent) => {
        if (!isSlides) onReaderKey(event, ports);
      }}
    >
      {isSlides ? null : (
        <ReaderBar
          model={model}
          session={session}
          labels={labels}
          isPanelOpen={panel !== null}
          onPanel={ports.togglePanel}
          isNotesOpen={panel === NOTES_TAB}
          onNotes={() => onPanelChange(panel === NOTES_TAB ? null : NOTES_TAB)}
          onGo={goTo}
          onStep={(direction) => step(ports, direction)}
          canStep={(direction) =>
            view.layout.pageBeside(view.page, direction) !== view.page || flow.has(direction)
          }
          onSlides={ports.showSlides}
          onExport={session === null || file === undefined ? null : () => setExporting(true)}
          onQuestion={props.onQuestion ?? null}
          versions={props.versionSwitch}
        />
      )}
      {isSlides ? null : props.band}
      <div className="@container relative flex min-h-0 flex-1">
        {panel === null || isSlides ? null : (
          <ReaderPanels panels={panels} open={panel} onOpenChange={onPanelChange} />
        )}
        <div
          className="relative min-w-0 flex-1"
          onClick={(event) => {
            if (isSlides && isForTurning(event, session)) step(ports, 1);
          }}
        >
          <QuotedContext value={quoted}>
            <ReaderViewport
              title={title}
              model={model}
              images={images}
              pdf={pdf}
              words={words}
              session={session}
              nameOf={nameOf}
              onLink={follow}
              flow={flow}
            />
          </QuotedContext>
          <Follow
            model={model}
            session={session}
            history={history}
            paper={paper}
            version={version}
            me={me.id}
            nameOf={nameOf}
            presenting={props.presenting}
            presenter={props.presenter}
            following={props.following}
            onFollowingChange={props.onFollowingChange}
            onPresent={props.onPresent}
            hideFollowBar={props.hideFollowBar === true || isSlides}
          />
          {isSlides ? null : carried.bar}
          {waiting ? (
            <p
              role="status"
              className="absolute inset-x-0 top-14 z-20 mx-auto flex w-fit items-center gap-2 rounded-full border border-line bg-raised px-3 py-1.5 text-sm shadow-float"
            >
              <Icon name="wifi-off" size={1.125} /> {t('waiting')}
            </p>
          ) : null}
          {next !== undefined &&
          !isSlides &&
          (pulled > 0 || (view.isAtEnd && view.arrangement.mode !== 'single')) ? (
            <NextPaper paper={next} direction={1} pulled={Math.max(0, pulled)} onGo={() => onEnter(1)} />
          ) : null}
          {previous !== undefined && !isSlides && pulled < 0 ? (
            <NextPaper paper={previous} direction={-1} pulled={-pulled} onGo={() => onEnter(-1)} />
          ) : null}
          {isSlides ? (
            <SlideControls
              text={t('view.slideOf', {
                page: view.page + 1,
                count: model.sizes.length,
              })}
              ports={ports}
              onLeave={() => onSlidesChange(false)}
            />
          ) : (
            <BackButton history={history} labels={labels} onBack={goBack} />
          )}
          {session === null || isSlides || !isPageThere ? null : (
            <div
              className={cx(
                '@container pointer-events-none absolute inset-x-0 bottom-3 z-20 flex justify-center px-3 *:pointer-events-auto',
                // Where the panel lies over the page it would lie over half of the pens too.
                panel !== null && '@max-2xl:hidden',
              )}
            >
              <PenTray session={session} page={() => model.getSnapshot().page} />
            </div>
          )}
          {session === null || isSlides || !isPageThere ? null : (
            <WordBar
              session={session}
              onSelection={onWords}
              {...(onEvidence === undefined
                ? {}
                : { onEvidence: (selected) => onEvidence(version, selected) })}
            />
          )}
        </div>
      </div>
      <ExternalLinkDialog url={url} onClose={() => setUrl(null)} />
      {session === null || file === undefined ? null : (
        <PapersExport
          isOpen={isExporting}
          onClose={() => setExporting(false)}
          title={title}
          version={file}
          marks={session.marks}
          pack={pack}
          me={me}
          nameOf={nameOf}
          hidden={props.hidden}
        />
      )}
    </section>,
  );
  return carried.around(screen);
}

/** Where one is in the slides, and the way out for whoever has no keyboard. Keys count wherever the focus is. */
function SlideControls({
  text,
  ports,
  onLeave,
}: {
  readonly text: string;
  readonly ports: ReaderKeyPorts;
  readonly onLeave: () => void;
}) {
  const { t } = useTranslation('documents');
  useEffect(() => {
    const listen = (event: globalThis.KeyboardEvent) => {
      if (document.querySelector('[role="dialog"], [role="alertdialog"]') !== null) return;
      if (event.target !== null) onSlideKey({ ...slideEvent(event), target: event.target }, ports, onLeave);
    };
    addEventListener('keydown', listen, { capture: true });
    return () => removeEventListener('keydown', listen, { capture: true });
  });
  return (
    <div className="absolute right-3 bottom-3 z-20 flex items-center gap-2">
      <span role="status" className="figures rounded-full bg-[#1b2130] px-3 py-1 text-sm text-[#ffffff]">
        {text}
      </span>
      <IconButton
        icon="full-screen-exit"
        variant="secondary"
        label={t('view.leaveSlides')}
        shortcut="Esc"
        onPress={onLeave}
      />
    </div>
  );
}

/** What the keys need of a browser's event; its methods must be called on the event itself. */
function slideEvent(event: globalThis.KeyboardEvent) {
  const { key, altKey, ctrlKey, metaKey, shiftKey, repeat, defaultPrevented } = event;
  return {
    key,
    altKey,
    ctrlKey,
    metaKey,
    shiftKey,
    repeat,
    defaultPrevented,
    preventDefault: () => event.preventDefault(),
    stopPropagation: () => event.stopPropagation(),
  };
}

/** A press on a slide that is neither a link, nor selecting words, nor a pen's. */
function isForTurning(event: MouseEvent, session: AnnotationSession | null): boolean {
  if (session !== null && session.getSnapshot().tool !== 'read') return false;
  if (event.target instanceof Element && event.target.closest('button, a, [data-mark-control]') !== null)
    return false;
  return getSelection()?.isCollapsed !== false;
}

/**
 * False while nothing has been drawn yet: what isn't needed for the page waits until it is there, or would be too long in
 * coming. Then it stays true.
 */
function usePageThere(images: PageImages<PageImage>): boolean {
  const [isThere, setThere] = useState(false);
  useEffect(() => {
    const go = () => startTransition(() => setThere(true));
    const timer = setTimeout(go, LONGEST_WITHOUT);
    const end = images.onPage(go);
    return () => {
      clearTimeout(timer);
      end();
    };
  }, [images]);
  return isThere;
}

/** What the file calls its pages, once it is open. */
function usePageLabels(pdf: Promise<PdfDocument>, isWanted: boolean): readonly string[] | null {
  const [labels, setLabels] = useState<readonly string[] | null>(null);
  useEffect(() => {
    if (!isWanted) return undefined;
    let isOver = false;
    pdf
      .then((opened) => opened.pageLabels())
      .then((found) => {
        if (!isOver) setLabels(found);
      })
      .catch((error: unknown) => console.debug('no page labels', error));
    return () => {
      isOver = true;
    };
  }, [pdf, isWanted]);
  return labels;
}

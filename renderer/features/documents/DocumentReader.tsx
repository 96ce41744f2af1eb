import { useState } from 'react';
import type { Quote } from '#protocol/annotation/mark';
import { besideInPack, packOrder } from '#protocol/documents/pack';
import type { PaperVersion } from '#protocol/documents/records';
import type { PresentedPage } from '#protocol/meeting/records';
import type { SharedLock } from '#protocol/meeting/rights';
import type { MeetingId, PaperId, PersonId, VersionId } from '#protocol/wire/ids';
import { useAnnotation } from '../annotation/index.ts';
import type { NoteTarget } from './note-target.ts';
import type { PackEntrance, PackView } from './pack/pack-view.ts';
import { ReaderPhase } from './ReaderPhase.tsx';
import { ReaderScreen, type ReaderScreenProps } from './ReaderScreen.tsx';
import { MayRecogniseContext, SearchContext, type SearchedPaper, useSearchModel } from './text/index.ts';
import { useReader } from './useReader.ts';
import { useSlides } from './useSlides.ts';
import { CompareVersions } from './versions/CompareVersions.tsx';
import { OldVersionBand } from './versions/OldVersionBand.tsx';
import { VersionSwitch } from './versions/VersionSwitch.tsx';

export interface DocumentReaderProps {
  readonly meeting: MeetingId;
  readonly paper: PaperId;
  /** The version in force. */
  readonly version: VersionId;
  /** All versions that can be read, oldest first, the one in force last; without them only that one is shown. */
  readonly versions?: readonly PaperVersion[];
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
  /** Called with the page that is being read, when another one is; counted from 0. */
  readonly onPage?: (version: VersionId, page: number) => void;
  /** Called while this person presents, at most twenty times a second. */
  readonly onPresent: (page: PresentedPage) => void;
  /** The screen around the reader says who leads; the reader doesn't say it again. */
  readonly hideFollowBar?: boolean;
  /** Where somebody wants to be taken, from outside of the reader. */
  readonly target?: NoteTarget | null;
  /** The papers among which this one is read; without them it stands alone. */
  readonly pack?: PackView;
  /** May have the words of scanned papers recognised: whoever may bring papers. */
  readonly mayRecognise?: boolean;
  /** Asks in advance about a page, counted from 0; absent while nobody can. */
  readonly onQuestion?: (page: number) => void;
  /** Takes places of this version along for the minutes, with their words or without. */
  readonly onEvidence?: (
    version: VersionId,
    places: readonly { readonly page: number; readonly quote: Quote | null }[],
  ) => void;
}

/**
 * A paper with the marks of everybody on it; fills its container. It stays mounted while papers change, so that reading
 * on, the open panel and slides go from one to the next.
 */
export function DocumentReader(props: DocumentReaderProps) {
  const { paper, version, versions = [], presenting, following, pack, onFollowingChange } = props;
  const [panel, setPanel] = useState<string | null>(null);
  const [isSlides, setSlides] = useState(false);
  const [entrance, setEntrance] = useState<{ readonly paper: PaperId; readonly at: PackEntrance } | null>(
    null,
  );
  const [chosen, setChosen] = useState<{ readonly paper: PaperId; readonly version: VersionId } | null>(null);
  const [arrived, setArrived] = useState<NoteTarget | null>(null);
  const [compared, setCompared] = useState<VersionId | null>(null);
  useSlides(isSlides, () => setSlides(false));

  const has = (id: VersionId | undefined): id is VersionId => versions.some((each) => each.id === id);
  const { target = null } = props;
  if (target !== arrived) {
    setArrived(target);
    if (target?.words !== undefined && has(target.version)) setChosen({ paper, version: target.version });
  }
  const presented = following && presenting?.paper === paper ? presenting.version : undefined;
  const own = chosen?.paper === paper ? chosen.version : undefined;
  const shown = has(presented) ? presented : has(own) ? own : version;

  const searched = searchedPapers(props, shown);
  const search = useSearchModel(searched, shown);
  const openFound = (found: { readonly paper: PaperId }) => {
    const other = pack?.papers.find(({ id }) => id === found.paper);
    if (found.paper === paper) setChosen(null);
    else if (other !== undefined) pack?.onOpen(other);
  };

  const show = (next: VersionId) => {
    setChosen(next === version ? null : { paper, version: next });
    if (presented !== undefined && presented !== next) onFollowingChange(false);
  };
  const compare = () => {
    const index = versions.findIndex(({ id }) => id === shown);
    const older = shown === version ? versions[index - 1] : versions[index];
    if (older !== undefined) setCompared(older.id);
  };
  const enter = (direction: 1 | -1) => {
    if (pack === undefined) return;
    const next = besideInPack(packOrder(pack.agenda, pack.papers), paper, direction);
    if (next === undefined) return;
    setEntrance({ paper: next.id, at: direction === 1 ? 'start' : 'end' });
    pack.onOpen(next);
  };

  if (compared !== null && has(compared) && !isSlides) {
    return (
      <CompareVersions
        key={paper}
        title={props.title}
        versions={versions}
        older={compared}
        me={props.me}
        nameOf={props.nameOf}
        sharedLock={props.sharedLock}
        hidden={props.hidden}
        onClose={() => setCompared(null)}
      />
    );
  }
  return (
    <SearchContext value={search}>
      <MayRecogniseContext value={props.mayRecognise === true}>
        <Reader
          key={`${shown} ${props.me.id}`}
          {...props}
          version={shown}
          earlier={shown === version ? (versions.at(-2)?.id ?? null) : null}
          panel={panel}
          onPanelChange={setPanel}
          isSlides={isSlides}
          onSlidesChange={setSlides}
          searched={searched}
          onFound={openFound}
          entrance={entrance?.paper === paper ? entrance.at : null}
          onEntered={() => setEntrance(null)}
          onEnter={enter}
          versionSwitch={
            versions.length > 1 ? (
              <VersionSwitch versions={versions} shown={shown} onShow={show} onCompare={compare} />
            ) : null
          }
          band={
            <OldVersionBand
              versions={versions}
              shown={shown}
              onCurrent={() => show(version)}
              onCompare={compare}
            />
          }
        />
      </MayRecogniseContext>
    </SearchContext>
  );
}

/** The papers of the pack in its order, this one in the version that is shown; what is handed out in print is left out. */
function searchedPapers(
  { paper, title, versions = [], pack }: DocumentReaderProps,
  shown: VersionId,
): readonly SearchedPaper[] {
  const own = versions.find(({ id }) => id === shown);
  if (pack === undefined) {
    return own === undefined ? [] : [{ paper, version: shown, title, pages: own.pages }];
  }
  return packOrder(pack.agenda, pack.papers).flatMap((each) => {
    const version = each.id === paper ? (own ?? each.version) : each.version;
    return version === null
      ? []
      : [{ paper: each.id, version: version.id, title: each.title, pages: version.pages }];
  });
}

function Reader(props: Omit<ReaderScreenProps, 'state' | 'session'>) {
  const { version, title, me, sharedLock, hidden } = props;
  const reader = useReader(version, me.id);
  const session = useAnnotation({ version, me, sharedLock, hidden });
  const { state } = reader;
  if (state.phase !== 'ready') return <ReaderPhase title={title} state={state} onRetry={reader.retry} />;
  return <ReaderScreen {...props} state={state} session={session} />;
}

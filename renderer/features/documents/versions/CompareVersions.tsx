import { useEffect, useLayoutEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { PaperVersion } from '#protocol/documents/records';
import type { PersonId, VersionId } from '#protocol/wire/ids';
import { Button, formatDateTime, IconButton, Select, useLanguage } from '../../../ui/index.ts';
import { type AnnotationUse, useAnnotation } from '../../annotation/index.ts';
import { onReaderKey } from '../reader-keys.ts';
import type { ReaderModel } from '../reader-model.ts';
import { ReaderPhase } from '../ReaderPhase.tsx';
import { ReaderViewport } from '../ReaderViewport.tsx';
import { useReader } from '../useReader.ts';
import { DifferencesBar } from './DifferencesBar.tsx';
import { DifferencesContext } from './DifferencesOnPage.tsx';
import { readTogether } from './read-together.ts';
import { type ShownVersion, useDifferences } from './useDifferences.ts';

export interface CompareVersionsProps extends Omit<AnnotationUse, 'version'> {
  readonly title: string;
  readonly nameOf: (person: PersonId) => string;
  /** Oldest first; the last one is in force. At least two. */
  readonly versions: readonly PaperVersion[];
  /** The older one that is compared at first. */
  readonly older: VersionId;
  readonly onClose: () => void;
}

/** Two versions of a paper beside one another, at the same page and the same size; one moves with the other. */
export function CompareVersions({ title, versions, older, onClose, nameOf, ...marks }: CompareVersionsProps) {
  const { t } = useTranslation('documents');
  const language = useLanguage();
  const last = versions.at(-1);
  const [sides, setSides] = useState({ left: older, right: last?.id ?? older });
  const [shown, setShown] = useState<{ readonly [side in Side]?: ShownVersion }>({});
  const [isMarked, setMarked] = useState(true);
  const left = shown.left?.model;
  const right = shown.right?.model;
  useEffect(() => {
    if (left === undefined || right === undefined) return undefined;
    right.mirror(left);
    return readTogether(left, right);
  }, [left, right]);
  // Whichever side is the older one: what went is told from what came by that.
  const numberOf = (side: Side) => versions.findIndex(({ id }) => id === sides[side]);
  const oldSide: Side = numberOf('left') <= numberOf('right') ? 'left' : 'right';
  const nowSide: Side = oldSide === 'left' ? 'right' : 'left';
  const opened = (side: Side) => (shown[side]?.words.version === sides[side] ? shown[side] : undefined);
  const differences = useDifferences(isMarked, opened(oldSide), opened(nowSide));
  const choices = versions.map(({ id, at }, index) => ({
    id,
    label: `${t(index === versions.length - 1 ? 'versions.current' : 'versions.number', { number: index + 1 })} · ${formatDateTime(at, language)}`,
  }));
  return (
    <section
      aria-label={t('versions.comparing', { title })}
      className="flex h-full min-h-0 flex-col bg-sunken"
    >
      <div className="flex shrink-0 items-center gap-2 border-b border-line bg-surface px-2 py-1">
        <h2
          title={t('versions.comparing', { title })}
          className="min-w-0 flex-1 truncate px-1 font-semibold max-sm:invisible"
        >
          {t('versions.comparing', { title })}
        </h2>
        {left === undefined ? null : <PageSteps model={left} />}
        <Button icon="close" onPress={onClose}>
          {t('versions.endCompare')}
        </Button>
      </div>
      <DifferencesBar
        isOn={isMarked}
        onChange={setMarked}
        differences={differences}
        old={shown[oldSide]?.model}
        now={shown[nowSide]?.model}
      />
      <div className="@container flex min-h-0 flex-1">
        <div className="flex min-h-0 min-w-0 flex-1 flex-col gap-px bg-line @xl:flex-row">
          {(['left', 'right'] as const).map((side) => (
            <div key={side} className="flex min-h-0 min-w-0 flex-1 flex-col bg-sunken">
              <div className="shrink-0 border-b border-line bg-surface px-2 py-1">
                <Select
                  label={t(side === 'left' ? 'versions.left' : 'versions.right')}
                  hideLabel
                  choices={choices}
                  value={sides[side]}
                  onChange={(id) => setSides({ ...sides, [side]: id })}
                />
              </div>
              <DifferencesContext
                value={differences === null ? null : { differences, side: side === oldSide ? 'old' : 'now' }}
              >
                <Side
                  key={sides[side]}
                  title={`${title}, ${choices.find(({ id }) => id === sides[side])?.label ?? ''} (${t(side === 'left' ? 'versions.left' : 'versions.right')})`}
                  version={sides[side]}
                  nameOf={nameOf}
                  onShown={(version) => setShown((before) => ({ ...before, [side]: version }))}
                  {...marks}
                />
              </DifferencesContext>
            </div>
          ))}
        </div>
      </div>
    </section>
  );
}

type Side = 'left' | 'right';

function Side({
  title,
  version,
  me,
  sharedLock,
  hidden,
  nameOf,
  onShown,
}: AnnotationUse & {
  readonly title: string;
  readonly nameOf: (person: PersonId) => string;
  readonly onShown: (version: ShownVersion) => void;
}) {
  const reader = useReader(version, me.id);
  const session = useAnnotation({ version, me, sharedLock, hidden });
  const { state } = reader;
  const { model, words } = state.phase === 'ready' ? state : NOT_YET;
  useLayoutEffect(() => {
    if (model === undefined || words === undefined) return;
    model.lend('column');
    onShown({ model, words });
    // A callback that is made anew with each rendering says nothing new.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [model, words]);
  if (state.phase !== 'ready') {
    return (
      <div className="min-h-0 flex-1">
        <ReaderPhase title={title} state={state} onRetry={reader.retry} />
      </div>
    );
  }
  return (
    <div
      className="relative min-h-0 flex-1"
      onKeyDown={(event) =>
        onReaderKey(event, {
          model: state.model,
          session: null,
          flow: NOWHERE,
          goBack: () => false,
          goForward: () => false,
          togglePanel: () => undefined,
          showSlides: () => undefined,
        })
      }
    >
      <ReaderViewport
        title={title}
        model={state.model}
        images={state.images}
        pdf={state.pdf}
        words={state.words}
        session={session}
        nameOf={nameOf}
        onLink={() => undefined}
        flow={NOWHERE}
      />
    </div>
  );
}

const NOT_YET = { model: undefined, words: undefined };
const NOWHERE = { has: () => false, go: () => undefined, onPull: () => undefined };

function PageSteps({ model }: { readonly model: ReaderModel }) {
  const { t } = useTranslation('documents');
  const { page, layout } = useSyncExternalStore(model.subscribe, model.getSnapshot);
  const count = layout.sizes.length;
  return (
    <div className="flex items-center gap-1">
      <IconButton
        icon="page-prev"
        label={t('previous')}
        isDisabled={page === 0}
        onPress={() => model.step(-1)}
      />
      <span role="status" className="figures text-sm whitespace-nowrap text-ink-muted">
        {t('view.slideOf', { page: page + 1, count })}
      </span>
      <IconButton
        icon="page-next"
        label={t('next')}
        isDisabled={page >= count - 1}
        onPress={() => model.step(1)}
      />
    </div>
  );
}

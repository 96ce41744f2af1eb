import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type * as Y from 'yjs';
import type { MeetingState } from '#protocol/meeting/records';
import { minutesFacts } from '#protocol/minutes/facts';
import { historyApi } from '#protocol/minutes/history';
import type { MinutesReplay, ShownNode } from '#protocol/minutes/replay';
import type { PersonId } from '#protocol/wire/ids';
import { api } from '../../../sync/api-client.ts';
import { Slot } from '../../../sync/slot.ts';
import {
  Button,
  cx,
  Dialog,
  formatDateTime,
  formatNumber,
  formatTime,
  Notice,
  ProgressBar,
  RadioGroup,
  toast,
  useLanguage,
  type Language,
} from '../../../ui/index.ts';
import { personColour } from '../../people/index.ts';
import { LiveFactsContext } from '../editor/LiveBlockView.tsx';
import type { MinutesWriting } from '../minutes-document.ts';
import { MinutesHistory, type HistorySnapshot, type ToldMoment } from './minutes-history.ts';
import { restored } from './restoring.ts';
import { ShownText } from './ShownText.tsx';

export interface HistoryDialogProps {
  /** The text into which a moment can be restored; null: it is only read. */
  readonly into: Y.Doc | null;
  readonly state: MeetingState;
  readonly writing: MinutesWriting;
  readonly onClose: () => void;
}

/** Moments that are listed at first, and that each press on "more" adds. */
const LISTED = 100;

const VIEWS = ['changes', 'writers', 'plain'] as const;
type View = (typeof VIEWS)[number];

/** Who wrote what and when: the moments of the minutes, the text at any of them, and the way back to it. */
export function HistoryDialog({ into, state, writing, onClose }: HistoryDialogProps) {
  const { t } = useTranslation('minutes');
  const language = useLanguage();
  const [slot] = useState(() => new Slot<MinutesHistory>());
  useEffect(() => {
    const history = new MinutesHistory({
      page: (after, signal) =>
        api.call(historyApi.page, { params: { meeting: state.id }, query: { after }, signal, fresh: true }),
      breathe: () => new Promise((resolve) => setTimeout(resolve)),
    });
    slot.set(history);
    return () => {
      slot.set(null);
      history.close();
    };
  }, [slot, state.id]);
  const history = useSyncExternalStore(slot.subscribe, slot.get);
  const snapshot = useSyncExternalStore(history?.subscribe ?? never, history?.getSnapshot ?? (() => null));
  const replay = snapshot?.chosen?.replay ?? null;
  const restore = (moment: ToldMoment, past: MinutesReplay) => {
    if (into === null) return;
    const undo = restored(into, past.doc);
    onClose();
    if (undo === null) {
      toast(t('history.same'), 'info');
      return;
    }
    toast(t('history.restored', { time: formatDateTime(moment.endedAt, language) }), 'ok', {
      label: t('history.undo'),
      onPress: () => {
        undo();
        toast(t('history.undone'));
      },
    });
  };
  return (
    <Dialog
      title={t('history.title')}
      isOpen
      onClose={onClose}
      size="xl"
      footer={
        into !== null && snapshot?.chosen != null ? (
          <Button
            variant="primary"
            icon="undo"
            isDisabled={replay === null}
            onPress={() => {
              if (snapshot.chosen !== null && replay !== null) restore(snapshot.chosen.moment, replay);
            }}
          >
            {t('history.restore')}
          </Button>
        ) : undefined
      }
    >
      {snapshot === null || snapshot.loading.is === 'busy' ? (
        <ProgressBar
          label={t('history.loading')}
          value={snapshot?.loading.is === 'busy' ? snapshot.loading.share : 0}
        />
      ) : snapshot.loading.is === 'failed' ? (
        <Notice
          tone="error"
          title={t('history.failed')}
          actions={
            <Button icon="refresh" onPress={() => history?.again()}>
              {t('history.again')}
            </Button>
          }
        >
          {t('history.failedText')}
        </Notice>
      ) : (
        <div className="grid gap-5 md:grid-cols-[18rem_1fr]">
          <Moments
            snapshot={snapshot}
            nameOf={writing.results.nameOf}
            onChoose={(moment) => void history?.choose(moment)}
          />
          <Text chosen={snapshot.chosen} state={state} writing={writing} />
        </div>
      )}
    </Dialog>
  );
}

const never = () => () => {};

function timeOf(
  { startedAt, endedAt }: ToldMoment,
  language: Language,
  until: (to: string) => string,
): string {
  const to = formatTime(endedAt, language);
  return to === formatTime(startedAt, language) ? formatDateTime(startedAt, language) : until(to);
}

function Moments({
  snapshot: { moments, chosen },
  nameOf,
  onChoose,
}: {
  readonly snapshot: HistorySnapshot;
  readonly nameOf: (person: PersonId) => string;
  readonly onChoose: (moment: ToldMoment) => void;
}) {
  const { t } = useTranslation('minutes');
  const language = useLanguage();
  const [count, setCount] = useState(LISTED);
  const latestFirst = moments.toReversed();
  return (
    <div className="flex flex-col gap-2 self-start md:sticky md:top-0 md:max-h-[60dvh] md:overflow-y-auto">
      <ol aria-label={t('history.moments')} className="flex max-h-60 flex-col overflow-y-auto md:max-h-none">
        {latestFirst.slice(0, count).map((moment) => (
          <li key={moment.from}>
            <button
              type="button"
              aria-current={chosen?.moment === moment}
              onClick={() => onChoose(moment)}
              className={cx(
                'flex min-h-11 w-full flex-col gap-0.5 rounded-md border-l-4 px-3 py-2 text-left hover:bg-sunken',
                chosen?.moment === moment && 'bg-accent-soft',
              )}
              style={{
                borderColor: moment.person === null ? 'transparent' : personColour(moment.person),
              }}
            >
              <span className="font-medium">
                {moment.person === null ? t('history.skeleton') : nameOf(moment.person)}
              </span>
              <span className="figures text-sm text-ink-muted">
                {timeOf(moment, language, (to) =>
                  t('history.until', { from: formatDateTime(moment.startedAt, language), to }),
                )}
              </span>
              {moment.person === null ? null : (
                <span className="figures text-sm text-ink-muted">
                  {t('history.letters', {
                    added: formatNumber(moment.added, language),
                    removed: formatNumber(moment.removed, language),
                  })}
                </span>
              )}
            </button>
          </li>
        ))}
      </ol>
      {latestFirst.length > count ? (
        <Button variant="quiet" icon="chevron-down" onPress={() => setCount(count + LISTED)}>
          {t('history.more')}
        </Button>
      ) : null}
    </div>
  );
}

function Text({
  chosen,
  state,
  writing,
}: {
  readonly chosen: HistorySnapshot['chosen'];
  readonly state: MeetingState;
  readonly writing: MinutesWriting;
}) {
  const { t } = useTranslation('minutes');
  const [view, setView] = useState<View>('changes');
  if (chosen === null) return <p className="text-ink-muted">{t('history.choose')}</p>;
  const { moment, replay, share } = chosen;
  if (replay === null) return <ProgressBar label={t('history.replaying')} value={share} />;
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <RadioGroup
        layout="row"
        label={t('history.view')}
        choices={VIEWS.map((id) => ({ id, label: t(`history.views.${id}`) }))}
        value={view}
        onChange={setView}
      />
      <Rebuilt
        key={`${moment.from} ${view}`}
        view={view}
        moment={moment}
        replay={replay}
        state={state}
        writing={writing}
      />
    </div>
  );
}

function Rebuilt({
  view,
  moment,
  replay,
  state,
  writing,
}: {
  readonly view: View;
  readonly moment: ToldMoment;
  readonly replay: MinutesReplay;
  readonly state: MeetingState;
  readonly writing: MinutesWriting;
}) {
  const { t } = useTranslation('minutes');
  const language = useLanguage();
  const { nameOf } = writing.results;
  const live = useMemo(
    () => ({ state, facts: minutesFacts(state), writing, onGo: null }),
    // Names and words may be fetched meanwhile; the text that is looked at stays as it is.
    [state, writing],
  );
  // It doesn't change while it is shown.
  const [nodes] = useState(() => replay.shown(view === 'changes'));
  const [lookOf] = useState(() => (node: ShownNode) => {
    const person = view === 'writers' ? (node.person ?? null) : moment.person;
    if (view === 'plain' || person === null) return null;
    const colour = personColour(person);
    const name = nameOf(person);
    if (view === 'writers') return { title: name, who: name, colour };
    return node.change === undefined
      ? null
      : { title: t(`history.${node.change}By`, { name }), who: '', colour };
  });
  const writers = [...new Set(textsOf(nodes).flatMap(({ person }) => person ?? []))];
  return (
    <>
      {view === 'writers' ? (
        <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
          {writers.map((person) => (
            <li key={person} className="flex items-center gap-2">
              <span className="size-3 rounded-full" style={{ backgroundColor: personColour(person) }} />
              {nameOf(person)}
            </li>
          ))}
        </ul>
      ) : view === 'changes' && moment.person !== null ? (
        <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-ink-muted">
          <li>{t('history.legend.added', { name: nameOf(moment.person) })}</li>
          <li>{t('history.legend.removed', { name: nameOf(moment.person) })}</li>
        </ul>
      ) : null}
      {nodes.length === 0 ? (
        <p className="text-ink-muted">{t('history.nothing')}</p>
      ) : (
        <LiveFactsContext value={live}>
          <ShownText
            label={t('history.sheet', { time: formatDateTime(moment.endedAt, language) })}
            nodes={nodes}
            lookOf={lookOf}
          />
        </LiveFactsContext>
      )}
      <p className="text-sm text-ink-muted">{t('history.live')}</p>
    </>
  );
}

function textsOf(nodes: readonly ShownNode[]): ShownNode[] {
  return nodes.flatMap((node) => (node.text === undefined ? textsOf(node.content ?? []) : [node]));
}

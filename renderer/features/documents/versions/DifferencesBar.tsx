import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { assertNever } from '#protocol/wire/assert-never';
import { announce, IconButton, Switch } from '../../../ui/index.ts';
import type { ReaderModel } from '../reader-model.ts';
import type { Differences, DifferencesView } from './differences.ts';

export interface DifferencesBarProps {
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  /** Null: not on, or the versions are not open yet. */
  readonly differences: Differences | null;
  /** The readers of the older and of the newer version. */
  readonly old: ReaderModel | undefined;
  readonly now: ReaderModel | undefined;
}

const nothing = () => null;
const never = () => () => {};

/** Turns the marking of what is different on and off, says how much that is, and goes from one place to the next. */
export function DifferencesBar({ isOn, onChange, differences, old, now }: DifferencesBarProps) {
  const { t } = useTranslation('documents');
  const view = useSyncExternalStore(
    differences?.subscribe ?? never,
    differences === null ? nothing : differences.getSnapshot,
  );
  const count = view?.phase === 'done' ? view.differences.length : 0;
  const go = (direction: 1 | -1) => {
    const found = differences?.step(direction, now?.getSnapshot().page ?? 0);
    if (found === undefined || differences === null) return;
    for (const { side, model, at } of [
      { side: 'old', model: old, at: found.oldAt },
      { side: 'now', model: now, at: found.nowAt },
    ] as const) {
      if (model === undefined || at === undefined) continue;
      const { page, x, y } = differences.pointOf(side, at);
      // Each to its own place: the two may have come apart.
      model.goToPoint(page, x, y + ABOVE, 'program');
    }
    const said = (['old', 'now'] as const).flatMap((side) => {
      const words = differences.wordsOf(side, found);
      return words === '' ? [] : [t(`versions.diff.${side}`, { words: words.slice(0, 200) })];
    });
    announce(said.join('; '));
  };
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-surface px-3 py-1">
      <Switch isSelected={isOn} onChange={onChange}>
        {t('versions.diff.show')}
      </Switch>
      <p
        role="status"
        className="figures min-w-0 flex-1 text-sm text-ink-muted max-sm:order-last max-sm:basis-full max-sm:empty:hidden"
      >
        {isOn && view !== null ? <State view={view} /> : null}
      </p>
      {isOn && count > 0 ? (
        <span className="ml-auto flex gap-1">
          <IconButton icon="chevron-up" label={t('versions.diff.previous')} onPress={() => go(-1)} />
          <IconButton icon="chevron-down" label={t('versions.diff.next')} onPress={() => go(1)} />
        </span>
      ) : null}
    </div>
  );
}

/** Points that stay free above a place that was gone to: enough to read what it belongs to. */
const ABOVE = 60;

function State({ view }: { readonly view: DifferencesView }) {
  const { t } = useTranslation('documents');
  switch (view.phase) {
    case 'reading':
      return t('versions.diff.reading', { read: view.read, pages: view.pages });
    case 'done': {
      const { differences, current, unread, hasNoWords } = view;
      if (hasNoWords) return t('versions.diff.noWords');
      const count = differences.length;
      const found =
        count === 0
          ? t('versions.diff.none')
          : current === null
            ? t('versions.diff.count', { count })
            : t('versions.diff.at', { number: current + 1, count });
      return unread === 0 ? found : `${found} ${t('versions.diff.unread', { count: unread })}`;
    }
    default:
      return assertNever(view);
  }
}

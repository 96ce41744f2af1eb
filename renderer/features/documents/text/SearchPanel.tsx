import { type KeyboardEvent, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { VersionId } from '#protocol/wire/ids';
import {
  announce,
  Button,
  Checkbox,
  cx,
  formatNumber,
  IconButton,
  ProgressBar,
  SearchField,
  ToggleButton,
  ToggleGroup,
  useLanguage,
} from '../../../ui/index.ts';
import type { Found, SearchedPaper, SearchModel, SearchState } from './search-model.ts';

export interface SearchPanelProps {
  readonly search: SearchModel;
  /** The pack in its order; with one paper there is no choice of where to search. */
  readonly papers: readonly SearchedPaper[];
  readonly here: VersionId;
  /** The page that is read, counted from 0: where the first step starts. */
  readonly page: number;
}

/** Places that are listed at first, and by which the list grows. */
const LISTED = 100;

/** Searching in the paper or in the pack: what for, what was found, and from one place to the next. */
export function SearchPanel({ search, papers, here, page }: SearchPanelProps) {
  const { t } = useTranslation('documents');
  const state = useSyncExternalStore(search.subscribe, search.getSnapshot);
  const field = useRef<HTMLDivElement>(null);
  const summary = useSummary(state);

  useEffect(() => {
    const input = field.current?.querySelector('input');
    input?.focus();
    input?.select();
  }, []);
  useEffect(() => {
    if (state.phase === 'done') announce(summary);
    // Spoken once at the end of each search, not while it runs.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [state.phase, state.found.length]);

  const step = (direction: 1 | -1) => search.step(direction, { version: here, page });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    step(event.shiftKey ? -1 : 1);
  };
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex shrink-0 flex-col gap-2 border-b border-line px-3 pb-2">
        {/* Enter in the field goes from place to place. */}
        <div ref={field} data-search-field onKeyDown={onKeyDown}>
          <SearchField
            label={t('search.label')}
            hideLabel
            placeholder={t('search.placeholder')}
            value={state.query}
            maxLength={200}
            onChange={(query) => search.setQuery(query)}
          />
        </div>
        <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1.5">
          {papers.length > 1 ? (
            <ToggleGroup
              label={t('search.where')}
              values={['paper', 'pack']}
              value={state.scope}
              onChange={(scope) => search.setScope(scope)}
            >
              <ToggleButton id="paper" size="sm" label={t('search.inPaper')} />
              <ToggleButton id="pack" size="sm" label={t('search.inPack')} />
            </ToggleGroup>
          ) : null}
          <Checkbox isSelected={state.keepMarks} onChange={(keep) => search.setKeepMarks(keep)}>
            {t('search.keepMarks')}
          </Checkbox>
        </div>
        {state.phase === 'running' ? (
          <div className="flex items-end gap-2">
            <ProgressBar
              className="flex-1"
              label={t('search.running')}
              value={state.total === 0 ? null : state.done / state.total}
              valueText={t('search.pages', { done: state.done, total: state.total })}
            />
            <Button size="sm" onPress={() => search.stop()}>
              {t('search.stop')}
            </Button>
          </div>
        ) : (
          <div className="flex min-h-9 items-center gap-0.5">
            <p className="min-w-0 flex-1 text-sm text-ink-muted">{summary}</p>
            {state.found.length === 0 ? null : (
              <>
                <IconButton
                  icon="chevron-up"
                  label={t('search.previous')}
                  shortcut="Shift+F3"
                  onPress={() => step(-1)}
                />
                <IconButton
                  icon="chevron-down"
                  label={t('search.next')}
                  shortcut="F3"
                  onPress={() => step(1)}
                />
              </>
            )}
          </div>
        )}
      </div>
      <Results state={state} papers={papers} here={here} onGo={(index) => search.go(index)} />
    </div>
  );
}

function useSummary(state: SearchState): string {
  const { t } = useTranslation('documents');
  const language = useLanguage();
  const number = (value: number) => formatNumber(value, language);
  const { phase, found, current, isCut, done, total } = state;
  if (phase === 'idle') return t('search.hint');
  if (phase === 'stopped') {
    return t('search.stopped', { count: number(found.length), done: number(done), total: number(total) });
  }
  if (found.length === 0) return phase === 'done' ? t('search.nothing') : '';
  if (current !== null) return t('search.at', { at: number(current + 1), count: number(found.length) });
  return t(isCut ? 'search.first' : 'search.found', { count: number(found.length) });
}

interface ResultsProps {
  readonly state: SearchState;
  readonly papers: readonly SearchedPaper[];
  readonly here: VersionId;
  readonly onGo: (index: number) => void;
}

function Results({ state, papers, here, onGo }: ResultsProps) {
  const { t } = useTranslation('documents');
  const { found, exact, current, unread, wordless, phase } = state;
  const [listed, setListed] = useState(LISTED);
  const shown = Math.max(listed, current === null ? 0 : current + 1);
  const titles = new Map(papers.map(({ version, title }) => [version, title]));
  const hasHeads = state.scope === 'pack' && papers.length > 1;
  const rows = found.slice(0, shown);
  return (
    <div className="min-h-0 flex-1 overflow-y-auto pb-2">
      {rows.map((each, index) => {
        const before = index === exact ? undefined : rows[index - 1];
        return (
          <div key={`${each.version} ${each.page} ${each.start}`}>
            {index === exact && exact < found.length && (exact > 0 || state.query !== '') ? (
              <h3 className="border-b border-line px-3 pt-3 pb-1 text-sm font-semibold text-ink-muted">
                {t('search.otherMarks')}
              </h3>
            ) : null}
            {hasHeads && before?.version !== each.version ? (
              <h3 className="sticky top-0 z-10 truncate bg-surface px-3 pt-2 pb-1 text-sm font-semibold">
                {titles.get(each.version)}
              </h3>
            ) : null}
            <Result
              found={each}
              isCurrent={index === current}
              title={each.version === here ? undefined : titles.get(each.version)}
              onGo={() => onGo(index)}
            />
          </div>
        );
      })}
      {shown < found.length ? (
        <div className="p-3">
          <Button size="sm" onPress={() => setListed(shown + LISTED)}>
            {t('search.more')}
          </Button>
        </div>
      ) : null}
      {phase === 'done' && wordless > 0 ? (
        <p className="px-3 pt-3 text-sm text-ink-muted">{t('search.wordless', { count: wordless })}</p>
      ) : null}
      {unread.map(({ version, title }) => (
        <p key={version} className="px-3 pt-3 text-sm text-ink-muted">
          {t('search.unread', { title })}
        </p>
      ))}
    </div>
  );
}

interface ResultProps {
  readonly found: Found;
  readonly isCurrent: boolean;
  /** Of a paper that isn't the one on screen. */
  readonly title: string | undefined;
  readonly onGo: () => void;
}

function Result({ found, isCurrent, title, onGo }: ResultProps) {
  const { t } = useTranslation('documents');
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isCurrent) button.current?.scrollIntoView({ block: 'nearest' });
  }, [isCurrent]);
  const { before, match, after } = found.snippet;
  return (
    <button
      ref={button}
      type="button"
      aria-current={isCurrent}
      aria-label={t(title === undefined ? 'search.place' : 'search.placeIn', {
        page: found.label,
        title: title ?? '',
        text: `${before}${match}${after}`,
      })}
      onClick={onGo}
      className={cx(
        'flex w-full items-baseline gap-2 px-3 py-1.5 text-left text-sm leading-snug hover:bg-hover focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-focus',
        isCurrent && 'bg-accent-soft',
      )}
    >
      <span className="line-clamp-3 min-w-0 flex-1 wrap-break-word">
        {before}
        <mark className="rounded-xs bg-[#ffe680] px-px font-semibold text-[#1b2130]">{match}</mark>
        {after}
      </span>
      <span className="figures shrink-0 text-ink-muted">{t('search.page', { page: found.label })}</span>
    </button>
  );
}

import { useEffect, useState, useSyncExternalStore } from 'react';
import { PageTransform, type PageSize, type Rect } from '#protocol/annotation/page-transform';
import { boxesOf } from '#protocol/documents/text/page-text';
import type { PaperText } from './paper-text.ts';
import { useSearch } from './paper-search.ts';
import type { Found, SearchModel, SearchState } from './search-model.ts';

export interface FoundOnPageProps {
  readonly words: PaperText;
  readonly page: number;
  /** As it is shown: turned with the view. */
  readonly size: PageSize;
  /** CSS pixels per point. */
  readonly scale: number;
}

/** What a search has found on a page: all places faint, the current one strong. */
export function FoundOnPage(props: FoundOnPageProps) {
  const search = useSearch();
  return search === null ? null : <Marks {...props} search={search} />;
}

interface Place {
  readonly boxes: readonly number[];
  readonly isCurrent: boolean;
}

function Marks({ words, page, size, scale, search }: FoundOnPageProps & { readonly search: SearchModel }) {
  const state = useSyncExternalStore(search.subscribe, search.getSnapshot);
  const found = onPage(state, words, page);
  const key = found.map(({ start, end }) => `${start}-${end}`).join(' ');
  const [places, setPlaces] = useState<{
    readonly key: string;
    readonly boxes: readonly (readonly number[])[];
  }>({
    key: '',
    boxes: [],
  });
  useEffect(() => {
    if (key === '') return undefined;
    let isOver = false;
    words
      .page(page)
      .then((text) => {
        if (isOver) return;
        const stretches = key.split(' ').map((each) => each.split('-').map(Number));
        setPlaces({ key, boxes: stretches.map(([start = 0, end = 0]) => boxesOf(text, start, end)) });
      })
      .catch((error: unknown) => console.debug('no places on this page', error));
    return () => {
      isOver = true;
    };
  }, [words, page, key]);
  if (key === '' || places.key !== key) return null;
  const current = state.current === null ? undefined : state.found[state.current];
  const shown: Place[] = found.map((each, at) => ({
    boxes: places.boxes[at] ?? [],
    isCurrent: each === current,
  }));
  const transform = new PageTransform(size, scale);
  return (
    <div aria-hidden className="pointer-events-none absolute inset-0 mix-blend-multiply">
      {shown.flatMap(({ boxes, isCurrent }, at) =>
        rects(boxes).map((box, part) => {
          const { x, y, width, height } = transform.rectToScreen(box);
          return (
            <div
              // oxlint-disable-next-line react/no-array-index-key
              key={`${at} ${part}`}
              data-found={isCurrent ? 'current' : 'other'}
              className={
                isCurrent
                  ? 'absolute rounded-xs bg-[#ff9d2e] outline-2 outline-[#b25a00]'
                  : 'absolute rounded-xs bg-[#ffe680]'
              }
              style={{ left: x, top: y, width, height }}
            />
          );
        }),
      )}
    </div>
  );
}

function onPage({ found }: SearchState, { version }: PaperText, page: number): readonly Found[] {
  return found.filter((each) => each.version === version && each.page === page);
}

/** x, y, width, height of each, one after the other, as they are kept. */
export function rects(boxes: readonly number[]): Rect[] {
  const found: Rect[] = [];
  for (let at = 0; at + 3 < boxes.length; at += 4) {
    const [x = 0, y = 0, width = 0, height = 0] = boxes.slice(at, at + 4);
    found.push({ x, y, width, height });
  }
  return found;
}

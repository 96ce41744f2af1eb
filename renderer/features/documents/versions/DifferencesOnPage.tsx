import { createContext, useContext, useSyncExternalStore } from 'react';
import { PageTransform, type PageSize } from '#protocol/annotation/page-transform';
import { cx } from '../../../ui/index.ts';
import type { ComparedSide, Differences } from './differences.ts';

/** Around the pages of one of two versions that are compared. */
export const DifferencesContext = createContext<{
  readonly differences: Differences;
  readonly side: ComparedSide;
} | null>(null);

export interface DifferencesOnPageProps {
  readonly page: number;
  /** As it is shown: turned with the view. */
  readonly size: PageSize;
  /** CSS pixels per point. */
  readonly scale: number;
}

/** Pixels of the bar that stands where words are missing. */
const LEAST_WIDTH = 3;

/** What one version has and the other hasn't, marked on a page: what went is struck through, what came is underlined. */
export function DifferencesOnPage(props: DifferencesOnPageProps) {
  const compared = useContext(DifferencesContext);
  return compared === null ? null : <Parts {...props} {...compared} />;
}

function Parts({
  page,
  size,
  scale,
  differences,
  side,
}: DifferencesOnPageProps & { readonly differences: Differences; readonly side: ComparedSide }) {
  const view = useSyncExternalStore(differences.subscribe, differences.getSnapshot);
  const transform = new PageTransform(size, scale);
  const current = view.phase === 'done' ? view.current : null;
  return (
    <div aria-hidden className="pointer-events-none absolute inset-0 mix-blend-multiply">
      {differences.on(side, page).flatMap(({ index, boxes, isGap }) =>
        fours(boxes).map(([x, y, width, height], part) => {
          const place = transform.rectToScreen({ x, y, width, height });
          return (
            <div
              // oxlint-disable-next-line react/no-array-index-key -- the lines of one difference have no other name
              key={`${index} ${part}`}
              data-difference={isGap ? 'gap' : side}
              {...(index === current ? { 'data-current': true } : {})}
              style={{
                left: place.x,
                top: place.y,
                width: Math.max(place.width, LEAST_WIDTH),
                height: place.height,
              }}
              className={cx(
                'absolute rounded-xs',
                isGap ? 'bg-[#5b6472]' : side === 'old' ? 'bg-[#ffd3cf]' : 'bg-[#c9f0d2]',
                index === current && 'outline-2 outline-offset-1',
                index === current && (side === 'old' ? 'outline-[#a8201a]' : 'outline-[#17673a]'),
              )}
            >
              {isGap ? null : (
                <span
                  className={cx(
                    'absolute inset-x-0',
                    side === 'old' ? 'top-1/2 h-px bg-[#a8201a]' : 'bottom-0 h-0.5 bg-[#17673a]',
                  )}
                />
              )}
            </div>
          );
        }),
      )}
    </div>
  );
}

function fours(numbers: readonly number[]): [number, number, number, number][] {
  const found: [number, number, number, number][] = [];
  for (let at = 0; at + 3 < numbers.length; at += 4) {
    const [x = 0, y = 0, width = 0, height = 0] = numbers.slice(at, at + 4);
    found.push([x, y, width, height]);
  }
  return found;
}

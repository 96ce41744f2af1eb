import { createContext, useContext } from 'react';
import { PageTransform, type PageSize } from '#protocol/annotation/page-transform';
import { rects } from './FoundOnPage.tsx';

/** Words of a page that somebody was taken to. */
export interface Quoted {
  readonly page: number;
  /** x, y, width, height of each line's part, in points of the page. */
  readonly boxes: readonly number[];
}

/** Around the pages of a reader. */
export const QuotedContext = createContext<Quoted | null>(null);

export interface QuoteOnPageProps {
  readonly page: number;
  /** As it is shown: turned with the view. */
  readonly size: PageSize;
  /** CSS pixels per point. */
  readonly scale: number;
}

/** The words that somebody was taken to, where they stand. */
export function QuoteOnPage({ page, size, scale }: QuoteOnPageProps) {
  const quoted = useContext(QuotedContext);
  if (quoted === null || quoted.page !== page) return null;
  const transform = new PageTransform(size, scale);
  return (
    <div aria-hidden className="pointer-events-none absolute inset-0 mix-blend-multiply">
      {rects(quoted.boxes).map((box) => {
        const { x, y, width, height } = transform.rectToScreen(box);
        return (
          <div
            key={`${box.x} ${box.y}`}
            data-quoted
            className="absolute rounded-xs bg-[#ffd479] outline-1 outline-[#b25a00]"
            style={{ left: x, top: y, width, height }}
          />
        );
      })}
    </div>
  );
}

import './words.css';
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { PageSize } from '#protocol/annotation/page-transform';
import type { PageText } from '#protocol/documents/text/page-text';
import { isBlank } from './blank-picture.ts';
import type { PaperText } from './paper-text.ts';
import { ScanNotice } from './ScanNotice.tsx';
import { layWords } from './word-layers.ts';

export interface PageWordsProps {
  readonly words: PaperText;
  readonly page: number;
  /** As it is shown: turned with the view. */
  readonly size: PageSize;
  /** CSS pixels per point. */
  readonly scale: number;
  /** The page's picture is on screen. */
  readonly isShown: boolean;
  /** Holds the picture. */
  readonly picture: RefObject<HTMLElement | null>;
}

/** Words are laid over a page that has been on screen for so long, in milliseconds. */
const TEXT_AFTER = 250;

/** The words of a page over its picture; on a scan, that there are none. */
export function PageWords({ words, page, size, scale, isShown, picture }: PageWordsProps) {
  const host = useRef<HTMLDivElement>(null);
  const [text, setText] = useState<PageText | null>(null);
  const [isScan, setIsScan] = useState(false);
  const { width, height, rotation } = size;

  useEffect(() => {
    if (!isShown) return undefined;
    let isOver = false;
    const read = () => {
      words
        .page(page)
        .then((found) => {
          if (isOver) return;
          setText(found);
          setIsScan(found.runs.length === 0 && !isBlank(picture.current?.querySelector('canvas') ?? null));
        })
        .catch((error: unknown) => console.debug('no text on this page', error));
    };
    const timer = setTimeout(read, TEXT_AFTER);
    const end = words.onChange(read);
    return () => {
      isOver = true;
      clearTimeout(timer);
      end();
    };
  }, [isShown, words, page, picture]);

  useLayoutEffect(() => {
    if (host.current === null || text === null) return undefined;
    const { version } = words;
    return layWords(host.current, { version, page, text, size: { width, height, rotation } });
  }, [text, words, page, width, height, rotation]);

  useLayoutEffect(() => {
    host.current?.style.setProperty('--bt-text-scale', String(scale));
  }, [scale]);

  return (
    <>
      <div ref={host} className="bt-text" />
      {isScan ? <ScanNotice recognition={words.recognition} /> : null}
    </>
  );
}

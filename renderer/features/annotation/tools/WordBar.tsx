import { useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { Quote, TextMark } from '#protocol/annotation/mark';
import { Button, IconButton, toast, Toolbar, ToolbarSeparator } from '../../../ui/index.ts';
import type { AnnotationSession } from '../annotation-session.ts';

/** Words that are selected on one page. */
export interface SelectedWords {
  readonly page: number;
  /** x, y, width, height of each line's part, in points of the page. */
  readonly boxes: readonly number[];
  readonly quote: Quote;
}

export interface WordBarProps {
  readonly session: AnnotationSession;
  /** Tells of the words of this paper that are selected, and with an empty list when none are. Returns what stops it. */
  readonly onSelection: (listener: (words: readonly SelectedWords[]) => void) => () => void;
  /** Takes the words along for the minutes; without it nobody here writes them. */
  readonly onEvidence?: (words: readonly SelectedWords[]) => void;
}

/** Pixels: the bar's height with the space to the words, half of its width, and the least distance to the window's edge. */
const ROOM = 54;
const HALF = 150;
const EDGE = 8;

/** What can be done with selected words: floats beside them. */
export function WordBar({ session, onSelection, onEvidence }: WordBarProps) {
  const { t } = useTranslation('annotation');
  const { locked, pens } = useSyncExternalStore(session.subscribe, session.getSnapshot);
  const [words, setWords] = useState<readonly SelectedWords[]>([]);
  const [place, setPlace] = useState<{ readonly left: number; readonly top: number } | null>(null);

  useEffect(() => {
    let hadSome = false;
    const locate = () => setPlace(placeOfSelection());
    const stop = onSelection((selected) => {
      hadSome = selected.length > 0;
      setWords(selected);
      locate();
    });
    const moved = () => {
      if (hadSome) locate();
    };
    addEventListener('scroll', moved, { capture: true, passive: true });
    addEventListener('resize', moved);
    return () => {
      stop();
      removeEventListener('scroll', moved, { capture: true });
      removeEventListener('resize', moved);
    };
  }, [onSelection]);

  if (words.length === 0 || place === null) return null;
  const write = (style: TextMark['style']) => {
    const colour = style === 'highlight' ? pens.highlighter.colour : pens.line.colour;
    const placed = session.hand.markWords(words, style, colour);
    getSelection()?.removeAllRanges();
    setWords([]);
    return placed;
  };
  const copy = async () => {
    await navigator.clipboard.writeText(words.map(({ quote }) => quote.text).join('\n'));
    toast(t('words.copied'));
  };
  return (
    <div
      data-mark-control
      style={place}
      className="fixed z-30 -translate-x-1/2"
      // A press on the bar must not take the selection away.
      onMouseDown={(event) => event.preventDefault()}
    >
      <Toolbar label={t('words.bar')} look="float" className="flex-nowrap">
        {locked === null ? (
          <>
            <IconButton icon="highlighter" label={t('words.highlight')} onPress={() => write('highlight')} />
            <IconButton icon="underline" label={t('words.underline')} onPress={() => write('underline')} />
            <IconButton icon="strikeout" label={t('words.strikeOut')} onPress={() => write('strikeOut')} />
            <ToolbarSeparator />
            <Button
              variant="quiet"
              icon="comment"
              onPress={() => {
                const [first] = write('highlight');
                if (first !== undefined) session.threads.beginWith(first);
              }}
            >
              {t('words.comment')}
            </Button>
          </>
        ) : null}
        {onEvidence === undefined ? null : (
          <IconButton
            icon="gavel"
            label={t('words.evidence')}
            onPress={() => {
              onEvidence(words);
              getSelection()?.removeAllRanges();
              setWords([]);
            }}
          />
        )}
        {/* On plain http over the network browsers give no clipboard; the keys still copy. */}
        {isSecureContext ? (
          <IconButton icon="copy" label={t('words.copy')} shortcut="Ctrl+C" onPress={() => void copy()} />
        ) : null}
      </Toolbar>
    </div>
  );
}

/** Above the selected words, below them for fingers, whose own menu is above; null when they are not on screen. */
function placeOfSelection(): { readonly left: number; readonly top: number } | null {
  const selection = getSelection();
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return null;
  const { left, right, top, bottom } = selection.getRangeAt(0).getBoundingClientRect();
  if (bottom < 0 || top > innerHeight) return null;
  const isBelow = top < ROOM + EDGE || matchMedia('(pointer: coarse)').matches;
  const half = Math.min(HALF, innerWidth / 2 - EDGE);
  return {
    left: Math.min(Math.max((left + right) / 2, half + EDGE), innerWidth - half - EDGE),
    top: Math.min(Math.max(isBelow ? bottom + EDGE : top - ROOM, EDGE), innerHeight - ROOM),
  };
}

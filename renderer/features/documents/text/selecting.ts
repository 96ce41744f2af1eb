import { wordAt } from '#protocol/documents/text/page-text';
import { placeAt, selectBetween, selectedQuotes, type SelectedQuote, type WordPlace } from './word-layers.ts';

/** Nearer to the edge than this, in pixels, the page scrolls along while selecting. */
const EDGE = 32;

type Grain = 'letter' | 'word' | 'line';

/**
 * Selecting with the mouse inside of a scrolling element. Browsers know only where an element is, not which words
 * somebody beside a line means, and would jump over half the page. Fingers and keys select as the browser does it.
 * Returns what ends it.
 */
export function attachSelecting(scroller: HTMLElement): () => void {
  const ending = new AbortController();
  const { signal } = ending;
  let anchor: WordPlace | undefined;
  let grain: Grain = 'letter';
  let pointer = { x: 0, y: 0 };
  let frame = 0;

  const extend = () => {
    const focus = anchor === undefined ? undefined : placeAt(scroller, pointer);
    if (anchor === undefined || focus === undefined) return;
    if (grain === 'letter') {
      selectBetween(anchor, focus);
      return;
    }
    const first = grainAround(anchor, grain);
    const last = grainAround(focus, grain);
    const isForward = isBefore(first[0], last[0]);
    selectBetween(isForward ? first[0] : first[1], isForward ? last[1] : last[0]);
  };
  const scrollAlong = () => {
    frame = 0;
    if (anchor === undefined) return;
    const { top, bottom } = scroller.getBoundingClientRect();
    const over = Math.min(0, pointer.y - top - EDGE) + Math.max(0, pointer.y - bottom + EDGE);
    if (over === 0) return;
    scroller.scrollTop += over / 2;
    extend();
    frame = requestAnimationFrame(scrollAlong);
  };
  const stop = () => {
    anchor = undefined;
    cancelAnimationFrame(frame);
    frame = 0;
  };

  scroller.addEventListener(
    'mousedown',
    (event) => {
      if (event.button !== 0 || !(event.target instanceof Element) || !event.target.closest('.bt-text'))
        return;
      const place = placeAt(scroller, { x: event.clientX, y: event.clientY });
      if (place === undefined) return;
      event.preventDefault();
      pointer = { x: event.clientX, y: event.clientY };
      grain = event.detail >= 3 ? 'line' : event.detail === 2 ? 'word' : 'letter';
      const before = event.shiftKey ? anchorOf(scroller) : undefined;
      anchor = before ?? place;
      extend();
    },
    { signal },
  );
  addEventListener(
    'mousemove',
    (event) => {
      if (anchor === undefined) return;
      if ((event.buttons & 1) === 0) {
        stop();
        return;
      }
      pointer = { x: event.clientX, y: event.clientY };
      extend();
      if (frame === 0) frame = requestAnimationFrame(scrollAlong);
    },
    { signal },
  );
  addEventListener('mouseup', stop, { signal });
  return () => {
    stop();
    ending.abort();
  };
}

/**
 * Tells of words that are selected, each time that a selection is finished, and with an empty list when there is none
 * any more. Returns what ends it.
 */
export function onSelection(listener: (quotes: readonly SelectedQuote[]) => void): () => void {
  const ending = new AbortController();
  const { signal } = ending;
  let isPressed = false;
  let hadSome = false;
  let frame = 0;
  const tell = () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => {
      if (isPressed) return;
      const quotes = selectedQuotes();
      if (quotes.length === 0 && !hadSome) return;
      hadSome = quotes.length > 0;
      listener(quotes);
    });
  };
  document.addEventListener('selectionchange', tell, { signal });
  addEventListener('pointerdown', () => (isPressed = true), { signal, capture: true });
  for (const up of ['pointerup', 'pointercancel'] as const) {
    addEventListener(
      up,
      () => {
        isPressed = false;
        tell();
      },
      { signal, capture: true },
    );
  }
  return () => {
    cancelAnimationFrame(frame);
    ending.abort();
  };
}

/** Where the selection that is there began, for extending it. */
function anchorOf(scroller: HTMLElement): WordPlace | undefined {
  const selection = getSelection();
  const node = selection?.anchorNode;
  if (!selection || !node || !scroller.contains(node)) return undefined;
  const range = document.createRange();
  range.setStart(node, selection.anchorOffset);
  const { left, top, height } = range.getBoundingClientRect();
  return placeAt(scroller, { x: left, y: top + height / 2 });
}

function grainAround(place: WordPlace, grain: 'word' | 'line'): [WordPlace, WordPlace] {
  const { text } = place.text;
  const { start, end } =
    grain === 'word'
      ? wordAt(place.text, place.offset)
      : {
          start: text.lastIndexOf('\n', place.offset - 1) + 1,
          end: text.indexOf('\n', place.offset) < 0 ? text.length : text.indexOf('\n', place.offset),
        };
  return [
    { ...place, offset: start },
    { ...place, offset: end },
  ];
}

function isBefore(a: WordPlace, b: WordPlace): boolean {
  if (a.host === b.host) return a.offset <= b.offset;
  return (a.host.compareDocumentPosition(b.host) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}

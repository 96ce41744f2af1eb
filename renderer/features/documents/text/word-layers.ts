import { type PageSize, PageTransform, type Point, shownSize } from '#protocol/annotation/page-transform';
import type { Quote } from '#protocol/annotation/mark';
import { evenPieces } from '#protocol/documents/text/even-pieces';
import type { Letters } from '#protocol/documents/text/letter-widths';
import {
  boxesOf,
  offsetMeant,
  type PageText,
  quoteOf,
  type RunFrame,
} from '#protocol/documents/text/page-text';
import type { VersionId } from '#protocol/wire/ids';

/** Letters of this size are measured, and stand in the layer. Pixels; `words.css` says the same. */
const LETTER_SIZE = 16;
const FAMILIES = {
  serif: "'Times New Roman', 'Liberation Serif', Times, serif",
  sans: "Arial, 'Liberation Sans', Helvetica, sans-serif",
  mono: "'Courier New', 'Liberation Mono', monospace",
} as const;

/** Most pieces that are laid over a page; a page of a book has a hundred. */
const MOST_SPANS = 6000;
/** A text mark holds at most so many boxes of four numbers. */
const MOST_BOXES = 200;

/** Words that somebody has selected on one page. */
export interface SelectedQuote {
  readonly version: VersionId;
  readonly page: number;
  /** UTF-16 units of the page's text. */
  readonly start: number;
  readonly end: number;
  /** x, y, width, height of each line's part, in points of the page; at most 200 lines. */
  readonly boxes: readonly number[];
  readonly quote: Quote;
}

/** The words of a page, and the page as it is shown. */
export interface WordLayer {
  readonly version: VersionId;
  readonly page: number;
  readonly text: PageText;
  readonly size: PageSize;
}

interface Layer extends WordLayer {
  /** Where the text of each of its elements starts. */
  readonly starts: readonly number[];
}

/** The layers that are on screen. */
const layers = new Map<HTMLElement, Layer>();
/** Measures letters; made once it is needed. */
let pen: CanvasRenderingContext2D | null | undefined;

/**
 * Lays the words of a page over it, in the order of reading. `size` is the page as it is shown. What the element held
 * before is replaced. Returns what takes the words away.
 */
export function layWords(host: HTMLElement, words: WordLayer): () => void {
  const { text, size } = words;
  const transform = new PageTransform(size, 1);
  const spans = document.createDocumentFragment();
  const starts: number[] = [];
  for (const run of text.runs) {
    if (starts.length >= MOST_SPANS) break;
    const letters = run.letters ?? 'sans';
    for (const { start, end, frame } of evenPieces(text, run)) {
      const own = text.text.slice(start, end);
      const span = document.createElement('span');
      // The space that follows is no part of what is placed, but of what a screen reader speaks.
      span.textContent = end === run.end && /\s/.test(text.text.charAt(end)) ? `${own} ` : own;
      if (letters !== 'sans') span.dataset['letters'] = letters;
      span.style.transform = matrixOf(frame, widthOf(own, letters), transform);
      spans.append(span);
      starts.push(start);
    }
  }
  const shown = shownSize(size);
  host.style.width = `${shown.width}px`;
  host.style.height = `${shown.height}px`;
  host.replaceChildren(spans);
  const layer = { ...words, starts };
  layers.set(host, layer);
  if (layers.size === 1) document.addEventListener('copy', onCopy);
  return () => {
    if (layers.get(host) !== layer) return;
    layers.delete(host);
    host.replaceChildren();
    if (layers.size === 0) document.removeEventListener('copy', onCopy);
  };
}

/** Puts letters of the measured width into their frame. */
function matrixOf({ origin, along, up }: RunFrame, width: number, transform: PageTransform): string {
  const start = transform.toScreen({ x: origin.x + up.x, y: origin.y + up.y });
  const end = transform.toScreen({ x: origin.x + up.x + along.x, y: origin.y + up.y + along.y });
  const foot = transform.toScreen(origin);
  const across = 1 / Math.max(width, 0.01);
  const down = 1 / LETTER_SIZE;
  const parts = [
    (end.x - start.x) * across,
    (end.y - start.y) * across,
    (foot.x - start.x) * down,
    (foot.y - start.y) * down,
    start.x,
    start.y,
  ];
  return `matrix(${parts.map((part) => part.toFixed(4)).join(',')})`;
}

function widthOf(text: string, letters: Letters): number {
  if (pen === undefined) {
    pen = document.createElement('canvas').getContext('2d');
    if (pen !== null) pen.fontKerning = 'none';
  }
  if (pen === null) return text.length * LETTER_SIZE;
  pen.font = `${LETTER_SIZE}px ${FAMILIES[letters]}`;
  return pen.measureText(text).width;
}

/** The words that are selected now, page after page; empty when none are. */
export function selectedQuotes(): SelectedQuote[] {
  const selection = getSelection();
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return [];
  const range = selection.getRangeAt(0);
  const found: SelectedQuote[] = [];
  for (const [host, layer] of layers) {
    const { version, page, text } = layer;
    if (!range.intersectsNode(host)) continue;
    const start = host.contains(range.startContainer)
      ? offsetOf(host, layer, range.startContainer, range.startOffset)
      : 0;
    const end = host.contains(range.endContainer)
      ? offsetOf(host, layer, range.endContainer, range.endOffset)
      : text.text.length;
    if (text.text.slice(start, end).trim() === '') continue;
    const boxes = boxesOf(text, start, end).slice(0, MOST_BOXES * 4);
    if (boxes.length > 0) found.push({ version, page, start, end, boxes, quote: quoteOf(text, start, end) });
  }
  return found.toSorted((a, b) => a.page - b.page);
}

/** The place in the words that is meant by a point of the window; undefined where no words are. */
export interface WordPlace {
  readonly host: HTMLElement;
  readonly text: PageText;
  readonly offset: number;
}

/** The place in the words nearest to a point of the window, among the layers inside an element. */
export function placeAt(within: Element, at: Point): WordPlace | undefined {
  let nearest: { host: HTMLElement; layer: Layer; box: DOMRect; distance: number } | undefined;
  for (const [host, layer] of layers) {
    if (layer.text.runs.length === 0 || !within.contains(host)) continue;
    const box = host.getBoundingClientRect();
    const distance = Math.hypot(
      Math.max(box.left - at.x, 0, at.x - box.right),
      Math.max(box.top - at.y, 0, at.y - box.bottom),
    );
    if (nearest === undefined || distance < nearest.distance) nearest = { host, layer, box, distance };
  }
  if (nearest === undefined) return undefined;
  const { host, layer, box } = nearest;
  const scale = box.width / Math.max(1, shownSize(layer.size).width);
  const point = new PageTransform(layer.size, scale).toPage({ x: at.x - box.left, y: at.y - box.top });
  const offset = offsetMeant(layer.text, point);
  return offset === undefined ? undefined : { host, text: layer.text, offset };
}

/** Selects from one place to another, in either direction. */
export function selectBetween(from: WordPlace, to: WordPlace): void {
  const anchor = nodeAt(from);
  const focus = nodeAt(to);
  if (anchor === undefined || focus === undefined) return;
  getSelection()?.setBaseAndExtent(anchor.node, anchor.offset, focus.node, focus.offset);
}

function nodeAt({ host, text, offset }: WordPlace): { node: Node; offset: number } | undefined {
  const starts = layers.get(host)?.starts ?? [];
  const index = Math.max(
    0,
    starts.findLastIndex((start) => start <= offset),
  );
  const start = starts[index];
  const node = host.children[index]?.firstChild;
  if (start === undefined || !node) return undefined;
  const end = starts[index + 1] ?? text.text.length;
  return { node, offset: Math.min(end, Math.max(start, offset)) - start };
}

function offsetOf(host: HTMLElement, { text, starts }: Layer, node: Node, offset: number): number {
  const whole = text.text.length;
  if (node === host) return starts[offset] ?? whole;
  const span = node instanceof Element ? node : node.parentElement;
  const index = span === null ? -1 : [...host.children].indexOf(span);
  const start = starts[index];
  if (start === undefined) return whole;
  const end = starts[index + 1] ?? whole;
  if (node instanceof Element) return offset === 0 ? start : end;
  return Math.min(start + offset, end);
}

/** What is copied is the text itself, with its lines, whatever the browser makes of the layer. */
function onCopy(event: ClipboardEvent): void {
  if (event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement) return;
  const quotes = selectedQuotes();
  if (quotes.length === 0) return;
  const parts = quotes.map(({ version, page, start, end }) => {
    const layer = [...layers.values()].find((each) => each.version === version && each.page === page);
    return layer?.text.text.slice(start, end) ?? '';
  });
  event.clipboardData?.setData('text/plain', parts.join('\n'));
  event.preventDefault();
}

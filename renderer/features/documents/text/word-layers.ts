import { type PageSize, PageTransform, type Point, shownSize } from '#protocol/annotation/page-transform';
import type { Quote } from '#protocol/annotation/mark';
import { boxesOf, frameOf, offsetMeant, type PageText, quoteOf } from '#protocol/documents/text/page-text';
import type { VersionId } from '#protocol/wire/ids';

/** Letters of this size are measured, and stand in the layer. Pixels; `words.css` says the same. */
const LETTER_SIZE = 16;
const FAMILIES = {
  serif: "'Times New Roman', 'Liberation Serif', Times, serif",
  sans: "Arial, 'Liberation Sans', Helvetica, sans-serif",
  mono: "'Courier New', 'Liberation Mono', monospace",
} as const;

/** Most runs that are laid over a page; a page of a book has a hundred. */
const MOST_RUNS = 6000;
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

interface Layer {
  readonly version: VersionId;
  readonly page: number;
  readonly text: PageText;
  readonly size: PageSize;
}

/** The layers that are on screen. */
const layers = new Map<HTMLElement, Layer>();

/**
 * Lays the words of a page over it, in the order of reading. `size` is the page as it is shown. What the element held
 * before is replaced. Returns what takes the words away.
 */
export function layWords(host: HTMLElement, layer: Layer): () => void {
  const { text, size } = layer;
  const transform = new PageTransform(size, 1);
  const words = document.createDocumentFragment();
  const pen = document.createElement('canvas').getContext('2d');
  text.runs.slice(0, MOST_RUNS).forEach((run, index) => {
    const letters = run.letters ?? 'sans';
    const own = text.text.slice(run.start, run.end);
    if (pen !== null) {
      pen.font = `${LETTER_SIZE}px ${FAMILIES[letters]}`;
      pen.fontKerning = 'none';
    }
    const width = pen?.measureText(own).width ?? own.length * LETTER_SIZE;
    const span = document.createElement('span');
    // The space that follows is no part of the run's width, but of what a screen reader speaks.
    span.textContent = /\s/.test(text.text.charAt(run.end)) ? `${own} ` : own;
    span.dataset['run'] = String(index);
    if (letters !== 'sans') span.dataset['letters'] = letters;
    const { origin, along, up } = frameOf(run);
    const start = transform.toScreen({ x: origin.x + up.x, y: origin.y + up.y });
    const end = transform.toScreen({ x: origin.x + up.x + along.x, y: origin.y + up.y + along.y });
    const foot = transform.toScreen(origin);
    const across = 1 / Math.max(width, 0.01);
    const down = 1 / LETTER_SIZE;
    const matrix = [
      (end.x - start.x) * across,
      (end.y - start.y) * across,
      (foot.x - start.x) * down,
      (foot.y - start.y) * down,
      start.x,
      start.y,
    ];
    span.style.transform = `matrix(${matrix.map((part) => part.toFixed(4)).join(',')})`;
    words.append(span);
  });
  const shown = shownSize(size);
  host.style.width = `${shown.width}px`;
  host.style.height = `${shown.height}px`;
  host.replaceChildren(words);
  layers.set(host, layer);
  if (layers.size === 1) document.addEventListener('copy', onCopy);
  return () => {
    if (layers.get(host) !== layer) return;
    layers.delete(host);
    host.replaceChildren();
    if (layers.size === 0) document.removeEventListener('copy', onCopy);
  };
}

/** The words that are selected now, page after page; empty when none are. */
export function selectedQuotes(): SelectedQuote[] {
  const selection = getSelection();
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return [];
  const range = selection.getRangeAt(0);
  const found: SelectedQuote[] = [];
  for (const [host, { version, page, text }] of layers) {
    if (!range.intersectsNode(host)) continue;
    const start = host.contains(range.startContainer)
      ? offsetOf(host, text, range.startContainer, range.startOffset)
      : 0;
    const end = host.contains(range.endContainer)
      ? offsetOf(host, text, range.endContainer, range.endOffset)
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
  let index = 0;
  text.runs.forEach((run, at) => {
    if (run.start <= offset) index = at;
  });
  const run = text.runs[index];
  const node = host.children[index]?.firstChild;
  if (run === undefined || !node) return undefined;
  return { node, offset: Math.min(run.end, Math.max(run.start, offset)) - run.start };
}

function offsetOf(host: HTMLElement, text: PageText, node: Node, offset: number): number {
  const element = node instanceof Element ? node : node.parentElement;
  const span = element?.closest<HTMLElement>('[data-run]');
  if (span === null || span === undefined) {
    // Between two runs: the layer itself.
    const next = node === host ? text.runs[offset] : undefined;
    return next?.start ?? text.text.length;
  }
  const run = text.runs[Number(span.dataset['run'])];
  if (run === undefined) return text.text.length;
  if (node instanceof Element) return offset === 0 ? run.start : run.end;
  return Math.min(run.start + offset, run.end);
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

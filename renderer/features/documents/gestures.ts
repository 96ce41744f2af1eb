import { EdgePull } from './edge-pull.ts';
import type { ReaderModel } from './reader-model.ts';

/** Pixels of pulling at the end of a page until the next one comes, and at the end of a paper. */
const PAGE_PULL = 60;
const PAPER_PULL = 260;
/** The same for a finger, which has less room. */
const PAGE_SWIPE = 48;
const PAPER_SWIPE = 130;
/** What was pulled and not finished is let go after this, in milliseconds. */
const LET_GO = 900;

/** What lies beyond the first and the last page. */
export interface PaperFlow {
  /** Whether there is a paper before (-1) or after (1) this one. */
  readonly has: (direction: 1 | -1) => boolean;
  readonly go: (direction: 1 | -1) => void;
  /** How far somebody has pulled towards it: from -1 to 1. */
  readonly onPull: (share: number) => void;
}

/**
 * Zooming and two-finger panning on the scrolling element: Ctrl with the wheel (which is also a trackpad's pinch) and
 * two touches. One finger is the browser's own scrolling, or a pen. Scrolling on beyond the end turns to the next page
 * or paper, after some resistance. Returns what ends it.
 */
export function attachGestures(element: HTMLElement, model: ReaderModel, flow: PaperFlow): () => void {
  const ending = new AbortController();
  const { signal } = ending;
  const pulls = { page: new EdgePull(PAGE_PULL), paper: new EdgePull(PAPER_PULL) };
  let pinch: { distance: number; x: number; y: number } | undefined;
  let swipe: { x: number; y: number; wasAtStart: boolean; wasAtEnd: boolean } | undefined;
  let letGo: ReturnType<typeof setTimeout> | undefined;

  const hasPageBeside = (direction: 1 | -1) => {
    const { arrangement, layout, page } = model.getSnapshot();
    return arrangement.mode === 'single' && layout.pageBeside(page, direction) !== page;
  };
  const give = (direction: 1 | -1) => {
    flow.onPull(0);
    if (hasPageBeside(direction)) model.turn(direction);
    else if (flow.has(direction)) flow.go(direction);
  };

  const pull = (delta: number, now: number) => {
    const direction = delta > 0 ? 1 : -1;
    const edges = { start: !model.hasMore(-1), end: !model.hasMore(1) };
    if (hasPageBeside(direction)) {
      if (pulls.page.move(delta, edges, now) === direction) give(direction);
      return;
    }
    if (!flow.has(direction)) return;
    if (pulls.paper.move(delta, edges, now) === direction) {
      give(direction);
      return;
    }
    flow.onPull(pulls.paper.share);
    clearTimeout(letGo);
    letGo = setTimeout(() => {
      pulls.paper.release();
      flow.onPull(0);
    }, LET_GO);
  };

  const wheel = (event: WheelEvent) => {
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 24 : 1;
    if (!event.ctrlKey && !event.metaKey) {
      if (!event.shiftKey && Math.abs(event.deltaY) > Math.abs(event.deltaX))
        pull(event.deltaY * lines, event.timeStamp);
      return;
    }
    event.preventDefault();
    const box = element.getBoundingClientRect();
    // A mouse's notch is about 100, a trackpad's pinch a few units: bounded so that one notch is one step.
    const change = Math.max(-60, Math.min(60, event.deltaY * lines));
    model.zoomTo(model.getSnapshot().layout.scale * Math.exp(-change / 300), {
      x: event.clientX - box.left,
      y: event.clientY - box.top,
    });
  };

  const measure = (touches: TouchList) => {
    const [one, two] = [touches[0], touches[1]];
    if (one === undefined || two === undefined) return undefined;
    const box = element.getBoundingClientRect();
    return {
      distance: Math.max(1, Math.hypot(one.clientX - two.clientX, one.clientY - two.clientY)),
      x: (one.clientX + two.clientX) / 2 - box.left,
      y: (one.clientY + two.clientY) / 2 - box.top,
    };
  };

  const touchStart = (event: TouchEvent) => {
    pinch = event.touches.length === 2 ? measure(event.touches) : undefined;
    const [finger] = event.touches;
    swipe = undefined;
    if (finger === undefined || event.touches.length > 1 || drawsWithFinger(event.target)) return;
    swipe = {
      x: finger.clientX,
      y: finger.clientY,
      wasAtStart: !model.hasMore(-1),
      wasAtEnd: !model.hasMore(1),
    };
  };
  const touchMove = (event: TouchEvent) => {
    const [finger] = event.touches;
    if (swipe !== undefined && finger !== undefined && event.touches.length === 1) {
      const up = swipe.y - finger.clientY;
      const isPaper = up > 0 ? swipe.wasAtEnd && !hasPageBeside(1) : swipe.wasAtStart && !hasPageBeside(-1);
      if (isPaper && flow.has(up > 0 ? 1 : -1)) flow.onPull(Math.max(-1, Math.min(1, up / PAPER_SWIPE)));
    }
    const now = event.touches.length === 2 ? measure(event.touches) : undefined;
    if (now === undefined || pinch === undefined) return;
    if (event.cancelable) event.preventDefault();
    const before = pinch;
    pinch = now;
    model.pan(before.x - now.x, before.y - now.y);
    const change = now.distance / before.distance;
    if (Math.abs(change - 1) > 0.002) model.zoomTo(model.getSnapshot().layout.scale * change, now);
  };
  const touchEnd = (event: TouchEvent) => {
    if (event.touches.length < 2) pinch = undefined;
    const from = swipe;
    swipe = undefined;
    const [finger] = event.changedTouches;
    if (from === undefined || finger === undefined) return;
    flow.onPull(0);
    if (event.type === 'touchcancel') return;
    const [left, up] = [from.x - finger.clientX, from.y - finger.clientY];
    const isAcross = Math.abs(left) > 1.5 * Math.abs(up);
    const direction = (isAcross ? left : up) > 0 ? 1 : -1;
    if (isAcross) {
      // A page wider than the screen is moved by such a swipe, not turned.
      const isWide = element.scrollWidth > element.clientWidth + 1;
      if (!isWide && Math.abs(left) > PAGE_SWIPE && hasPageBeside(direction)) model.step(direction);
      return;
    }
    const wasThere = direction === 1 ? from.wasAtEnd : from.wasAtStart;
    if (wasThere && Math.abs(up) > (hasPageBeside(direction) ? PAGE_SWIPE : PAPER_SWIPE)) give(direction);
  };

  element.addEventListener('wheel', wheel, { signal, passive: false });
  element.addEventListener('touchstart', touchStart, { signal, passive: true });
  element.addEventListener('touchmove', touchMove, { signal, passive: false });
  element.addEventListener('touchend', touchEnd, { signal, passive: true });
  element.addEventListener('touchcancel', touchEnd, { signal, passive: true });
  return () => {
    clearTimeout(letGo);
    ending.abort();
  };
}

/** A pen tool in hand has switched the browser's own scrolling off where it draws. */
function drawsWithFinger(target: EventTarget | null): boolean {
  const host = target instanceof Element ? target.closest<HTMLElement>('[data-tool]') : null;
  return host !== null && host.style.touchAction === 'none';
}

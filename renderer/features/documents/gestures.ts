import type { ReaderModel } from './reader-model.ts';

/**
 * Zooming and two-finger panning on the scrolling element: Ctrl with the wheel (which is also a trackpad's pinch) and
 * two touches. One finger is the browser's own scrolling, or a pen. Returns what ends it.
 */
export function attachGestures(element: HTMLElement, model: ReaderModel): () => void {
  const ending = new AbortController();
  const { signal } = ending;
  let pinch: { distance: number; x: number; y: number } | undefined;

  const wheel = (event: WheelEvent) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const box = element.getBoundingClientRect();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 24 : 1;
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
  };
  const touchMove = (event: TouchEvent) => {
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
  };

  element.addEventListener('wheel', wheel, { signal, passive: false });
  element.addEventListener('touchstart', touchStart, { signal, passive: true });
  element.addEventListener('touchmove', touchMove, { signal, passive: false });
  element.addEventListener('touchend', touchEnd, { signal, passive: true });
  element.addEventListener('touchcancel', touchEnd, { signal, passive: true });
  return () => ending.abort();
}

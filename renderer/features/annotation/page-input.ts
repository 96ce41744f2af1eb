import type { InkPoint } from '#protocol/annotation/ink';
import type { PageTransform, Point } from '#protocol/annotation/page-transform';
import type { AnnotationSession } from './annotation-session.ts';

/** How far from a stroke a pointer still touches it, in CSS pixels. */
export const REACH = 6;
/** A finger's stroke that is joined by a second finger within this is the beginning of a pinch, in milliseconds. */
const PINCH_TIME = 250;
/** A pointer that moved less than this has tapped, in CSS pixels. */
const TAP_REACH = 8;

export interface PageInputPorts {
  readonly page: number;
  readonly session: AnnotationSession;
  readonly transform: () => PageTransform;
  /** The stroke in hand has grown or ended. */
  readonly onDrawing: () => void;
  /** The note tool was put down here, in PDF points. */
  readonly onNote: (at: Point) => void;
  /** The pointer rests here without drawing, in PDF points; null when it left. */
  readonly onHover: (at: Point | null) => void;
}

/** Where the page is in the window, and how large. */
interface Frame {
  readonly box: DOMRect;
  readonly transform: PageTransform;
}

/**
 * Listens to pointers on one page and turns them into strokes, notes and cursors. Works on the element itself, not
 * through a framework: a point must be on the screen with the next frame. Returns what ends it.
 */
export function attachPageInput(element: HTMLElement, ports: PageInputPorts): () => void {
  const { page, session } = ports;
  const ending = new AbortController();
  const { signal } = ending;
  let downAt: { x: number; y: number; time: number; erases: boolean; frame: Frame } | undefined;

  const frameNow = (): Frame => ({ box: element.getBoundingClientRect(), transform: ports.transform() });
  const pointOf = (event: PointerEvent, { box, transform }: Frame): Point => {
    const at = transform.toPage({ x: event.clientX - box.left, y: event.clientY - box.top });
    return {
      x: Math.min(Math.max(at.x, 0), transform.size.width),
      y: Math.min(Math.max(at.y, 0), transform.size.height),
    };
  };
  const inkOf = (event: PointerEvent, frame: Frame): InkPoint => ({
    ...pointOf(event, frame),
    // Only a stylus knows pressure; a mouse says 0.5 and some touch screens anything.
    pressure: event.pointerType === 'pen' ? event.pressure : 0.5,
  });
  const reach = () => REACH / ports.transform().scale;

  const down = (event: PointerEvent) => {
    if (event.target instanceof Element && event.target.closest('[data-mark-control]') !== null) return;
    const { tool, fingerDraws } = session.getSnapshot();
    if (event.pointerType === 'pen') session.sawStylus();
    const finger = session.pointers.drawingFinger;
    const fate = session.pointers.down(event, tool, fingerDraws, event.timeStamp);
    if (fate === 'navigate' && finger !== undefined) giveUp(finger, event.timeStamp);
    if (fate !== 'draw') return;
    event.preventDefault();
    element.setPointerCapture(event.pointerId);
    const frame = frameNow();
    // A stylus' other end, or its button, erases whatever tool is in hand.
    const erases = tool === 'eraser' || (event.pointerType === 'pen' && event.button === 5);
    downAt = { x: event.clientX, y: event.clientY, time: event.timeStamp, erases, frame };
    if (erases) session.eraseAt(page, pointOf(event, frame), reach());
    else session.beginStroke(page, [inkOf(event, frame)]);
    ports.onDrawing();
  };

  const giveUp = (pointer: number, now: number) => {
    if (downAt !== undefined && now - downAt.time > PINCH_TIME) session.endStroke();
    else session.cancelStroke();
    session.pointers.up(pointer, now);
    downAt = undefined;
    ports.onDrawing();
  };

  const move = (event: PointerEvent) => {
    const frame = frameNow();
    if (event.pointerType !== 'touch') session.presence.point(cursorOf(event, frame));
    if (!session.pointers.draws(event.pointerId) || downAt === undefined) {
      if (event.pointerType !== 'touch') ports.onHover(pointOf(event, frame));
      return;
    }
    // A line that appears above the page, or a presenter who turns it, must not bend the stroke in hand.
    const { frame: began } = downAt;
    const coalesced = event.getCoalescedEvents();
    const events = coalesced.length > 0 ? coalesced : [event];
    if (downAt.erases) for (const each of events) session.eraseAt(page, pointOf(each, frame), reach());
    else session.extendStroke(events.map((each) => inkOf(each, began)));
    ports.onDrawing();
  };

  const cursorOf = (event: PointerEvent, frame: Frame) =>
    // In the private layer nobody is told what one is looking at.
    session.getSnapshot().layer === 'private' ? null : { page, ...pointOf(event, frame) };

  const up = (event: PointerEvent) => {
    const draws = session.pointers.draws(event.pointerId);
    session.pointers.up(event.pointerId, event.timeStamp);
    if (!draws || downAt === undefined) return;
    const { x, y, erases } = downAt;
    downAt = undefined;
    if (erases) session.endErasing();
    else session.endStroke();
    ports.onDrawing();
    const isTap = Math.hypot(event.clientX - x, event.clientY - y) < TAP_REACH;
    if (isTap && session.getSnapshot().tool === 'note' && event.type === 'pointerup') {
      ports.onNote(pointOf(event, frameNow()));
    }
  };

  const leave = (event: PointerEvent) => {
    if (event.pointerType === 'touch') return;
    session.presence.point(null);
    ports.onHover(null);
  };

  // With fingers scrolling, the browser would scroll with the stylus too: only a cancelled touch start stops it.
  const touch = (event: TouchEvent) => {
    if (session.pointers.isStylusDown && event.cancelable) event.preventDefault();
  };

  element.addEventListener('pointerdown', down, { signal });
  element.addEventListener('pointermove', move, { signal });
  element.addEventListener('pointerup', up, { signal });
  element.addEventListener('pointercancel', up, { signal });
  element.addEventListener('pointerleave', leave, { signal });
  element.addEventListener('touchstart', touch, { signal, passive: false });
  element.addEventListener('touchmove', touch, { signal, passive: false });
  return () => ending.abort();
}

import type { InkPoint } from '#protocol/annotation/ink';
import type { PageTransform, Point } from '#protocol/annotation/page-transform';
import type { AnnotationSession } from './annotation-session.ts';
import { penStrength } from './tools/pen-strength.ts';

/** How far from a mark a pointer still touches it, in CSS pixels. */
export const REACH = 6;
/** A finger is broader. */
const FINGER_REACH = 12;
/** A finger's stroke that is joined by a second finger within this is the beginning of a pinch, in milliseconds. */
const PINCH_TIME = 250;
/** After a stroke the cursor isn't told for so long: the stroke has the name beside it, and the next one may follow. */
const AFTER_INK = 1000;
/** The button of a stylus' other end. */
const ERASER_BUTTON = 5;

export interface PageInputPorts {
  readonly page: number;
  readonly session: AnnotationSession;
  readonly transform: () => PageTransform;
  /** The page's own rotation in the file, in degrees clockwise. */
  readonly rotation: number;
  /** The gesture under way looks different. */
  readonly onMoved: () => void;
  /** The pointer rests here without drawing, in PDF points; null when it left. */
  readonly onHover: (at: Point | null) => void;
}

/** Where the page is in the window, and how large. */
interface Frame {
  readonly box: DOMRect;
  readonly transform: PageTransform;
}

/**
 * Listens to pointers on one page and hands them to the tool in hand. Works on the element itself, not through a
 * framework: a point must be on the screen with the next frame. Returns what ends it.
 */
export function attachPageInput(element: HTMLElement, ports: PageInputPorts): () => void {
  const { page, session } = ports;
  const { hand } = session;
  const { pointers } = hand;
  const ending = new AbortController();
  const { signal } = ending;
  let began: { readonly time: number; readonly frame: Frame; readonly isInk: boolean } | undefined;

  let inkedAt = Number.NEGATIVE_INFINITY;

  // Ink is sent as the points come, where the browser tells of them (over https): otherwise they wait for the next frame.
  const isRaw = 'onpointerrawupdate' in element;

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
    pressure: penStrength(event, hand.tool === 'highlighter'),
  });

  const down = (event: PointerEvent) => {
    if (event.target instanceof Element && event.target.closest('[data-mark-control]') !== null) return;
    if (event.pointerType === 'pen') hand.sawStylus();
    const finger = pointers.drawingFinger;
    const fate = pointers.down(event, hand.tool, hand.fingerDraws, event.timeStamp);
    if (fate === 'navigate' && finger !== undefined) giveUp(finger, event.timeStamp);
    if (fate !== 'draw') return;
    event.preventDefault();
    // Without the browser's own handling of a press the focus would stay in a field, and with it the keys.
    element.closest<HTMLElement>('[tabindex]')?.focus({ preventScroll: true });
    element.setPointerCapture(event.pointerId);
    const frame = frameNow();
    began = { time: event.timeStamp, frame, isInk: hand.tool === 'pen' || hand.tool === 'highlighter' };
    hand.press(
      {
        page,
        at: inkOf(event, frame),
        reach: (event.pointerType === 'touch' ? FINGER_REACH : REACH) / frame.transform.scale,
        shift: event.shiftKey,
        isMouse: event.pointerType === 'mouse',
        rotation: ports.rotation,
      },
      event.pointerType === 'pen' && event.button === ERASER_BUTTON,
    );
    if (began.isInk) session.presence.point(null);
    ports.onHover(null);
    ports.onMoved();
  };

  const giveUp = (pointer: number, now: number) => {
    // A line that was drawn for a while is meant; a second finger then only scrolls on.
    if (began?.isInk === true && now - began.time > PINCH_TIME) hand.lift();
    else hand.giveUp();
    pointers.up(pointer, now);
    began = undefined;
    ports.onMoved();
  };

  const move = (event: PointerEvent) => {
    const frame = frameNow();
    const isInking = began?.isInk === true || event.timeStamp < inkedAt + AFTER_INK;
    if (event.pointerType !== 'touch' && !isInking) session.presence.point(cursorOf(event, frame));
    if (!pointers.draws(event.pointerId) || began === undefined) {
      if (event.pointerType !== 'touch') ports.onHover(pointOf(event, frame));
      return;
    }
    if (!began.isInk || !isRaw) drag(event, began.isInk ? began.frame : frame);
  };

  const drag = (event: PointerEvent, at: Frame) => {
    const coalesced = event.getCoalescedEvents();
    const events = coalesced.length > 0 ? coalesced : [event];
    hand.drag(
      events.map((each) => inkOf(each, at)),
      event.shiftKey,
    );
    ports.onMoved();
  };

  const moveRaw = (event: Event) => {
    if (!(event instanceof PointerEvent) || began?.isInk !== true || !pointers.draws(event.pointerId)) return;
    // A line that appears above the page, or a presenter who turns it, must not bend the stroke in hand.
    drag(event, began.frame);
  };

  const cursorOf = (event: PointerEvent, frame: Frame) =>
    // In the other layers not everybody is told what one is looking at.
    session.getSnapshot().layer === 'shared' ? { page, ...pointOf(event, frame) } : null;

  const up = (event: PointerEvent) => {
    const draws = pointers.draws(event.pointerId);
    pointers.up(event.pointerId, event.timeStamp);
    if (!draws || began === undefined) return;
    if (began.isInk) inkedAt = event.timeStamp;
    began = undefined;
    hand.lift();
    ports.onMoved();
  };

  const leave = (event: PointerEvent) => {
    if (event.pointerType === 'touch') return;
    session.presence.point(null);
    ports.onHover(null);
  };

  // With fingers scrolling, the browser would scroll with the stylus too: only a cancelled touch start stops it.
  const touch = (event: TouchEvent) => {
    if (pointers.isStylusDown && event.cancelable) event.preventDefault();
  };

  element.addEventListener('pointerdown', down, { signal });
  element.addEventListener('pointermove', move, { signal });
  if (isRaw) element.addEventListener('pointerrawupdate', moveRaw, { signal });
  element.addEventListener('pointerup', up, { signal });
  element.addEventListener('pointercancel', up, { signal });
  element.addEventListener('pointerleave', leave, { signal });
  element.addEventListener('touchstart', touch, { signal, passive: false });
  element.addEventListener('touchmove', touch, { signal, passive: false });
  return () => ending.abort();
}

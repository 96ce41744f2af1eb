import type { KeyboardEvent } from 'react';
import { type AnnotationSession, handleMarkKey } from '../annotation/index.ts';
import type { PaperFlow } from './gestures.ts';
import type { ReaderModel } from './reader-model.ts';

/** What keys of the reader act upon. */
export interface ReaderKeyPorts {
  readonly model: ReaderModel;
  readonly session: AnnotationSession | null;
  readonly flow: Pick<PaperFlow, 'has' | 'go'>;
  readonly goBack: () => boolean;
  readonly goForward: () => boolean;
  readonly togglePanel: () => void;
  readonly showSlides: () => void;
}

/** The event as React and the browser give it; what the keys need of it. */
type KeyEvent = Pick<
  KeyboardEvent,
  | 'key'
  | 'altKey'
  | 'ctrlKey'
  | 'metaKey'
  | 'shiftKey'
  | 'repeat'
  | 'target'
  | 'defaultPrevented'
  | 'preventDefault'
  | 'stopPropagation'
>;

/** Keys of the reader. Keys typed into a field are the field's. */
export function onReaderKey(event: KeyEvent, ports: ReaderKeyPorts): void {
  if (event.defaultPrevented || isField(event.target)) return;
  const action = event.altKey ? withAlt(event, ports) : actionOf(event, ports);
  if (action === undefined || action() === false) return;
  event.preventDefault();
  event.stopPropagation();
}

/** Keys while slides are shown, wherever the focus is. */
export function onSlideKey(event: KeyEvent, ports: ReaderKeyPorts, leave: () => void): void {
  if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || isField(event.target))
    return;
  const { model } = ports;
  const on = () => step(ports, 1, event.repeat);
  const back = () => step(ports, -1, event.repeat);
  const actions: Record<string, () => unknown> = {
    ArrowRight: on,
    ArrowDown: on,
    PageDown: on,
    Enter: on,
    ' ': event.shiftKey ? back : on,
    ArrowLeft: back,
    ArrowUp: back,
    PageUp: back,
    Backspace: back,
    Home: () => model.goToPage(0),
    End: () => model.goToEnd(),
    Escape: leave,
    // Pointing at something on the slide, and turning on again.
    l: () => ports.session?.setTool(ports.session.getSnapshot().tool === 'laser' ? 'read' : 'laser'),
  };
  const isPressable = event.target instanceof Element && event.target.closest('button, a') !== null;
  const action = isPressable && (event.key === 'Enter' || event.key === ' ') ? undefined : actions[event.key];
  if (action === undefined) return;
  action();
  event.preventDefault();
  event.stopPropagation();
}

/** A page on or back; at the ends of a paper to the next one, but not by a key that is held down. */
export function step(
  { model, flow }: Pick<ReaderKeyPorts, 'model' | 'flow'>,
  direction: 1 | -1,
  isHeld = false,
): void {
  if (model.step(direction) || isHeld || !flow.has(direction)) return;
  flow.go(direction);
}

type Action = () => unknown;

/** Alt with the arrows goes through the places of this paper, as long as there are any; else it is the browser's. */
function withAlt(event: KeyEvent, { goBack, goForward }: ReaderKeyPorts): Action | undefined {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return undefined;
  if (event.key === 'ArrowLeft') return goBack;
  if (event.key === 'ArrowRight') return goForward;
  return undefined;
}

function actionOf(event: KeyEvent, ports: ReaderKeyPorts): Action | undefined {
  const { model, session } = ports;
  const { key } = event;
  // What is selected on the pages takes the arrows before the pages do.
  if (session !== null && handleMarkKey(session, event, model.getSnapshot().page)) return () => undefined;
  if (event.ctrlKey || event.metaKey) {
    const withControl: Record<string, Action> = {
      '+': () => model.zoom(1),
      '=': () => model.zoom(1),
      '-': () => model.zoom(-1),
      '0': () => model.setFit('width'),
    };
    return withControl[key.toLowerCase()];
  }
  const inToolbar = isInToolbar(event.target);
  const turn = (direction: 1 | -1) => () => {
    if (inToolbar) model.step(direction);
    else if (!model.turn(direction) && !event.repeat && ports.flow.has(direction)) ports.flow.go(direction);
  };
  const actions: Record<string, Action> = {
    '+': () => model.zoom(1),
    '=': () => model.zoom(1),
    '-': () => model.zoom(-1),
    '0': () => model.setFit('width'),
    '9': () => model.setFit('page'),
    '1': () => model.setView({ mode: 'continuous' }),
    '2': () => model.setView({ mode: 'single' }),
    '3': () => model.setView({ mode: 'spread' }),
    '.': () => model.rotate(1),
    ',': () => model.rotate(-1),
    '5': ports.showSlides,
    F4: ports.togglePanel,
    PageDown: turn(1),
    PageUp: turn(-1),
    Home: () => model.goToPage(0),
    End: () => model.goToEnd(),
  };
  if (!isPressable(event.target)) {
    actions[' '] = turn(event.shiftKey ? -1 : 1);
    const { arrangement, layout } = model.getSnapshot();
    if (arrangement.mode === 'single' && !layout.isWide) {
      actions['ArrowRight'] = () => step(ports, 1, event.repeat);
      actions['ArrowLeft'] = () => step(ports, -1, event.repeat);
    }
  }
  const action = actions[key];
  if (action !== undefined && !(inToolbar && (key === 'Home' || key === 'End'))) return action;
  return undefined;
}

function isField(target: EventTarget): boolean {
  return (
    target instanceof HTMLInputElement ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLElement && target.isContentEditable)
  );
}

/** Space presses it, and the arrows move within it. */
function isPressable(target: EventTarget): boolean {
  return (
    target instanceof Element &&
    target.closest(
      'button, a, [role="toolbar"], [role="tree"], [role="treegrid"], [role="listbox"], [role="tablist"]',
    ) !== null
  );
}

/** Toolbars have these keys for moving between their buttons. */
function isInToolbar(target: EventTarget): boolean {
  return target instanceof Element && target.closest('[role="toolbar"]') !== null;
}

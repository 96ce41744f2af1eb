import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import type { AwarenessSettings } from './settings.ts';

// The usual way to show a pen in motion over y-websocket: the whole stroke is a field of one's awareness state. The
// stroke is drawn on the third canvas, as in the product.

const settings: AwarenessSettings = JSON.parse(decodeURIComponent(location.hash.slice(1)));
const host = document.querySelector<HTMLElement>('[data-page="0"]');
const canvas = document.querySelector<HTMLCanvasElement>('[data-tool] > canvas:nth-child(3)');
const context = canvas?.getContext('2d');
if (host === null || canvas === null || !context) throw new Error('the page is incomplete');
const { x, y, width, height } = settings;
Object.assign(host.style, { left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px` });
canvas.width = Math.round(width * devicePixelRatio);
canvas.height = Math.round(height * devicePixelRatio);
Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });

const doc = new Y.Doc();
const { awareness } = new WebsocketProvider(settings.server, settings.room, doc, { disableBc: true });
type Points = readonly (readonly [number, number])[];

let own: [number, number][] = [];
let isDown = false;
host.addEventListener('pointerdown', (event) => {
  isDown = true;
  own = [[event.clientX - x, event.clientY - y]];
  awareness.setLocalStateField('stroke', own);
});
host.addEventListener('pointermove', (event) => {
  if (!isDown) return;
  for (const each of event.getCoalescedEvents()) own.push([each.clientX - x, each.clientY - y]);
  awareness.setLocalStateField('stroke', own);
  paintSoon();
});
host.addEventListener('pointerup', () => {
  isDown = false;
  own = [];
  awareness.setLocalStateField('stroke', own);
  paintSoon();
});

let frame = 0;
function paintSoon(): void {
  if (frame === 0) frame = requestAnimationFrame(paint);
}
awareness.on('change', paintSoon);

function paint(): void {
  frame = 0;
  if (!context || canvas === null) return;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.scale(devicePixelRatio, devicePixelRatio);
  context.lineWidth = 2;
  context.lineCap = 'round';
  context.strokeStyle = '#1240c0';
  for (const state of awareness.getStates().values()) {
    const points: Points = state['stroke'] ?? [];
    context.beginPath();
    for (const [left, top] of points) context.lineTo(left, top);
    context.stroke();
  }
}

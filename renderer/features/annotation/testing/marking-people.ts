import { vi } from 'vitest';
import type { PageText } from '#protocol/documents/text/page-text';
import { PersonId, VersionId } from '#protocol/wire/ids';
import { AnnotationRooms } from '../../../sync/annotation-rooms.ts';
import { FakeCollabServer, FakeDisk } from '../../../sync/fake-collab-server.ts';
import { AnnotationSession } from '../annotation-session.ts';
import type { Press } from '../tools/gesture.ts';
import type { Tool } from '../tools/tool.ts';

const VERSION = VersionId.parse('0000000000000000000v');
export const an = PersonId.parse('0000000000000000000a');
export const binh = PersonId.parse('0000000000000000000b');
/** Lets so many milliseconds of the fake clock go by. */
export const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

/** Two lines: "Kinh phí thực hiện" at a height of 100 and "do ngân sách" at 80, eight points a letter. */
const WORDS: PageText = {
  text: 'Kinh phí thực hiện\ndo ngân sách',
  runs: [
    { start: 0, end: 18, box: { x: 50, y: 100, width: 144, height: 12 }, letters: 'mono' },
    { start: 19, end: 31, box: { x: 50, y: 80, width: 96, height: 12 }, letters: 'mono' },
  ],
};

let server: FakeCollabServer;
const ends: (() => void)[] = [];

/** A server of the test's own, on a fake clock. */
export function startMarking(): void {
  vi.useFakeTimers({ now: 1_000_000 });
  server = new FakeCollabServer();
}

/** Ends everybody whom the test has let in. */
export function endMarking(): void {
  for (const end of ends.splice(0)) end();
  vi.useRealTimers();
}

/** Somebody who marks the same paper; `use` takes a tool and pulls it from one place to the next. */
export function person(me: PersonId, unit = '') {
  const rooms = new AnnotationRooms(
    { id: me, unit },
    {
      url: 'ws://test/collab',
      fetchTicket: server.ticketFor(me),
      WebSocket: server.WebSocket,
      openStore: new FakeDisk().openStore,
    },
  );
  const kept = new Map<string, string>();
  const settings = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  const session = new AnnotationSession({ version: VERSION, me, name: me, colour: '#123', rooms, settings });
  session.hand.provideText(() => Promise.resolve(WORDS));
  ends.push(() => {
    session.close();
    rooms.close();
  });
  const at = (x: number, y: number) => ({ x, y, pressure: 0.5 });
  const use = async (
    tool: Tool,
    [first, ...rest]: readonly (readonly [number, number])[],
    how: Partial<Pick<Press, 'shift' | 'isMouse' | 'page'>> = {},
  ) => {
    if (session.getSnapshot().tool !== tool) session.setTool(tool);
    const { page = 0, shift = false, isMouse = true } = how;
    const [x, y] = first ?? [0, 0];
    session.hand.press({ page, at: at(x, y), reach: 4, shift, isMouse, rotation: 0 });
    // The words of a page are there a moment after they are asked for.
    await pass(1);
    for (const [nextX, nextY] of rest) session.hand.drag([at(nextX, nextY)], shift);
    session.hand.lift();
    await pass(1);
  };
  const marks = (page = 0) => session.marksOn(page).map(({ mark }) => mark);
  return { session, hand: session.hand, use, marks };
}

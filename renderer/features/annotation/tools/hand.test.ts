import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ImageMark, Picture } from '#protocol/annotation/mark';
import type { PageText } from '#protocol/documents/text/page-text';
import { MarkId, PersonId, VersionId } from '#protocol/wire/ids';
import { AnnotationRooms } from '../../../sync/annotation-rooms.ts';
import { FakeCollabServer, FakeDisk } from '../../../sync/fake-collab-server.ts';
import { LASER_TRAIL } from '../../../sync/live-strokes.ts';
import { AnnotationSession } from '../annotation-session.ts';
import { shapeOf } from '../mark-shape.ts';
import type { Press } from './gesture.ts';
import type { Tool } from './tool.ts';

const version = VersionId.parse('0000000000000000000v');
const an = PersonId.parse('0000000000000000000a');
const binh = PersonId.parse('0000000000000000000b');
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

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

function person(me: PersonId, unit = '') {
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
  const session = new AnnotationSession({ version, me, name: me, colour: '#123', rooms, settings });
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

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  server = new FakeCollabServer();
});
afterEach(() => {
  for (const end of ends.splice(0)) end();
  vi.useRealTimers();
});

describe('marks on words', () => {
  it('a highlighter along a line marks its whole words; elsewhere it is ink', async () => {
    const { use, marks } = person(an);
    await pass(500);
    await use('highlighter', [
      [60, 105],
      [100, 107],
      [115, 104],
    ]);
    expect(marks()).toMatchObject([
      { kind: 'text', style: 'highlight', quote: { text: 'Kinh phí', start: 0 } },
    ]);
    await use('highlighter', [
      [60, 300],
      [120, 300],
    ]);
    await use('highlighter', [
      [60, 105],
      [60, 300],
    ]);
    expect(marks().map(({ kind }) => kind)).toEqual(['text', 'ink', 'ink']);
  });

  it('the stroke that others saw becomes the mark on words', async () => {
    const one = person(an);
    const two = person(binh);
    await pass(500);
    one.session.setTool('highlighter');
    const press = { page: 0, reach: 4, shift: false, isMouse: true, rotation: 0 };
    one.hand.press({ ...press, at: { x: 60, y: 105, pressure: 0.5 } });
    one.hand.drag([{ x: 115, y: 105, pressure: 0.5 }], false);
    await pass(60);
    expect(two.session.strokesInMotion(0)).toHaveLength(1);
    one.hand.lift();
    await pass(60);
    expect(two.session.strokesInMotion(0)).toEqual([]);
    expect(two.marks()).toMatchObject([{ kind: 'text' }]);
  });

  it('underlines over the end of a line, in either direction', async () => {
    const { use, marks } = person(an);
    await pass(500);
    await use('underline', [
      [64, 85],
      [150, 105],
    ]);
    expect(marks()).toMatchObject([{ kind: 'text', style: 'underline', quote: { text: 'thực hiện\ndo' } }]);
    expect(marks()[0]).toHaveProperty('boxes.length', 8);
  });
});

describe('shapes', () => {
  it('are held straight and square by Shift, and a slip is none', async () => {
    const { use, marks } = person(an);
    await pass(500);
    await use(
      'line',
      [
        [0, 0],
        [100, 3],
      ],
      { shift: true },
    );
    await use(
      'ellipse',
      [
        [0, 0],
        [30, 10],
      ],
      { shift: true },
    );
    await use('box', [
      [0, 0],
      [1, 1],
    ]);
    expect(marks()).toMatchObject([
      { shape: 'line', y2: 0 },
      { shape: 'ellipse', x2: 30, y2: 30 },
    ]);
  });

  it('a pen with Shift draws one straight line', async () => {
    const { use, marks } = person(an);
    await pass(500);
    await use(
      'pen',
      [
        [0, 0],
        [20, 30],
        [100, 40],
      ],
      { shift: true },
    );
    const [line] = marks();
    expect(line === undefined ? [] : shapeOf(line).points).toMatchObject([
      { x: 0, y: 0 },
      { x: 100, y: 40 },
    ]);
  });
});

describe('the eraser by area', () => {
  it('leaves the pieces beside it, as one step of undo, and what was said with the longest', async () => {
    const { session, hand, use, marks } = person(an);
    await pass(500);
    await use('pen', [
      [0, 50],
      [30, 50],
      [60, 50],
      [200, 50],
    ]);
    const [before] = session.marksOn(0);
    session.setPens({ eraser: { by: 'area', width: 10 } });
    await use('eraser', [
      [45, 80],
      [45, 20],
    ]);
    const pieces = session.marksOn(0);
    expect(pieces).toHaveLength(2);
    expect(pieces.map(({ id }) => id)).toContain(before?.id);
    expect(pieces.every(({ mark }) => mark.at === before?.mark.at)).toBe(true);
    const [left, right] = marks()
      .map((mark) => shapeOf(mark).bounds)
      .toSorted((a, b) => a.x - b.x);
    expect((left?.x ?? 0) + (left?.width ?? 0)).toBeLessThan(42);
    expect(right?.x).toBeGreaterThan(48);
    session.undo();
    expect(session.marksOn(0)).toEqual([before]);
    session.redo();
    expect(session.marksOn(0)).toHaveLength(2);
    expect(hand.motion(0)).toEqual({});
  });

  it('rubs away one’s own ink of the open layer only', async () => {
    const one = person(an);
    const two = person(binh);
    await pass(500);
    await two.use('pen', [
      [0, 50],
      [200, 50],
    ]);
    await one.use('box', [
      [0, 40],
      [200, 60],
    ]);
    one.session.setLayer('private');
    await one.use('pen', [
      [0, 52],
      [200, 52],
    ]);
    one.session.setLayer('shared');
    await pass(200);
    one.session.setPens({ eraser: { by: 'area', width: 10 } });
    await one.use('eraser', [
      [45, 80],
      [45, 20],
    ]);
    expect(one.marks()).toHaveLength(3);
  });
});

describe('the laser pointer', () => {
  it('is seen by others, fades, and leaves nothing', async () => {
    const one = person(an);
    const two = person(binh);
    await pass(500);
    one.session.setTool('laser');
    const press = { page: 0, reach: 4, shift: false, isMouse: true, rotation: 0 };
    one.hand.press({ ...press, at: { x: 10, y: 10, pressure: 0.5 } });
    one.hand.drag([{ x: 20, y: 10, pressure: 0.5 }], false);
    one.hand.drag([{ x: 30, y: 10, pressure: 0.5 }], false);
    await pass(60);
    for (const { session } of [one, two]) {
      expect(session.strokesInMotion(0)).toMatchObject([{ tool: 'laser', author: an, isOver: false }]);
      expect(session.strokesInMotion(0)[0]?.points).toHaveLength(3);
    }
    await pass(LASER_TRAIL + 100);
    // Held still, its dot stays and its tail is gone.
    expect(two.session.strokesInMotion(0)[0]?.points).toMatchObject([{ x: 30 }]);
    one.hand.lift();
    await pass(LASER_TRAIL + 100);
    for (const { session, marks } of [one, two]) {
      expect(session.strokesInMotion(0)).toEqual([]);
      expect(marks()).toEqual([]);
    }
    expect(one.session.getSnapshot().canUndo).toBe(false);
  });

  it('points for everybody, also while one writes on a layer of one’s own', async () => {
    const one = person(an);
    const two = person(binh);
    await pass(500);
    one.session.setLayer('private');
    one.session.setTool('laser');
    const press = { page: 0, reach: 4, shift: false, isMouse: true, rotation: 0 };
    one.hand.press({ ...press, at: { x: 10, y: 10, pressure: 0.5 } });
    await pass(60);
    expect(two.session.strokesInMotion(0)).toHaveLength(1);
    one.session.setSharedLock('chair');
    expect(one.session.getSnapshot().tool).toBe('read');
  });
});

describe('selecting', () => {
  it('moves, recolours, copies and deletes, each as one step of undo', async () => {
    const { session, hand, use, marks } = person(an);
    await pass(500);
    for (const y of [10, 30]) {
      await use('box', [
        [10, y],
        [40, y + 10],
      ]);
    }
    await use('select', [
      [0, 0],
      [60, 60],
    ]);
    expect(hand.selection.getSnapshot()?.marks).toHaveLength(2);
    await use('select', [
      [25, 25],
      [125, 125],
    ]);
    expect(marks()).toMatchObject([
      { x1: 110, y1: 110 },
      { x1: 110, y1: 130 },
    ]);
    // It is followed to where it went.
    expect(hand.selection.getSnapshot()?.bounds.x).toBeGreaterThan(100);
    hand.commands.restyle({ colour: 'green', width: 6 });
    expect(marks()).toMatchObject([
      { colour: 'green', width: 6 },
      { colour: 'green', width: 6 },
    ]);
    hand.commands.copy();
    session.setLayer('private');
    hand.commands.paste(3, null);
    expect(session.marksOn(3)).toMatchObject([{ layer: 'private' }, { layer: 'private' }]);
    expect(hand.selection.getSnapshot()?.page).toBe(3);
    hand.commands.remove();
    expect(session.marksOn(3)).toEqual([]);
    for (let n = 0; n < 4; n++) session.undo();
    expect(marks()).toMatchObject([
      { x1: 10, y1: 10, colour: 'red' },
      { x1: 10, y1: 30 },
    ]);
  });

  it('adds with Shift, pulls a line by its end, nudges', async () => {
    const { hand, use, marks } = person(an);
    await pass(500);
    await use('line', [
      [10, 10],
      [50, 10],
    ]);
    await use('line', [
      [10, 40],
      [50, 40],
    ]);
    await use('select', [[30, 10]]);
    await use('select', [
      [50, 10],
      [90, 20],
    ]);
    expect(marks()[0]).toMatchObject({ x1: 10, y1: 10, x2: 90, y2: 20 });
    await use('select', [[30, 40]], { shift: true });
    expect(hand.selection.getSnapshot()?.marks).toHaveLength(2);
    hand.commands.nudge({ x: 0, y: 5 });
    expect(marks()).toMatchObject([{ y1: 15 }, { y1: 45 }]);
    await use('select', [[30, 45]], { shift: true });
    expect(hand.selection.getSnapshot()?.marks).toHaveLength(1);
  });

  it('shows whose a mark of somebody else is, and changes nothing of it', async () => {
    const one = person(an);
    const two = person(binh);
    await pass(500);
    await two.use('line', [
      [10, 10],
      [50, 10],
    ]);
    await pass(200);
    await one.use('select', [
      [30, 10],
      [60, 60],
    ]);
    expect(one.hand.selection.getSnapshot()).toMatchObject({ isOwn: false, marks: [{ author: binh }] });
    one.hand.commands.remove();
    one.hand.commands.restyle({ colour: 'green' });
    one.hand.commands.nudge({ x: 9, y: 9 });
    expect(one.marks()).toMatchObject([{ x1: 10, colour: 'red' }]);
    await one.use('select', [
      [0, 0],
      [90, 90],
    ]);
    expect(one.hand.selection.getSnapshot()).toBeNull();
  });

  it('lets go of what somebody’s other device has deleted', async () => {
    const one = person(an);
    const tablet = person(an);
    await pass(500);
    await one.use('line', [
      [10, 10],
      [50, 10],
    ]);
    await pass(300);
    await one.use('select', [[30, 10]]);
    await tablet.use('eraser', [[30, 10]]);
    await pass(300);
    expect(one.hand.selection.getSnapshot()).toBeNull();
  });

  it('moves marks of several layers together, each in its layer', async () => {
    const { session, hand, use } = person(an, 'Vụ Kế hoạch');
    await pass(500);
    for (const [n, layer] of session.marks.layers.entries()) {
      session.setLayer(layer);
      await use('box', [
        [10, 10 + n * 20],
        [40, 20 + n * 20],
      ]);
    }
    session.setTool('select');
    hand.commands.selectAll(0);
    hand.commands.nudge({ x: 100, y: 0 });
    expect(
      session
        .marksOn(0)
        .map(({ layer }) => layer)
        .toSorted(),
    ).toEqual(['group', 'private', 'shared']);
    expect(session.marksOn(0).every(({ mark }) => mark.kind === 'shape' && mark.x1 === 110)).toBe(true);
    session.undo();
    expect(session.marksOn(0).every(({ mark }) => mark.kind === 'shape' && mark.x1 === 10)).toBe(true);
  });
});

describe('pictures', () => {
  const picture: Picture = { kind: 'picture', type: 'image/png', bytes: Uint8Array.of(1, 2, 3), at: 1 };
  const image: ImageMark = {
    kind: 'image',
    page: 0,
    picture: MarkId.parse('0000000000000000000p'),
    at: 1,
    x: 10,
    y: 10,
    width: 40,
    height: 40,
  };

  it('go with the last image that shows them, and come back with it', async () => {
    const { session, hand } = person(an);
    await pass(500);
    const first = MarkId.parse('00000000000000000001');
    session.marks.write([
      { layer: 'shared', id: image.picture, mark: picture },
      { layer: 'shared', id: first, mark: image },
    ]);
    session.setTool('select');
    hand.commands.selectAll(0);
    hand.commands.duplicate();
    const [copy] = hand.selection.getSnapshot()?.marks ?? [];
    expect(copy?.mark).toMatchObject({ kind: 'image' });
    const own = () => session.marks.records().filter(({ mark }) => mark.kind === 'picture').length;
    expect(own()).toBe(2);
    hand.commands.selectAll(0);
    hand.commands.remove();
    expect(session.marksOn(0)).toEqual([]);
    expect(own()).toBe(0);
    session.undo();
    expect(session.marksOn(0)).toHaveLength(2);
    expect(own()).toBe(2);
  });
});

describe('undo', () => {
  it('is each person’s own, in whatever order they draw', async () => {
    const one = person(an);
    const two = person(binh);
    await pass(500);
    const draw = async (who: typeof one, y: number) => {
      await who.use('pen', [
        [0, y],
        [50, y],
      ]);
      await pass(200);
    };
    await draw(one, 10);
    await draw(two, 20);
    await draw(one, 30);
    await draw(two, 40);
    one.session.undo();
    one.session.undo();
    one.session.undo();
    await pass(200);
    expect(two.session.marksOn(0).map(({ author }) => author)).toEqual([binh, binh]);
    two.session.undo();
    one.session.redo();
    await pass(200);
    expect(one.session.marksOn(0).map(({ author }) => author)).toEqual([an, binh]);
  });
});

describe('the tray', () => {
  it('remembers which tool of a place was used last', () => {
    const { session } = person(an);
    session.setTool('arrow');
    session.setTool('stamp');
    session.setTool('read');
    expect(session.getSnapshot().pens.last).toMatchObject({ shape: 'arrow', insert: 'stamp', ink: 'pen' });
  });
});

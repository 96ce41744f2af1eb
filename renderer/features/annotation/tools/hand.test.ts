import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LASER_TRAIL } from '../../../sync/live-strokes.ts';
import { shapeOf } from '../mark-shape.ts';
import { an, binh, endMarking, pass, person, startMarking } from '../testing/marking-people.ts';

beforeEach(startMarking);
afterEach(endMarking);

describe('marks on words', () => {
  it('a highlighter along a line marks its whole words; elsewhere it is ink', async () => {
    const { use, marks } = person(an);
    await pass(500);
    await use('highlighter', [
      [60, 105],
      [100, 107],
      [103, 104],
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
  it('[INK-2] never rubs away a stroke that it cannot read', async () => {
    const { session, use, marks } = person(an);
    await pass(500);
    await use('pen', [
      [0, 50],
      [60, 50],
    ]);
    const [placed] = session.marksOn(0);
    if (placed?.mark.kind !== 'ink') throw new Error('no stroke');
    const newer = { ...placed.mark, points: Uint8Array.of(255, 0, 1, 2, 3) };
    session.marks.write([{ layer: placed.layer, id: placed.id, mark: newer }]);
    session.setPens({ eraser: { by: 'area', width: 20 } });
    for (const y of [0, 50]) {
      await use('eraser', [
        [0, y],
        [60, y],
      ]);
    }
    expect(marks()).toEqual([newer]);
  });

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

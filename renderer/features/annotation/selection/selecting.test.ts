import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ImageMark, Picture } from '#protocol/annotation/mark';
import { MarkId } from '#protocol/wire/ids';
import { an, binh, endMarking, pass, person, startMarking } from '../testing/marking-people.ts';

beforeEach(startMarking);
afterEach(endMarking);

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

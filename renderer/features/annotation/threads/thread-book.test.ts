import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { packInk } from '#protocol/annotation/ink';
import type { Mark } from '#protocol/annotation/mark';
import { MarkId, PersonId, VersionId } from '#protocol/wire/ids';
import { AnnotationRooms } from '../../../sync/annotation-rooms.ts';
import { FakeCollabServer, FakeDisk } from '../../../sync/fake-collab-server.ts';
import { AnnotationSession } from '../annotation-session.ts';
import type { PlacedComment } from './thread-model.ts';
import { rootOf } from './thread-model.ts';

const version = VersionId.parse('0000000000000000000v');
const an = PersonId.parse('0000000000000000000a');
const binh = PersonId.parse('0000000000000000000b');
const chi = PersonId.parse('0000000000000000000c');
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

let server: FakeCollabServer;
const ends: (() => void)[] = [];

function person(me: PersonId, unit = '', disk = new FakeDisk()) {
  const rooms = new AnnotationRooms(
    { id: me, unit },
    {
      url: 'ws://test/collab',
      fetchTicket: server.ticketFor(me),
      WebSocket: server.WebSocket,
      openStore: disk.openStore,
    },
  );
  const settings = { getItem: () => null, setItem: () => undefined };
  const session = new AnnotationSession({ version, me, name: me, colour: '#123', rooms, settings });
  const end = () => {
    session.close();
    rooms.close();
  };
  ends.push(end);
  const note = (text: string) => {
    session.writeNote({ page: 1, x: 5, y: 5 }, text);
    const found = session.notes().find(({ mark }) => mark.text === text);
    if (found === undefined) throw new Error('the note is not there');
    return rootOf(found);
  };
  const said = (root: ReturnType<typeof note>) =>
    session.threads.thread(root).comments.map(({ author, mark }) => [author, mark.text]);
  return { session, threads: session.threads, note, said, end, disk };
}

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  server = new FakeCollabServer();
});
afterEach(() => {
  for (const end of ends.splice(0)) end();
  vi.useRealTimers();
});

describe('ThreadBook', () => {
  it('[THREAD-1] joins what two people said without a server, much later, in one order for both', async () => {
    const one = person(an);
    const two = person(binh);
    await pass(500);
    const root = one.note('Đề nghị làm rõ');
    await pass(500);
    server.online = false;
    server.drop();
    one.threads.reply(root, 'Từ An', []);
    await pass(1000);
    two.threads.reply(root, 'Từ Bình', [an]);
    two.threads.setResolved(root, true);
    await pass(2 * 3_600_000);
    one.threads.reply(root, 'An nói thêm', []);
    expect(one.said(root)).toEqual([
      [an, 'Từ An'],
      [an, 'An nói thêm'],
    ]);
    server.online = true;
    await pass(60_000);
    const all = [
      [an, 'Từ An'],
      [binh, 'Từ Bình'],
      [an, 'An nói thêm'],
    ];
    expect(one.said(root)).toEqual(all);
    expect(two.said(root)).toEqual(all);
    for (const { threads } of [one, two]) expect(threads.thread(root).resolvedBy).toBe(binh);
    one.threads.setResolved(root, false);
    await pass(500);
    expect(two.threads.thread(root).resolvedBy).toBeNull();
  });

  it('[THREAD-3] keeps what was said to a mark that its author removes', async () => {
    const one = person(an);
    const two = person(binh);
    await pass(500);
    const root = one.note('Sai số liệu');
    await pass(500);
    two.threads.reply(root, 'Đã kiểm tra', []);
    await pass(500);
    expect(one.threads.withoutMark()).toEqual([]);
    one.session.writeNote({ id: root.mark, page: 1, x: 5, y: 5 }, '');
    await pass(500);
    for (const { threads } of [one, two]) {
      expect(threads.withoutMark()).toMatchObject([{ root, mark: undefined, comments: [{ author: binh }] }]);
    }
  });

  it('[THREAD-4] puts a reply after what it answers, whatever the clocks say, and lets only its author change it', async () => {
    const one = person(an);
    const two = person(binh);
    await pass(500);
    const root = one.note('Câu hỏi');
    await pass(500);
    const on = { author: root.author, mark: root.mark };
    const fast = { kind: 'comment' as const, on, text: 'Đồng hồ nhanh', mentions: [], at: 9e12 };
    two.session.marks.write([{ layer: 'shared', id: MarkId.parse('2222222222222222222z'), mark: fast }]);
    await pass(500);
    one.threads.reply(root, 'Trả lời', []);
    await pass(500);
    expect(two.said(root).map(([, text]) => text)).toEqual(['Đồng hồ nhanh', 'Trả lời']);
    const [first, second] = one.threads.thread(root).comments;
    if (first === undefined || second === undefined) throw new Error('a comment is missing');
    expect([first, second].map((comment) => one.threads.mayChange(comment))).toEqual([false, true]);
    one.threads.edit(second, 'Trả lời rõ hơn', []);
    await pass(500);
    expect(two.threads.thread(root).comments[1]?.mark).toMatchObject({
      text: 'Trả lời rõ hơn',
      edited: expect.any(Number),
    });
    one.threads.edit(second, ' ', []);
    await pass(500);
    expect(two.said(root)).toHaveLength(1);
    one.session.undo();
    await pass(500);
    expect(two.said(root)).toHaveLength(2);
  });

  it('[THREAD-5] counts what a person has not seen the same on all their devices, and remembers it without a server', async () => {
    const one = person(an);
    const disk = new FakeDisk();
    const tablet = person(binh, '', disk);
    const desk = person(binh);
    await pass(500);
    const root = one.note('Ghi chú');
    one.threads.reply(root, 'Thêm', []);
    const ink: Mark = {
      kind: 'ink',
      tool: 'pen',
      page: 0,
      colour: 'red',
      width: 2,
      points: packInk([{ x: 1, y: 1, pressure: 0.5 }]),
      at: 1,
    };
    one.session.marks.write([{ layer: 'shared', id: MarkId.parse('3333333333333333333z'), mark: ink }]);
    await pass(1000);
    const unread = () => [one, tablet, desk].map(({ threads }) => threads.getSnapshot().unread);
    expect(unread()).toEqual([0, 2, 2]);
    server.online = false;
    server.drop();
    tablet.threads.see(tablet.threads.thread(root));
    expect(unread()).toEqual([0, 0, 2]);
    expect(tablet.session.getSnapshot().canUndo).toBe(false);
    tablet.end();
    const again = person(binh, '', disk);
    await pass(500);
    expect(again.threads.getSnapshot().unread).toBe(0);
    server.online = true;
    await pass(60_000);
    expect(unread()).toEqual([0, 0, 0]);
    one.threads.reply(root, 'Mới', []);
    await pass(500);
    expect(desk.threads.getSnapshot().unread).toBe(1);
    desk.threads.seeAll();
    await pass(500);
    expect(again.threads.getSnapshot().unread).toBe(0);
  });

  it('[THREAD-6] tells who is called upon while they are here, once, and not of what was there before', async () => {
    const one = person(an);
    await pass(500);
    const root = one.note('Ghi chú');
    one.threads.reply(root, 'Trước', [binh]);
    await pass(500);
    const two = person(binh);
    const three = person(chi);
    const told: [string, PlacedComment][] = [];
    two.threads.onMention((comment) => told.push(['binh', comment]));
    three.threads.onMention((comment) => told.push(['chi', comment]));
    await pass(2000);
    expect(told).toEqual([]);
    one.threads.reply(root, 'Xin ý kiến @Bình', [binh]);
    await pass(1000);
    one.threads.reply(root, 'Không gọi ai', []);
    await pass(1000);
    expect(told).toMatchObject([['binh', { mark: { text: 'Xin ý kiến @Bình' } }]]);
    expect(two.threads.callsMe(two.threads.thread(root))).toBe(true);
    expect(three.threads.callsMe(three.threads.thread(root))).toBe(false);
  });

  it('[THREAD-3] leaves out what the chair hides, but not for its author', async () => {
    const one = person(an);
    const two = person(binh);
    const three = person(chi);
    await pass(500);
    const root = one.note('Của An');
    await pass(500);
    two.threads.reply(root, 'Của Bình', []);
    await pass(500);
    expect(three.threads.getSnapshot().unread).toBe(2);
    for (const { session } of [one, two, three]) session.marks.setHidden([binh]);
    await pass(500);
    expect([one, two, three].map(({ said }) => said(root).length)).toEqual([0, 1, 0]);
    for (const { session } of [one, two, three]) session.marks.setHidden([an]);
    await pass(500);
    // What was said to a hidden mark goes with it.
    expect(three.threads.getSnapshot().unread).toBe(0);
    expect(three.threads.withoutMark()).toEqual([]);
    expect(one.said(root)).toHaveLength(1);
  });

  it('[THREAD-7] keeps a group’s talk in the group, and brings one’s own note from there to everyone as one step', async () => {
    const one = person(an, 'Vụ Kế hoạch');
    const two = person(binh, 'Vụ Kế hoạch');
    const three = person(chi, 'Văn phòng');
    await pass(500);
    one.session.setLayer('group');
    const root = one.note('Trao đổi trong vụ');
    one.threads.reply(root, 'Ý của tôi', []);
    await pass(500);
    expect(two.said(root)).toHaveLength(1);
    expect(three.session.marks.all()).toEqual([]);
    expect(three.session.marks.records()).toEqual([]);
    const placed = one.session.notes()[0];
    if (placed === undefined) throw new Error('the note is gone');
    const made = one.threads.promote(placed, 'mark');
    await pass(500);
    expect(made).toMatchObject({ layer: 'shared', author: an });
    if (made === undefined) return;
    expect(three.said(made)).toEqual([[an, 'Ý của tôi']]);
    for (const { session } of [one, two]) expect(session.marks.all()).toMatchObject([{ layer: 'shared' }]);
    one.session.undo();
    await pass(500);
    expect(three.session.marks.all()).toEqual([]);
    expect(two.said(root)).toHaveLength(1);
    expect(one.session.marks.all()).toMatchObject([{ layer: 'group', mark: { page: 1, x: 5, y: 5 } }]);
  });

  it('[THREAD-8] takes back the first comment on marked words with the mark, a later one alone', async () => {
    const one = person(an);
    await pass(500);
    const quote = { text: 'kinh phí', before: '', after: '', start: 0 };
    const mark = () => {
      const [placed] = one.session.hand.markWords(
        [{ page: 0, boxes: [1, 1, 9, 9], quote }],
        'highlight',
        'yellow',
      );
      if (placed === undefined) throw new Error('nothing is marked');
      return placed;
    };
    const count = () => [one.session.marks.all().length, one.session.marks.records().length];
    const talked = mark();
    one.threads.beginWith(talked);
    one.threads.reply(rootOf(talked), 'Đã đủ chưa?', []);
    one.threads.reply(rootOf(talked), 'Xin bổ sung', []);
    expect(count()).toEqual([1, 2]);
    one.session.undo();
    expect(count()).toEqual([1, 1]);
    one.session.undo();
    expect(count()).toEqual([0, 0]);
    one.session.redo();
    expect(count()).toEqual([1, 1]);
    one.session.undo();

    // Something else in between, or a talk that is opened later, is a step of its own.
    const other = mark();
    one.threads.beginWith(other);
    one.note('Việc khác');
    one.threads.reply(rootOf(other), 'Sau đó', []);
    one.session.undo();
    expect(count()).toEqual([2, 0]);
    one.session.undo();
    expect(count()).toEqual([1, 0]);
    one.threads.begin(null);
    one.threads.reply(rootOf(other), 'Mở lại', []);
    one.session.undo();
    expect(count()).toEqual([1, 0]);
  });

  it('writes nothing where the chair has locked', async () => {
    const one = person(an);
    const two = person(binh);
    await pass(500);
    const root = one.note('Ghi chú');
    await pass(500);
    two.session.setSharedLock('chair');
    await pass(500);
    two.threads.reply(root, 'Không được', []);
    expect(two.said(root)).toEqual([]);
    expect(two.threads.getSnapshot().writable).toEqual(new Set(['private']));
    expect(
      two.threads.mayPromote({
        id: MarkId.parse(root.mark),
        author: binh,
        layer: 'private',
        mark: { kind: 'note', page: 0, x: 0, y: 0, colour: 'red', text: 'a', at: 1 },
      }).mark,
    ).toBe(false);
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { minutesBody, minutesRoomName } from '#protocol/minutes/ydoc';
import { MeetingId, PersonId } from '#protocol/wire/ids';
import { FakeCollabServer, FakeDisk } from './fake-collab-server.ts';
import { MinutesRoom } from './minutes-room.ts';

const meeting = MeetingId.parse('m'.repeat(20));
const [an, binh] = [PersonId.parse('a'.repeat(20)), PersonId.parse('b'.repeat(20))];
let server: FakeCollabServer;
let open: MinutesRoom[];

function enter(person: PersonId, disk = new FakeDisk()): MinutesRoom {
  const room = new MinutesRoom(minutesRoomName(meeting), {
    url: 'ws://test/collab',
    fetchTicket: server.ticketFor(person),
    WebSocket: server.WebSocket,
    openStore: disk.openStore,
    random: () => 0.5,
  });
  open.push(room);
  return room;
}
function write({ doc }: MinutesRoom, words: string): void {
  const line = new Y.XmlElement('paragraph');
  line.insert(0, [new Y.XmlText(words)]);
  minutesBody(doc).push([line]);
}
const textOf = (doc: Y.Doc) => minutesBody(doc).toJSON();
const onServer = () => textOf(server.room(`minutes/${meeting}`));
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  server = new FakeCollabServer();
  open = [];
});
afterEach(() => {
  for (const room of open) room.close();
  expect(vi.getTimerCount()).toBeLessThan(20);
  vi.useRealTimers();
});

describe('the room of minutes', () => {
  it('is saved once the server has said so, and the others have the text', async () => {
    const [one, other] = [enter(an), enter(binh)];
    expect(one.getSnapshot().save).toBe('notCompared');
    await pass(500);
    expect(one.getSnapshot()).toMatchObject({ save: 'saved', isConnected: true, isCompared: true });
    write(one, 'Giao Văn phòng.');
    expect(one.getSnapshot().save).toBe('onDevice');
    await pass(500);
    expect(one.getSnapshot().save).toBe('saved');
    expect(textOf(other.doc)).toContain('Giao Văn phòng.');
  });

  it('keeps on this device what was typed without a network, also when the program ends, and sends it then', async () => {
    const disk = new FakeDisk();
    const first = enter(an, disk);
    await pass(500);
    server.online = false;
    server.drop();
    write(first, 'Ý kiến ghi khi mất mạng.');
    await pass(500);
    expect(first.getSnapshot()).toMatchObject({ save: 'onDevice', isConnected: false });
    first.closeOnceSaved();
    server.online = true;
    const again = enter(an, disk);
    await pass(20);
    expect(textOf(again.doc)).toContain('Ý kiến ghi khi mất mạng.');
    expect(again.getSnapshot().save).not.toBe('saved');
    await pass(2000);
    expect(onServer()).toContain('Ý kiến ghi khi mất mạng.');
    expect(again.getSnapshot().save).toBe('saved');
  });

  it('doesn’t close before what is on its way has arrived', async () => {
    const room = enter(an);
    await pass(500);
    write(room, 'Câu cuối.');
    room.closeOnceSaved();
    expect(server.sockets.size).toBe(1);
    await pass(1000);
    expect(onServer()).toContain('Câu cuối.');
    expect(server.sockets.size).toBe(0);
  });

  it('leaves a refused text in the document until it is given up for the server’s', async () => {
    const disk = new FakeDisk();
    const room = enter(an, disk);
    await pass(500);
    server.refuse = () => 'notAllowed';
    write(room, 'Không được nhận.');
    await pass(1000);
    expect(room.getSnapshot()).toMatchObject({ refusedBy: 'notAllowed', isConnected: false });
    expect(textOf(room.doc)).toContain('Không được nhận.');
    expect(onServer()).not.toContain('Không được nhận.');
    await room.startOver();
    server.refuse = () => undefined;
    const again = enter(an, disk);
    await pass(500);
    expect(textOf(again.doc)).toBe(onServer());
    expect(again.getSnapshot()).toMatchObject({ refusedBy: null, save: 'saved' });
  });

  it('says when this device can keep nothing, and goes on', async () => {
    const disk = new FakeDisk();
    disk.broken = true;
    const room = enter(an, disk);
    await pass(500);
    write(room, 'Vẫn ghi được.');
    await pass(500);
    expect(room.getSnapshot()).toMatchObject({ isKept: false, save: 'saved' });
    expect(onServer()).toContain('Vẫn ghi được.');
  });
});

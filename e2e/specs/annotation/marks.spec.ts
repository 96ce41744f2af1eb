import type { Page } from '@playwright/test';
import { ticketApi } from '../../../collab-server/protocol/wire/collab.ts';
import { expect, test, type SampleMeeting } from '../../fixtures/meeting.ts';
import { RoomPage } from '../../pages/room.ts';

const SAVED = 'Nét vẽ đã lưu';

async function enter(sample: SampleMeeting, ...names: string[]): Promise<RoomPage[]> {
  const rooms = await Promise.all(names.map(async (name) => new RoomPage(await sample.room(name))));
  for (const { reader } of rooms) {
    await reader.shown(1).waitFor();
    await expect(reader.saveState(SAVED)).toBeVisible();
  }
  return rooms;
}

function pair(rooms: readonly RoomPage[]): [RoomPage, RoomPage] {
  const [first, second] = rooms;
  if (first === undefined || second === undefined) throw new Error('two rooms are needed');
  return [first, second];
}

test('a stroke is seen while it is drawn, with its author, and stays', async ({ sample }) => {
  const [anh, bich] = pair(await enter(sample, 'Ánh', 'Bích'));
  await anh.reader.take('Bút');
  await anh.reader.startStroke(1, [
    { x: 0.3, y: 0.2 },
    { x: 0.6, y: 0.2 },
  ]);

  // The pointer is still down: it is in motion for Bích, and not a mark yet.
  await expect.poll(() => bich.reader.hasInk(1, { x: 0.45, y: 0.2 }, 'motion')).toBe(true);
  expect(await bich.reader.hasInk(1, { x: 0.45, y: 0.2 })).toBe(false);
  // Who it is stands beside the pen, instead of at the cursor.
  await expect(bich.reader.page(1).getByText('Lê Quang Ánh')).toBeVisible();
  await expect(bich.reader.page(1).locator('[data-cursor]')).toHaveCount(0);
  // It grows.
  expect(await bich.reader.hasInk(1, { x: 0.68, y: 0.2 }, 'motion')).toBe(false);
  const further = await anh.reader.pixel(1, { x: 0.75, y: 0.2 });
  await anh.window.mouse.move(further.x, further.y, { steps: 8 });
  await expect.poll(() => bich.reader.hasInk(1, { x: 0.68, y: 0.2 }, 'motion')).toBe(true);

  await anh.reader.endStroke();
  await expect.poll(() => bich.reader.hasInk(1, { x: 0.68, y: 0.2 })).toBe(true);
  await expect.poll(() => bich.reader.hasInk(1, { x: 0.68, y: 0.2 }, 'motion')).toBe(false);
  await expect(anh.reader.saveState(SAVED)).toBeVisible();

  await test.step('whose it is shows where somebody points at it', async () => {
    await anh.window.mouse.move(5, 5);
    await expect(bich.reader.page(1).getByText('Lê Quang Ánh')).toHaveCount(0);
    const at = await bich.reader.pixel(1, { x: 0.5, y: 0.2 });
    await bich.window.mouse.move(at.x, at.y);
    await expect(bich.reader.page(1).getByText('Lê Quang Ánh')).toBeVisible();
  });

  await test.step('it is there for whoever comes later', async () => {
    const [uoc] = await enter(sample, 'Ước');
    await expect.poll(() => uoc?.reader.hasInk(1, { x: 0.5, y: 0.2 })).toBe(true);
  });
});

test('highlighter, note, eraser, undo and redo: each for one’s own marks only', async ({ sample }) => {
  const [anh, bich] = pair(await enter(sample, 'Ánh', 'Bích'));
  const everyone = (look: (room: RoomPage) => Promise<boolean>, expected: boolean) =>
    expect.poll(async () => Promise.all([anh, bich].map(look))).toEqual([expected, expected]);

  await anh.reader.take('Bút tô');
  await anh.reader.line(1, 0.15);
  await bich.reader.take('Bút');
  await bich.reader.line(1, 0.25);
  await everyone(({ reader }) => reader.hasLine(1, 0.15, 'highlighter'), true);
  await everyone(({ reader }) => reader.hasLine(1, 0.25), true);
  expect(await anh.reader.inkColour(1, { x: 0.5, y: 0.15 }, 'highlighter')).not.toBe(
    await anh.reader.inkColour(1, { x: 0.5, y: 0.25 }),
  );

  await test.step('undo and redo take back one’s own stroke, not the later one of somebody else', async () => {
    await anh.reader.undo.click();
    await everyone(({ reader }) => reader.hasLine(1, 0.15, 'highlighter'), false);
    await everyone(({ reader }) => reader.hasLine(1, 0.25), true);
    await expect(anh.reader.undo).toBeDisabled();
    await anh.reader.redo.click();
    await everyone(({ reader }) => reader.hasLine(1, 0.15, 'highlighter'), true);
  });

  await test.step('the eraser takes one’s own marks and leaves others’', async () => {
    await anh.reader.take('Tẩy');
    await anh.reader.draw(1, [
      { x: 0.5, y: 0.1 },
      { x: 0.5, y: 0.3 },
    ]);
    await everyone(({ reader }) => reader.hasLine(1, 0.15, 'highlighter'), false);
    await everyone(({ reader }) => reader.hasLine(1, 0.25), true);
  });

  await test.step('a note is read by others and changed by its author', async () => {
    await anh.reader.take('Ghi chú chữ');
    await anh.reader.note(1, { x: 0.2, y: 0.3 }, 'Đề nghị làm rõ số liệu');
    const seen = bich.reader.notePin('Lê Quang Ánh', 'Đề nghị làm rõ số liệu');
    await seen.click();
    const dialog = bich.window.getByRole('dialog', { name: 'Ghi chú của Lê Quang Ánh' });
    await expect(dialog.getByText('Đề nghị làm rõ số liệu')).toBeVisible();
    await expect(dialog.getByRole('textbox', { name: 'Nội dung ghi chú' })).toHaveCount(0);
    await expect(dialog.getByRole('button', { name: 'Xóa', exact: true })).toHaveCount(0);
    await bich.window.keyboard.press('Escape');

    await anh.reader.notePin('Lê Quang Ánh', 'Đề nghị làm rõ số liệu').click();
    await anh.window.getByRole('button', { name: 'Xóa', exact: true }).click();
    await expect(seen).toHaveCount(0);
  });
});

/** A ticket for a room, as the person of this window. */
async function ticketFor(window: Page, target: string): Promise<string> {
  const body = await window.evaluate(async (wanted) => {
    const token = sessionStorage.getItem('bantron.token');
    const answer = await fetch('/api/tickets', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ target: wanted }),
    });
    return answer.text();
  }, target);
  return ticketApi.ticket.response.parse(JSON.parse(body)).ticket;
}

/** Connects to a room of marks; resolves with the close code and how many bytes came before it. */
function knock(window: Page, room: string, ticket: string): Promise<{ code: number; bytes: number }> {
  return window.evaluate(
    ([name, pass]) =>
      new Promise<{ code: number; bytes: number }>((resolve) => {
        const url = `${location.origin.replace('http', 'ws')}/collab/${name}?ticket=${encodeURIComponent(pass)}`;
        const socket = new WebSocket(url);
        socket.binaryType = 'arraybuffer';
        let bytes = 0;
        socket.addEventListener('message', ({ data }) => {
          // Type 2 is the refusal itself.
          if (data instanceof ArrayBuffer && new Uint8Array(data)[0] !== 2) bytes += data.byteLength;
        });
        socket.addEventListener('close', ({ code }) => resolve({ code, bytes }));
      }),
    [room, ticket] as const,
  );
}

test('private marks are their owner’s alone', async ({ sample }) => {
  const [anh, bich] = pair(await enter(sample, 'Ánh', 'Bích'));
  await anh.reader.writeOn('Riêng');
  await anh.reader.take('Bút');
  await anh.reader.startStroke(1, [
    { x: 0.3, y: 0.2 },
    { x: 0.7, y: 0.2 },
  ]);
  expect(await anh.reader.hasLine(1, 0.2, 'motion')).toBe(true);
  await anh.reader.endStroke();
  await expect.poll(() => anh.reader.hasLine(1, 0.2)).toBe(true);
  await expect(anh.reader.saveState(SAVED)).toBeVisible();

  // A shared stroke afterwards shows that Bích's page is up to date.
  await anh.reader.writeOn('Chung');
  await anh.reader.line(1, 0.3);
  await expect.poll(() => bich.reader.hasLine(1, 0.3)).toBe(true);
  expect(await bich.reader.hasLine(1, 0.2)).toBe(false);
  expect(await bich.reader.hasLine(1, 0.2, 'motion')).toBe(false);

  await test.step('the server does not hand them out', async () => {
    const { papers } = await sample.state();
    const version = papers.find(({ title }) => title.startsWith('Tờ trình'))?.version?.id;
    const [ofAnh, ofBich] = [await sample.personId('Ánh'), await sample.personId('Bích')];
    const room = `annotation/${version}/p/${ofAnh}`;
    // A ticket names the door only; who may pass is decided there.
    const own = await ticketFor(bich.window, `collab:annotation/${version}/p/${ofBich}`);
    const wanted = await ticketFor(bich.window, `collab:${room}`);
    expect(await knock(bich.window, room, wanted)).toEqual({ code: 4404, bytes: 0 });
    expect(await knock(bich.window, room, own)).toEqual({ code: 4403, bytes: 0 });
    expect(await knock(bich.window, room, 'nonsense')).toEqual({ code: 4401, bytes: 0 });
  });

  await test.step('on another device of theirs they are there', async () => {
    const [tablet] = await enter(sample, 'Ánh');
    await expect.poll(() => tablet?.reader.hasLine(1, 0.2)).toBe(true);
  });
});

test('“saved” is said when the server says so, and not before', async ({ sample, server }) => {
  const [anh] = await enter(sample, 'Ánh');
  if (anh === undefined) throw new Error('nobody came');
  await anh.reader.take('Bút');
  server.pause();
  await anh.reader.line(1, 0.2);
  // The socket is open and the stroke has left; nothing has answered.
  await expect(anh.reader.saveState('Trên thiết bị này (1 chưa lưu)')).toBeVisible();
  await expect(anh.status.filter({ hasText: '1 nét chưa lưu' })).toBeVisible();
  expect(await anh.reader.hasLine(1, 0.2)).toBe(true);
  server.resume();
  await expect(anh.reader.saveState(SAVED)).toBeVisible();
  await server.kill();
  await server.restart();
  const [bich] = await enter(sample, 'Bích');
  await expect.poll(() => bich?.reader.hasLine(1, 0.2)).toBe(true);
});

test('one person draws on two devices, and may take back on one what was drawn on the other', async ({
  sample,
}) => {
  const [tablet, desk] = pair(await enter(sample, 'Ánh', 'Ánh'));
  await expect(tablet.side.getByText('Có mặt, trên 2 thiết bị')).toBeVisible();
  await tablet.reader.take('Bút');
  await desk.reader.take('Bút');
  await tablet.reader.line(1, 0.15);
  await desk.reader.line(1, 0.25);
  for (const { reader } of [tablet, desk]) {
    await expect.poll(() => reader.hasLine(1, 0.15)).toBe(true);
    await expect.poll(() => reader.hasLine(1, 0.25)).toBe(true);
    await expect(reader.saveState(SAVED)).toBeVisible();
  }
  await desk.reader.take('Tẩy');
  await desk.reader.draw(1, [
    { x: 0.5, y: 0.12 },
    { x: 0.5, y: 0.18 },
  ]);
  await expect.poll(() => tablet.reader.hasLine(1, 0.15)).toBe(false);
  await expect.poll(() => tablet.reader.hasLine(1, 0.25)).toBe(true);
});

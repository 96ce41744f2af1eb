import type { Page } from '@playwright/test';
import { displayApi } from '../../../collab-server/protocol/display/api.ts';
import type { AgendaItemFields } from '../../../collab-server/protocol/agenda/records.ts';
import { ID_LENGTH, ItemId, newId } from '../../../collab-server/protocol/wire/ids.ts';
import { expect, test, type SampleMeeting } from '../../fixtures/meeting.ts';
import { bringPaper, longPdf } from '../../fixtures/papers.ts';
import { RoomPage } from '../../pages/room.ts';

/** A link to the screen, made as the chair. */
async function makeLink(sample: SampleMeeting): Promise<{ readonly id: string; readonly url: string }> {
  const answer = await sample.asChair('POST', `/api/meetings/${sample.meeting}/displays`, {});
  return displayApi.makeLink.response.parse(answer);
}

/** A public item at the end of the agenda, or another kind of one. */
async function addItem(
  sample: SampleMeeting,
  title: string,
  kind: AgendaItemFields['kind'],
): Promise<ItemId> {
  const id = newId(ItemId, crypto.getRandomValues(new Uint8Array(ID_LENGTH)));
  await sample.command({
    type: 'agenda.addItem',
    id,
    fields: { title, presenter: null, minutes: 20, kind },
    position: { parent: null, before: null },
  });
  return id;
}

const bigPage = (screen: Page) => screen.getByRole('region', { name: 'Trang đang trình bày' });

test("the room's screen shows what everyone may see, to a browser that is nobody's", async ({
  sample,
  browser,
}) => {
  // Four windows on two processors, and a server that is started again.
  test.setTimeout(420_000);
  await sample.command({ type: 'meeting.approve' }).catch(() => undefined);
  await sample.command({ type: 'meeting.send' }).catch(() => undefined);
  const closed = await addItem(sample, 'Bố trí nhân sự chủ chốt', 'internal');
  const item = await addItem(sample, 'Sơ kết sáu tháng đầu năm', 'public');
  await bringPaper(sample, 'Báo cáo sơ kết', await longPdf(4));

  const huong = new RoomPage(await sample.room('Hương'));
  const { url } = await test.step('the chair makes the link in the room', async () => {
    await huong.menu('Mở màn hình phòng họp');
    const dialog = huong.window.getByRole('dialog', { name: 'Màn hình phòng họp' });
    await dialog.getByRole('button', { name: 'Tạo liên kết' }).click();
    const field = dialog.getByRole('textbox', { name: 'Liên kết màn hình phòng họp' });
    await expect(field).toHaveValue(/\/display#[\w-]{43}$/);
    const link = await field.inputValue();
    await dialog.getByRole('button', { name: 'Đóng' }).last().click();
    return { url: link };
  });

  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, locale: 'vi-VN' });
  const screen = await context.newPage();
  const heard: string[] = [];
  screen.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => heard.push(String(payload))),
  );
  await screen.goto(url);

  await test.step('before the opening it says what, when and where, and how to check in', async () => {
    await expect(screen.getByRole('heading', { level: 1 })).toHaveText('Họp giao ban công tác chuyển đổi số');
    await expect(screen.getByText('Phòng họp số 2, tầng 3')).toBeVisible();
    await expect(screen.getByText('Nguyễn Thị Thu Hương, Thứ trưởng')).toBeVisible();
    await expect(screen.getByRole('img', { name: 'Mã QR để điểm danh' })).toBeVisible();
    // The token has left the address that the whole room reads.
    expect(new URL(screen.url()).hash).toBe('');
    expect(await context.cookies()).toEqual([]);
  });

  await test.step('a delegate checks in by the link of the code, another by typing it', async () => {
    const code = await codeOn(screen);
    const anh = await sample.window('Ánh');
    await anh.goto(`${sample.server.url}/meetings/${sample.meeting}#checkin=${code}`);
    await expect(anh.getByText('Đã điểm danh: có mặt tại phòng họp.')).toBeVisible();
    expect(new URL(anh.url()).hash).toBe('');
    await expect(screen.getByText('Có mặt 1/3')).toBeVisible();
    // In the room one stays there, whatever one's own device does.
    await anh.context().close();
    const bich = new RoomPage(await sample.room('Bích'));
    await bich.menu('Điểm danh bằng mã');
    const dialog = bich.window.getByRole('dialog', { name: 'Điểm danh bằng mã' });
    await dialog.getByRole('textbox', { name: 'Mã điểm danh' }).fill('AAAAAA');
    await dialog.getByRole('button', { name: 'Điểm danh' }).click();
    await expect(dialog.getByText('Mã điểm danh không đúng')).toBeVisible();
    await dialog.getByRole('textbox', { name: 'Mã điểm danh' }).fill((await codeOn(screen)).toLowerCase());
    await dialog.getByRole('button', { name: 'Điểm danh' }).click();
    await expect(dialog).toBeHidden();
    await expect(screen.getByText('Có mặt 2/3')).toBeVisible();
    await expect(screen.getByText('Đủ túc số.')).toBeVisible();
    await bich.window.context().close();
  });

  await test.step('in session it shows the item, and turns the pages with the presenter', async () => {
    await sample.command({ type: 'meeting.open' });
    await sample.command({ type: 'agenda.startItem', id: item });
    await expect(screen.getByRole('heading', { name: 'Sơ kết sáu tháng đầu năm' })).toBeVisible();
    await huong.openPaper('Báo cáo sơ kết');
    await huong.reader.shown(1).waitFor();
    await huong.present();
    await expect(bigPage(screen).getByRole('img', { name: 'Trang 1 / 4' })).toBeVisible();
    await huong.reader.goTo(3);
    await expect(bigPage(screen).getByRole('img', { name: 'Trang 3 / 4' })).toBeVisible();
    // Black on white, and not an empty box.
    expect(await inkOn(screen)).toBeGreaterThan(100);
  });

  await test.step('it shows who speaks, and their clock', async () => {
    const person = await sample.personId('Ánh');
    await sample.command({ type: 'floor.give', person, request: null, kind: 'speech', minutes: 3 });
    const speaker = screen.getByRole('region', { name: 'Người phát biểu' });
    await expect(speaker).toContainText('Lê Quang Ánh');
    await expect(speaker).toContainText('Thời gian còn lại');
    await expect(speaker.getByRole('timer')).toHaveText(/^2:5\d$|^3:00$/);
    await sample.command({ type: 'announcement.make', text: 'Nghỉ giải lao 15 phút' });
    await expect(screen.getByText('Nghỉ giải lao 15 phút')).toBeVisible();
  });

  await test.step('of a closed item and of a restricted paper nothing is ever there', async () => {
    await sample.command({ type: 'agenda.startItem', id: closed });
    await expect(screen.getByRole('heading', { name: 'Nội dung không công khai' })).toBeVisible();
    const { papers } = await sample.state();
    const paper = papers.find(({ title }) => title === 'Báo cáo sơ kết');
    if (paper === undefined || paper.version === null) throw new Error('no paper');
    const shownBefore = heard.join('').includes(paper.version.id);
    await sample.command({
      type: 'paper.change',
      id: paper.id,
      item: paper.item,
      title: 'Báo cáo hạn chế',
      number: '',
      readers: { to: 'some', units: [], people: [] },
    });
    await expect(bigPage(screen)).toBeHidden();
    // What was heard was really looked at.
    expect(shownBefore).toBe(true);
    const all = heard.join('') + (await screen.content());
    for (const secret of ['Bố trí nhân sự', 'Báo cáo hạn chế', 'Báo cáo sơ kết', closed, paper.id])
      expect(all).not.toContain(secret);
  });

  await test.step('it comes back by itself when the server was away', async () => {
    await sample.server.kill();
    await expect(screen.getByRole('alert')).toContainText('Mất kết nối với máy chủ');
    await sample.server.restart();
    await expect(screen.getByRole('alert')).toBeHidden({ timeout: 30_000 });
    await expect(screen.getByRole('heading', { name: 'Nội dung không công khai' })).toBeVisible();
    await screen.reload();
    await expect(screen.getByRole('heading', { name: 'Nội dung không công khai' })).toBeVisible();
  });

  await test.step('a link that is revoked closes the screen', async () => {
    await makeLink(sample);
    await huong.menu('Mở màn hình phòng họp');
    const dialog = huong.window.getByRole('dialog', { name: 'Màn hình phòng họp' });
    await dialog
      .getByRole('listitem')
      .filter({ hasText: '1 màn hình đang mở' })
      .getByRole('button', { name: 'Thu hồi' })
      .click();
    await expect(screen.getByRole('heading', { name: 'Màn hình đã đóng' })).toBeVisible();
    await expect(dialog.getByRole('listitem')).toHaveCount(1);
    await screen.reload();
    await expect(screen.getByRole('heading', { name: 'Màn hình đã đóng' })).toBeVisible();
  });
  await context.close();
});

/** The code that the screen shows. */
async function codeOn(screen: Page): Promise<string> {
  const text = await screen.getByRole('region', { name: 'Điểm danh' }).innerText();
  const code = /([A-Z3-9]{3}) ([A-Z3-9]{3})$/.exec(text.trim());
  if (code === null) throw new Error(`no code in ${text}`);
  return `${code[1]}${code[2]}`;
}

/** How many dark pixels the page on the screen has. */
function inkOn(screen: Page): Promise<number> {
  return bigPage(screen)
    .locator('canvas')
    .evaluate((canvas) => {
      const context = document.createElement('canvas').getContext('2d');
      if (!(canvas instanceof HTMLCanvasElement) || context === null) return 0;
      const { width, height } = canvas;
      // The canvas of a finished page can't be read itself, only be drawn on another.
      Object.assign(context.canvas, { width, height });
      context.drawImage(canvas, 0, 0);
      const pixels = context.getImageData(0, 0, width, height).data;
      let dark = 0;
      for (let at = 0; at < pixels.length; at += 4) if ((pixels[at] ?? 255) < 128) dark++;
      return dark;
    });
}

import type { Page } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import { displayApi } from '../../../collab-server/protocol/display/api.ts';
import { expect, test, type SampleMeeting } from '../../fixtures/meeting.ts';
import { takeDocument } from '../../pages/document.ts';
import { VotingPage } from '../../pages/voting.ts';

const BICH = 'Phạm Thị Ngọc Bích';
const ANH = 'Lê Quang Ánh';

/** The votes of the meeting, as its chair sees them. */
const votes = async (sample: SampleMeeting) => (await sample.state()).voting.votes;

/**
 * The meeting's channel of a window in which everything that the server says can be lost from a moment on, until the
 * connection is cut.
 */
async function fragileChannel(
  page: Page,
): Promise<{ deafen: () => void; cut: () => void; casts: () => number }> {
  let [isDeaf, casts] = [false, 0];
  let cutAll = () => {};
  await page.routeWebSocket(/\/live\//, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((message) => {
      if (String(message).includes('"vote.cast"')) casts += 1;
      server.send(message);
    });
    server.onMessage((message) => {
      if (!isDeaf) socket.send(message);
    });
    cutAll = () => {
      isDeaf = false;
      void socket.close({ code: 1012 });
      void server.close({ code: 1000 });
    };
  });
  return { deafen: () => (isDeaf = true), cut: () => cutAll(), casts: () => casts };
}

test('a named vote with a proxy: no quorum and then one, an answer that is lost, and the result on the screen', async ({
  sample,
  browser,
}) => {
  const { fields, agenda } = await sample.state();
  await sample.command({
    type: 'meeting.change',
    fields: { ...fields, quorum: { percent: 60, base: 'entitled' } },
  });
  await sample.command({ type: 'meeting.open' });
  await sample.command({ type: 'agenda.startItem', id: agenda[1]?.id ?? agenda[0]!.id });
  const { url } = displayApi.makeLink.response.parse(
    await sample.asChair('POST', `/api/meetings/${sample.meeting}/displays`, {}),
  );
  const wall = await browser.newContext({ viewport: { width: 1920, height: 1080 }, locale: 'vi-VN' });
  const screen = await wall.newPage();
  await screen.goto(url);
  const onScreen = screen.getByRole('region', { name: 'Biểu quyết' });

  const chair = new VotingPage(await sample.room('Hương'));
  await test.step('without a quorum no vote begins', async () => {
    await expect(chair.desk).toContainText('Chưa đủ túc số');
    await chair.desk.getByRole('button', { name: 'Biểu quyết', exact: true }).click();
    await expect(chair.dialog.getByRole('button', { name: 'Bắt đầu biểu quyết' })).toBeDisabled();
    await chair.window.keyboard.press('Escape');
  });

  const window = await sample.window('Ánh');
  const line = await fragileChannel(window);
  await window.goto(`${sample.server.url}/meetings/${sample.meeting}`);
  const anh = new VotingPage(window);
  await expect(chair.desk).not.toContainText('Chưa đủ túc số');

  await test.step('a delegate gives her proxy', async () => {
    await chair.openList();
    const rule = chair.room.side.getByRole('textbox', { name: 'Mỗi người được nhận tối đa' });
    await rule.fill('1');
    await rule.press('Tab');
    await chair.room.tab('Điều hành');
    const bich = new VotingPage(await sample.room('Bích'));
    const list = await bich.openList();
    await list.getByRole('button', { name: 'Ủy quyền biểu quyết' }).click();
    const dialog = bich.window.getByRole('dialog', { name: 'Ủy quyền biểu quyết' });
    await dialog.getByRole('combobox', { name: 'Người nhận ủy quyền' }).fill('anh');
    await bich.window.getByRole('option', { name: ANH }).click();
    await dialog.getByRole('button', { name: 'Ủy quyền', exact: true }).click();
    await expect(list).toContainText(`Ông/bà đã ủy quyền cho ${ANH}.`);
    await bich.window.context().close();
  });

  await chair.start();
  await expect(onScreen).toContainText('Đã bỏ phiếu');
  await test.step('an answer that is lost: nothing looks cast until the server has said so, and it counts once', async () => {
    await expect(anh.ballot()).toBeVisible();
    await expect(anh.ballot(`Phiếu ủy quyền của ${BICH}`)).toBeVisible();
    line.deafen();
    await anh.cast('Đồng ý');
    await expect(anh.ballot()).toContainText('Đang gửi phiếu: Đồng ý');
    // The server has it, but nobody has told the voter.
    await expect.poll(async () => (await votes(sample))[0]?.casts.length).toBe(1);
    await expect(anh.ballot()).not.toContainText('Đã ghi nhận');
    line.cut();
    await expect(anh.ballot()).toContainText('Đã ghi nhận: Đồng ý');
    // It was sent again with the same key: the server gave the answer that was lost, and refused nothing.
    expect(line.casts()).toBe(2);
    await expect(anh.ballot().getByRole('alert')).toHaveCount(0);
    expect((await votes(sample))[0]?.casts).toHaveLength(1);
  });
  await anh.cast('Không đồng ý', `Phiếu ủy quyền của ${BICH}`);
  await expect(anh.ballot(`Phiếu ủy quyền của ${BICH}`)).toContainText('Đã ghi nhận: Không đồng ý');
  await expect(anh.card.getByRole('button', { name: 'Đổi phiếu' })).toHaveCount(0);
  await expect(onScreen).toContainText('2/3');

  await test.step('the keys cast only from the card', async () => {
    await chair.window.locator('body').press('1');
    await expect(chair.ballot().getByRole('button')).toHaveCount(3);
    await chair.window.keyboard.press("'");
    await expect(chair.card).toBeFocused();
    await chair.window.keyboard.press('1');
    await expect(chair.ballot()).toContainText('Đã ghi nhận: Đồng ý');
  });

  await test.step('the result is on every card, in the list by person, and on the screen', async () => {
    await chair.stop();
    await expect(anh.card).toContainText('Được thông qua');
    expect(await anh.numbers(anh.card)).toEqual([
      'Đồng ý266,7%',
      'Không đồng ý133,3%',
      'Phiếu trắng0',
      'Không biểu quyết0',
    ]);
    await expect(onScreen).toContainText('Được thông qua');
    await expect(onScreen).not.toContainText(ANH);
    await anh.card.getByRole('button', { name: 'Đóng kết quả' }).click();
    await expect(anh.card).toHaveCount(0);
    const list = await anh.openList();
    const row = list
      .getByRole('list', { name: 'Phiếu của từng người' })
      .getByRole('listitem')
      .filter({ hasText: BICH });
    await expect(row).toContainText('Không đồng ý');
    await expect(row).toContainText(`${ANH} bỏ thay`);
  });

  await test.step('the result is taken away as a document, for Word and as PDF', async () => {
    const docx = await takeDocument(anh.room.side, 'Tải kết quả', 'Văn bản Word');
    expect(docx.name).toMatch(/^Kết quả biểu quyết – .+\.docx$/u);
    const body = strFromU8(unzipSync(docx.bytes)['word/document.xml'] ?? new Uint8Array());
    for (const part of ['CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Được thông qua', BICH, `${ANH} bỏ thay`])
      expect(body).toContain(part);
    const pdf = await takeDocument(anh.room.side, 'Tải kết quả', 'PDF');
    expect(pdf.name).toMatch(/\.pdf$/u);
    expect(new TextDecoder().decode(pdf.bytes.slice(0, 5))).toBe('%PDF-');
  });

  await test.step('a quorum that is gone at the end decides nothing', async () => {
    await chair.card.getByRole('button', { name: 'Đóng kết quả' }).click();
    await chair.start();
    await chair.cast('Đồng ý');
    await expect(chair.ballot()).toContainText('Đã ghi nhận');
    await sample.command({
      type: 'attendance.mark',
      entries: [
        { person: await sample.personId('Ánh'), is: 'absent', excused: true, reason: '' },
        { person: await sample.personId('Bích'), is: 'absent', excused: true, reason: '' },
      ],
    });
    await chair.stop();
    await expect(chair.card).toContainText('Không đủ túc số');
    expect((await votes(sample)).at(-1)?.count?.outcome.is).toBe('noQuorum');
  });
  await wall.close();
});

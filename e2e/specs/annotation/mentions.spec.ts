import { expect, test } from '../../fixtures/meeting.ts';
import { bringPaper, squarePdf } from '../../fixtures/papers.ts';
import { NotesPage, ThreadPart } from '../../pages/notes.ts';
import { RoomPage } from '../../pages/room.ts';

const BICH = 'Phạm Thị Ngọc Bích';
const PAPER = 'Tờ trình kinh phí';

test('[PACK-4] who is called upon is told with another paper open, and on the home page, and is led there', async ({
  sample,
}) => {
  await bringPaper(sample, PAPER, await squarePdf(595, 842));
  await bringPaper(sample, 'Phụ lục khác', await squarePdf(595, 842));
  const [huong, bich] = [new RoomPage(await sample.room('Hương')), new RoomPage(await sample.room('Bích'))];
  const home = await sample.window('Ánh');
  const called = (window: typeof home) => window.getByText('1 lần nhắc đến ông/bà');
  await huong.openPaper('Phụ lục khác');
  await huong.reader.shown(1).waitFor();
  await bich.openPaper(PAPER);
  await bich.reader.shown(1).waitFor();
  await expect(home.getByRole('heading', { level: 2 }).first()).toBeVisible();
  await expect(called(home)).toHaveCount(0);

  await test.step('Bích calls upon both in a comment', async () => {
    await bich.reader.take('Ghi chú chữ');
    await bich.reader.note(1, { x: 0.3, y: 0.3 }, 'Số liệu năm 2026');
    await bich.reader.take('Đọc');
    await bich.reader.notePin(BICH, 'Số liệu năm 2026').click();
    const thread = new ThreadPart(bich.window.getByRole('dialog', { name: `Ghi chú của ${BICH}` }));
    for (const name of ['thu hu', 'quang']) {
      await thread.field.pressSequentially(`@${name}`);
      await expect(thread.root.getByRole('option')).toHaveCount(1);
      await thread.field.press('Enter');
    }
    await thread.field.pressSequentially('xin ý kiến');
    await thread.root.getByRole('button', { name: 'Gửi' }).click();
    await expect(thread.comments).toHaveCount(1);
  });

  await test.step('the chair, who reads another paper, is told, and sees it in the agenda', async () => {
    await expect(huong.window.getByText(`${BICH} nhắc đến ông/bà trong “${PAPER}”`)).toBeVisible();
    await expect(huong.paper(PAPER)).toContainText('Có người nhắc đến ông/bà');
    await expect(bich.window.getByText('nhắc đến ông/bà')).toHaveCount(0);
  });

  await test.step('one press leads there', async () => {
    await huong.window.getByRole('button', { name: 'Đến xem' }).click();
    await huong.reader.shown(1).waitFor();
    await expect(huong.reader.notePin(BICH, 'Số liệu năm 2026')).toBeVisible();
    await expect(huong.window.locator('[data-mark-pulse]')).toBeVisible();
    await expect(huong.window.getByText('Có người nhắc đến ông/bà')).toHaveCount(0);
    await expect(huong.window.getByText(`${BICH} nhắc đến ông/bà`)).toHaveCount(0);
  });

  await test.step('whoever was not in the meeting finds it on the home page, and in the agenda', async () => {
    await home.reload();
    await expect(called(home).first()).toBeVisible();
    await home.goto(`${sample.server.url}/meetings/${sample.meeting}`);
    const anh = new RoomPage(home);
    await expect(home.getByText('Có người nhắc đến ông/bà').first()).toBeVisible();
    await anh.openPaper(PAPER);
    await anh.reader.shown(1).waitFor();
    await expect(home.getByText('Có người nhắc đến ông/bà')).toHaveCount(0);
    await expect.poll(() => new NotesPage(home).unread()).toBe(2);
  });
});

import type { Page } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import { NAMED_VOTE } from '../../../collab-server/testing/vote-fields.ts';
import { ID_LENGTH, newId, VoteId } from '../../../collab-server/protocol/wire/ids.ts';
import { expect, test } from '../../fixtures/meeting.ts';
import { bringPaper } from '../../fixtures/papers.ts';
import { FIRST_LINE, LINE_HEIGHT, wordsPdf } from '../../fixtures/word-papers.ts';
import { takeDocument } from '../../pages/document.ts';
import { MarkingPage } from '../../pages/marking.ts';
import { MinutesPage } from '../../pages/minutes.ts';
import { RoomPage } from '../../pages/room.ts';

const LINES = ['Kinh phí năm 2026 là 38 tỷ đồng', 'Kinh phí năm 2027 là 40 tỷ đồng, tăng 5%'];
const MOTION = 'Thông qua phương án phân bổ kinh phí';

test('a conclusion rests on words of a paper and on a vote, is given to a unit, and goes out as a notice', async ({
  sample,
}) => {
  const paper = await bringPaper(
    sample,
    'Dự toán kinh phí',
    await wordsPdf([LINES], { fontName: '.VnTime' }),
  );
  const { agenda, fields: held } = await sample.state();
  const [first] = agenda;
  // Nobody needs to be there for the vote.
  await sample.command({ type: 'meeting.change', fields: { ...held, quorum: null } });
  await sample.command({ type: 'meeting.open' });
  if (first === undefined) throw new Error('the sample has no agenda');
  await sample.command({ type: 'agenda.startItem', id: first.id });
  const vote = newId(VoteId, crypto.getRandomValues(new Uint8Array(ID_LENGTH)));
  const fields = { ...NAMED_VOTE, motion: MOTION, item: first.id };
  await sample.command({ type: 'vote.prepare', id: vote, fields, repeats: null });
  await sample.command({ type: 'vote.open', id: vote });
  await sample.command({ type: 'vote.stop', id: vote });

  const room = new RoomPage(await sample.room('Đức'));
  const { window, reader } = room;
  await test.step('words that are selected in a paper wait for their conclusion', async () => {
    await room.openPaper('Dự toán kinh phí');
    await reader.shown(1).waitFor();
    await expect(reader.page(1).getByText(LINES[1] ?? '')).toBeAttached();
    const at = await reader.pixel(1, { x: 0.2, y: (842 - FIRST_LINE.y + LINE_HEIGHT - 4) / 842 });
    await window.mouse.click(at.x, at.y, { clickCount: 3 });
    await new MarkingPage(reader).wordBar
      .getByRole('button', { name: 'Đưa vào kết luận của biên bản' })
      .click();
    await expect(window.getByText('Đã giữ đoạn này.')).toBeVisible();
  });

  await room.menu('Biên bản');
  const minutes = new MinutesPage(window);
  const conclusion = minutes.text.locator('[data-conclusion]').last();
  await test.step('they are put into a conclusion, with a vote, who and by when', async () => {
    await conclusion.locator('[data-node-view-content]').click();
    await window.keyboard.type('Rà soát dự toán kinh phí năm 2027.');
    const ask = conclusion.getByRole('button', { name: 'Thêm căn cứ' });
    await ask.click();
    await window.getByRole('menuitem', { name: LINES[1] ?? '' }).click();
    await expect(conclusion.getByRole('button', { name: 'Dự toán kinh phí, trang 1' })).toBeVisible();
    await ask.click();
    await expect(window.getByRole('menuitem', { name: LINES[1] ?? '' })).toBeHidden();
    await window.getByRole('menuitem', { name: MOTION }).click();
    await conclusion.getByLabel('Chủ trì thực hiện').fill('Vụ Kế hoạch – Tài chính');
    await conclusion.getByRole('spinbutton').first().click();
    await window.keyboard.type('05122026');
    await expect(minutes.status).toHaveText('Đã lưu');
  });

  await test.step('another sees the same, and that the vote was made void', async () => {
    const staff = new MinutesPage(await sample.window('Ước'));
    await staff.open(sample);
    const theirs = staff.text.locator('[data-conclusion]').last();
    await expect(theirs.getByLabel('Chủ trì thực hiện')).toHaveValue('Vụ Kế hoạch – Tài chính');
    await expect(theirs.getByRole('button', { name: 'Dự toán kinh phí, trang 1' })).toBeVisible();
    await sample.command({ type: 'vote.void', id: vote, reason: 'Kiểm lại túc số' });
    await expect(theirs.getByRole('button', { name: MOTION })).toContainText('đã hủy');
  });

  await test.step('the notice says what, who and by when; the minutes also on what it rests', async () => {
    const notice = await textOf(window, 'Thông báo kết luận');
    expect(notice).toContain('1. Rà soát dự toán kinh phí năm 2027.');
    expect(notice).toContain('Vụ Kế hoạch – Tài chính chủ trì');
    expect(notice).toContain('hoàn thành trước ngày 05 tháng 12 năm 2026');
    expect(notice.toLocaleLowerCase('vi')).toContain('kết luận của');
    const written = await textOf(window, 'Tải biên bản');
    expect(written).toContain('Dự toán kinh phí, trang 1');
    expect(written).toContain(`Biểu quyết: ${MOTION}, đã hủy`);
  });

  await test.step('a press goes to the vote in the minutes, and to the words in the quoted version', async () => {
    await bringPaper(
      sample,
      'Dự toán kinh phí',
      await wordsPdf([['Bản mới']], { fontName: '.VnTime' }),
      paper,
    );
    const link = conclusion.getByRole('button', { name: 'Dự toán kinh phí' });
    await expect(link).toContainText('đã có bản mới');
    await conclusion.getByRole('button', { name: MOTION }).click();
    await expect(minutes.text.locator('.ProseMirror-selectednode')).toContainText(MOTION);
    await link.click();
    await reader.shown(1).waitFor();
    await expect(reader.page(1).locator('[data-quoted]').first()).toBeVisible();
    await expect(reader.page(1).getByText(LINES[1] ?? '')).toBeAttached();
  });
});

/** The text of a Word file that is taken from the page. */
async function textOf(window: Page, button: string): Promise<string> {
  const { bytes } = await takeDocument(window.locator('body'), button, 'Văn bản Word');
  const body = strFromU8(unzipSync(bytes)['word/document.xml'] ?? new Uint8Array());
  return body.replaceAll(/<[^>]+>/gu, '');
}

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
  await bringPaper(sample, 'Dự toán kinh phí', await wordsPdf([LINES], { fontName: '.VnTime' }));
  await sample.command({ type: 'meeting.open' });
  const [first] = (await sample.state()).agenda;
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
    await new MarkingPage(reader).wordBar.getByRole('button', { name: 'Đưa vào kết luận' }).click();
    await expect(window.getByText('Đã giữ làm căn cứ.')).toBeVisible();
  });

  await room.menu('Biên bản');
  const minutes = new MinutesPage(window);
  const conclusion = minutes.text.locator('[data-conclusion]').last();
  await test.step('they are put into a conclusion, with a vote, who and by when', async () => {
    await expect(window.getByText('Có 1 đoạn đã chọn trong tài liệu.')).toBeVisible();
    await conclusion.locator('[data-node-view-content]').click();
    await window.keyboard.type('Rà soát dự toán kinh phí năm 2027.');
    const ask = conclusion.getByRole('button', { name: 'Thêm căn cứ' });
    await ask.click();
    await window.getByRole('dialog').getByRole('button', { name: 'Dẫn', exact: true }).click();
    await expect(conclusion.getByRole('link', { name: 'Dự toán kinh phí, trang 1' })).toBeVisible();
    await expect(window.getByText('Có 1 đoạn đã chọn trong tài liệu.')).toBeHidden();
    await ask.click();
    await window.getByRole('combobox', { name: 'Căn cứ' }).fill('phuong an');
    await window.getByRole('option', { name: MOTION }).click();
    await window.getByRole('dialog').getByRole('button', { name: 'Thêm', exact: true }).click();
    await conclusion.getByRole('button', { name: 'Giao thực hiện' }).click();
    await window.getByRole('textbox', { name: 'Chủ trì thực hiện: đơn vị' }).fill('Vụ Kế hoạch – Tài chính');
    await window.getByRole('dialog').getByRole('spinbutton').first().click();
    await window.keyboard.type('05122026');
    await window.getByRole('dialog').getByRole('button', { name: 'Lưu' }).click();
    await expect(conclusion).toContainText(
      'Giao Vụ Kế hoạch – Tài chính thực hiện; hoàn thành trước ngày 05',
    );
    await expect(minutes.status).toHaveText('Đã lưu');
  });

  await test.step('another sees the same, and that the vote was made void', async () => {
    const staff = new MinutesPage(await sample.window('Ước'));
    await staff.open(sample);
    const theirs = staff.text.locator('[data-conclusion]').last();
    await expect(theirs).toContainText('Giao Vụ Kế hoạch – Tài chính thực hiện');
    await expect(theirs.getByRole('link', { name: 'Dự toán kinh phí, trang 1' })).toBeVisible();
    await sample.command({ type: 'vote.void', id: vote, reason: 'Kiểm lại túc số' });
    await expect(theirs).toContainText('đã hủy kết quả');
  });

  await test.step('the notice says what, who and by when', async () => {
    const docx = await takeDocument(window.locator('body'), 'Tải thông báo kết luận', 'Văn bản Word');
    expect(docx.name).toMatch(/^Thông báo kết luận – .+\.docx$/u);
    const body = strFromU8(unzipSync(docx.bytes)['word/document.xml'] ?? new Uint8Array());
    for (const part of [
      '1. Rà soát dự toán kinh phí năm 2027 (Dự toán kinh phí, trang 1;',
      `biểu quyết “${MOTION}”: kết quả đã hủy).`,
      'Giao Vụ Kế hoạch – Tài chính thực hiện; hoàn thành trước ngày 05 tháng 12 năm 2026.',
    ])
      expect(body).toContain(part);
    expect(body.toLocaleLowerCase('vi')).toContain('thông báo');
  });

  await test.step('a link goes to the vote in the minutes, and to the words in the paper', async () => {
    await conclusion
      .getByRole('button', { name: `biểu quyết “${MOTION}”`, exact: false })
      .first()
      .click();
    await expect(minutes.text.locator('[data-live-part^="votes "]:focus')).toContainText(MOTION);
    await conclusion.getByRole('link', { name: 'Dự toán kinh phí, trang 1' }).click();
    await reader.shown(1).waitFor();
    await expect(reader.page(1).locator('[data-quoted]').first()).toBeVisible();
  });
});

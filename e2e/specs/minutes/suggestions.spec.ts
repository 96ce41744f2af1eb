import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from '../../fixtures/meeting.ts';
import { takeDocument } from '../../pages/document.ts';
import { MinutesPage } from '../../pages/minutes.ts';

test('one suggests changes in the minutes, another accepts one and rejects another, and takes it back', async ({
  sample,
}) => {
  await sample.command({ type: 'meeting.open' });
  const secretary = new MinutesPage(await sample.window('Đức'));
  const staff = new MinutesPage(await sample.window('Ước'));
  await secretary.open(sample);
  await staff.open(sample);
  /** What is written, without the names at carets of others, which may stand in the midst of it. */
  const says = ({ text }: MinutesPage, part: string) =>
    expect
      .poll(() =>
        text.evaluate((element) => {
          const copy = element.cloneNode(true) as HTMLElement;
          for (const caret of copy.querySelectorAll('.other-caret')) caret.remove();
          return copy.textContent ?? '';
        }),
      )
      .toContain(part);
  const line = 'Giao Vụ Kế hoạch chủ trì.';
  await secretary.type(0, line);
  await expect(staff.text).toContainText(line);

  await test.step('what is typed and deleted, also composed letters, is a suggestion for both', async () => {
    await staff.action('Đề xuất sửa').click();
    await staff.text.getByText(line).click();
    const { keyboard } = staff.window;
    await keyboard.press('End');
    for (let n = 0; n < ' chủ trì.'.length; n++) await keyboard.press('Backspace');
    await keyboard.press('End');
    await keyboard.type(' Han');
    // As some keyboards write: the letter goes, and comes with its mark.
    for (let n = 0; n < 2; n++) await keyboard.press('Backspace');
    await keyboard.type('ạn');
    const input = await staff.window.context().newCDPSession(staff.window);
    for (const text of ['t', 'tu', 'tuâ', 'tuầ', 'tuần'])
      await input.send('Input.imeSetComposition', {
        text,
        selectionStart: text.length,
        selectionEnd: text.length,
      });
    await input.send('Input.insertText', { text: 'tuần' });
    // The other's caret may stand in them, with its name.
    for (const { text } of [staff, secretary]) {
      await expect(text.locator('del')).toContainText(' chủ trì.');
      await expect(text.locator('ins')).toContainText(' Hạntuần');
    }
    await expect(staff.status).toHaveText('Đã lưu');
  });

  await test.step('a file has the text without them', async () => {
    const docx = await takeDocument(secretary.window.locator('body'), 'Tải biên bản', 'Văn bản Word');
    const body = strFromU8(unzipSync(docx.bytes)['word/document.xml'] ?? new Uint8Array());
    expect(body).toContain('chủ trì.');
    expect(body).not.toContain('tuần');
  });

  await test.step('the other settles it where the caret stands, takes that back, and settles all in the list', async () => {
    const bar = secretary.window.getByRole('toolbar', { name: 'Đề xuất sửa trong biên bản' });
    await bar.getByRole('button', { name: 'Đề xuất sau' }).click();
    await expect(bar).toContainText('Thêm: “ Hạntuần”');
    await bar.getByRole('button', { name: 'Chấp nhận', exact: true }).click();
    await expect(staff.text.locator('ins, del')).toHaveCount(0);
    await expect(staff.text).not.toContainText('chủ trì.');
    await says(staff, 'Hạntuần');
    await expect(bar).toBeHidden();
    await secretary.action('Hoàn tác').click();
    await expect(staff.text.locator('del')).toContainText(' chủ trì.');
    await bar.getByRole('button', { name: '1 đề xuất sửa' }).click();
    await secretary.action('Không chấp nhận đề xuất nào').click();
    for (const { text } of [staff, secretary]) {
      await expect(text.locator('ins, del')).toHaveCount(0);
      await expect(text).not.toContainText('tuần');
    }
    for (const page of [staff, secretary]) await says(page, line);
    await expect(secretary.status).toHaveText('Đã lưu');
  });

  await test.step('the device remembers it, and one takes back what one suggested', async () => {
    await staff.window.reload();
    await expect(staff.action('Đề xuất sửa')).toHaveAttribute('aria-pressed', 'true');
    await staff.text.locator(':scope > p').first().click();
    await staff.window.keyboard.type('Z');
    await expect(secretary.text.locator('ins')).toContainText('Z');
    await staff.action('Hoàn tác').click();
    await expect(secretary.text.locator('ins')).toHaveCount(0);
    await says(secretary, line);
  });
});

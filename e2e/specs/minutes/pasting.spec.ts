import type { Locator } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import { LIBRE_OFFICE, WEB_PAGE, WORD } from '../../fixtures/pasted-pages.ts';
import { expect, test } from '../../fixtures/meeting.ts';
import { takeDocument } from '../../pages/document.ts';
import { MinutesPage } from '../../pages/minutes.ts';

/** Pastes into the text, where the caret is. */
async function paste(text: Locator, types: Readonly<Record<string, string>>): Promise<void> {
  await text.evaluate((element, given) => {
    const clipboardData = new DataTransfer();
    for (const [type, value] of Object.entries(given)) clipboardData.setData(type, value);
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, types);
}

/** Pastes a file: a picture of that size, or other bytes under that name. */
async function pasteFile(
  text: Locator,
  name: string,
  size?: { width: number; height: number },
): Promise<void> {
  await text.evaluate(
    async (element, given) => {
      const clipboardData = new DataTransfer();
      let bytes: Blob = new Blob(['<svg xmlns="http://www.w3.org/2000/svg"/>']);
      if (given.size !== undefined) {
        const canvas = new OffscreenCanvas(given.size.width, given.size.height);
        const context = canvas.getContext('2d');
        context?.fillRect(10, 10, 300, 300);
        bytes = await canvas.convertToBlob({ type: 'image/webp' });
      }
      clipboardData.items.add(new File([bytes], given.name, { type: bytes.type }));
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    },
    { name, size },
  );
}

test('[MIN-70] [MIN-71] [MIN-72] [MIN-73] [MIN-74] what other programs give, pictures and phrases come into the minutes', async ({
  sample,
}) => {
  await sample.command({ type: 'meeting.open' });
  const secretary = new MinutesPage(await sample.window('Đức'));
  const staff = new MinutesPage(await sample.window('Ước'));
  await secretary.open(sample);
  await staff.open(sample);
  const { text, window } = secretary;

  await test.step('a page from Word keeps its headings, lists, table and looks, and nothing that was hidden', async () => {
    await secretary.type(0, 'Trước. ');
    await window.keyboard.press('Enter');
    await paste(text, { 'text/html': WORD, 'text/plain': 'Kết quả thực hiện' });
    await expect(text.locator('h2', { hasText: 'Kết quả thực hiện' })).toBeVisible();
    await expect(text.locator('strong', { hasText: 'Số liệu đậm' })).toBeVisible();
    await expect(text.locator('em', { hasText: 'in nghiêng' })).toBeVisible();
    await expect(text.locator('u', { hasText: 'gạch chân' })).toBeVisible();
    const list = text.locator('ol', { hasText: 'Việc thứ nhất' });
    await expect(list.locator(':scope > li')).toHaveCount(2);
    await expect(list.locator(':scope > li > ul > li')).toHaveText(['Ý con của việc thứ nhất']);
    await expect(list.locator(':scope > li').nth(1)).toHaveText('Việc thứ hai');
    const table = text.locator('table', { hasText: 'Chỉ tiêu gộp cột' });
    await expect(table.locator('td[colspan="2"]')).toHaveText('Chỉ tiêu gộp cột');
    await expect(table.locator('td').nth(2)).toHaveText('lồng một; lồng hai');
    await expect(text).toContainText('hướng ngược và kết luận');
    for (const hidden of ['từ đã xóa', 'chữ ẩn', 'Đầu trang', 'bình luận', '[A1]', 'mso', '·'])
      await expect(text).not.toContainText(hidden);
    await expect(staff.text.locator('ol', { hasText: 'Việc thứ hai' })).toBeVisible();
  });

  await test.step('so do LibreOffice and web pages; what is too long is refused with a sentence', async () => {
    await secretary.type(2, 'Giữa. ');
    await window.keyboard.press('Enter');
    await paste(text, { 'text/html': LIBRE_OFFICE });
    await expect(text.locator('h3', { hasText: 'Mục từ LibreOffice' })).toBeVisible();
    await expect(text.locator('ul > li', { hasText: 'Gạch đầu dòng' })).toHaveCount(2);
    await window.keyboard.press('Enter');
    await window.keyboard.press('Enter');
    await paste(text, { 'text/html': WEB_PAGE });
    await expect(text.locator('h3', { hasText: 'Tin từ trang mạng' })).toBeVisible();
    await expect(text.locator('strong', { hasText: 'chữ đậm' })).toBeVisible();
    await expect(text).toContainText('Đoạn có đường dẫn và');
    await expect(text.locator('a, img, script')).toHaveCount(0);
    await paste(text, { 'text/plain': 'quá dài '.repeat(1_300_000) });
    await expect(window.getByText('hoặc đưa tệp vào tài liệu họp')).toBeVisible();
    await expect(text).not.toContainText('quá dài');
    await expect(secretary.status).toHaveText('Đã lưu');
  });

  await test.step('a picture is made smaller, seen by the others, and described; other files are refused', async () => {
    await window.keyboard.press('Enter');
    await pasteFile(text, 'bang.webp', { width: 3000, height: 1500 });
    const picture = text.getByRole('img', { name: 'Ảnh trong biên bản' });
    await expect(picture).toHaveJSProperty('naturalWidth', 2000);
    await expect(staff.text.getByRole('img')).toHaveJSProperty('naturalHeight', 1000);
    await text.getByRole('button', { name: 'Mô tả ảnh' }).click();
    await window.getByLabel('Ảnh thể hiện gì').fill('Sơ đồ tuyến cao tốc');
    await window.getByRole('button', { name: 'Lưu', exact: true }).click();
    await expect(staff.text.getByRole('img', { name: 'Sơ đồ tuyến cao tốc' })).toBeVisible();
    await pasteFile(text, 'hinh.svg');
    await expect(window.getByText('Không chèn được “hinh.svg”')).toBeVisible();
    await window.context().setOffline(true);
    await pasteFile(text, 'khac.webp', { width: 30, height: 30 });
    await expect(window.getByText('Chưa chèn được ảnh vì mất kết nối')).toBeVisible();
    await window.context().setOffline(false);
    await expect(text.getByRole('img')).toHaveCount(1);
  });

  await test.step('a phrase is kept, inserted by its word without diacritics, and brought back after it was deleted', async () => {
    const open = async () => {
      await window.getByRole('button', { name: 'Chèn', exact: true }).click();
      await window.getByRole('menuitem', { name: 'Câu mẫu…' }).click();
    };
    await open();
    const dialog = window.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Thêm câu mẫu' }).click();
    await dialog.getByLabel('Từ gọi').fill('kết luận');
    await dialog.getByLabel('Nội dung').fill('Hội nghị nhất trí thông qua.');
    await dialog.getByRole('button', { name: 'Lưu' }).click();
    await expect(dialog).toContainText('Từ này đã dùng');
    await dialog.getByLabel('Từ gọi').fill('nhất trí');
    await dialog.getByRole('button', { name: 'Lưu' }).click();
    await expect(dialog).toContainText('/nhattri');
    await dialog.getByRole('button', { name: 'Xóa câu mẫu nhattri' }).click();
    await expect(dialog).not.toContainText('/nhattri');
    await window.getByRole('button', { name: 'Hoàn tác', exact: true }).last().click();
    await expect(dialog).toContainText('/nhattri');
    await window.keyboard.press('Escape');
    await text.locator('[data-conclusion] [data-node-view-content]').last().click();
    await window.keyboard.press('End');
    await window.keyboard.press('Enter');
    await window.keyboard.type('/nhattri ');
    await expect(staff.text).toContainText('Hội nghị nhất trí thông qua.');
  });

  await test.step('the Word file has the picture with its words', async () => {
    const docx = await takeDocument(window.locator('body'), 'Tải biên bản', 'Văn bản Word');
    const files = unzipSync(docx.bytes);
    expect(Object.keys(files).filter((name) => name.startsWith('word/media/'))).toHaveLength(1);
    const body = strFromU8(files['word/document.xml'] ?? new Uint8Array());
    for (const part of ['Sơ đồ tuyến cao tốc', 'Việc thứ hai', 'lồng một; lồng hai', 'nhất trí thông qua'])
      expect(body).toContain(part);
  });
});

import { expect, test } from '../../fixtures/meeting.ts';
import { takeDocument } from '../../pages/document.ts';
import { MinutesPage } from '../../pages/minutes.ts';

test('a draft goes out for comments, is approved as it is shown, and comes back when the chair returns it', async ({
  sample,
}) => {
  await sample.command({ type: 'meeting.open' });
  const secretary = new MinutesPage(await sample.window('Đức'));
  await secretary.open(sample);
  await expect(secretary.step).toHaveText('Dự thảo');
  await secretary.type(0, 'Giao Vụ Kế hoạch tổng hợp, báo cáo.');
  await expect(secretary.status).toHaveText('Đã lưu');
  await secretary.action('Xem trang').click();
  const preview = secretary.window.getByRole('dialog', { name: 'Xem trang' });
  await expect(preview.getByRole('img', { name: /^Trang 1 trên/ }).locator('canvas')).toBeVisible();
  await preview.getByRole('button', { name: 'Đóng' }).last().click();
  const delegate = new MinutesPage(await sample.window('Ánh'));

  await test.step('delegates read the draft while they are asked to comment, and change nothing', async () => {
    await delegate.window.goto(`${sample.server.url}/meetings/${sample.meeting}/minutes`);
    await expect(delegate.window.getByText('Ông/Bà chưa được giao ghi biên bản')).toBeVisible();
    await secretary.action('Lấy góp ý').click();
    await secretary.window.getByRole('dialog').getByRole('button', { name: 'Lấy góp ý' }).click();
    await expect(secretary.step).toHaveText('Lấy góp ý');
    await expect(delegate.text).toContainText('Giao Vụ Kế hoạch tổng hợp, báo cáo.');
    await expect(delegate.text).toHaveAttribute('contenteditable', 'false');
    await secretary.action('Kết thúc lấy góp ý').click();
    await secretary.window
      .getByRole('alertdialog')
      .getByRole('button', { name: 'Kết thúc lấy góp ý' })
      .click();
    await expect(delegate.window.getByText('Ông/Bà chưa được giao ghi biên bản')).toBeVisible();
  });

  const chair = new MinutesPage(await sample.window('Hương'));
  await test.step('the chair approves the pages that are shown; then nobody writes', async () => {
    await sample.command({ type: 'meeting.close' });
    await chair.open(sample);
    await expect(chair.text).toContainText('Giao Vụ Kế hoạch tổng hợp, báo cáo.');
    await chair.action('Duyệt biên bản').click();
    const dialog = chair.window.getByRole('dialog', { name: 'Duyệt biên bản' });
    await expect(dialog.getByRole('img', { name: /^Trang 1 trên \d+$/ })).toBeVisible();
    await dialog.getByRole('button', { name: 'Duyệt biên bản' }).click();
    await expect(chair.step).toHaveText('Đã duyệt');
    for (const { window } of [chair, secretary]) {
      await expect(window.getByRole('region', { name: 'Biên bản đã duyệt' })).toContainText('duyệt lúc');
      await expect(window.getByRole('img', { name: /^Trang 1 trên/ }).locator('canvas')).toBeVisible();
    }
    await secretary.action('Lịch sử').click();
    const history = secretary.window.getByRole('dialog', { name: 'Lịch sử biên bản' });
    await expect(history).toContainText('Trần Minh Đức');
    await secretary.window.keyboard.press('Escape');
    const { minutes } = await sample.state();
    const pdf = await takeDocument(chair.window.locator('body'), 'Tải biên bản', 'PDF');
    const digest = Buffer.from(await crypto.subtle.digest('SHA-256', new Uint8Array(pdf.bytes))).toString(
      'hex',
    );
    expect(digest).toBe(minutes.approved?.pdf);
  });

  await test.step('returned with a reason it can be written again', async () => {
    await chair.action('Trả lại để sửa').click();
    const dialog = chair.window.getByRole('dialog', { name: 'Trả lại biên bản để sửa' });
    await dialog.getByRole('button', { name: 'Trả lại để sửa' }).click();
    await expect(dialog.getByText('Hãy ghi lý do.')).toBeVisible();
    await dialog.getByRole('textbox', { name: 'Lý do' }).fill('Sai số liệu');
    await dialog.getByRole('button', { name: 'Trả lại để sửa' }).click();
    await expect(chair.step).toHaveText('Dự thảo');
    await secretary.type(0, ' Đã sửa.');
    await expect(chair.text).toContainText('Đã sửa.');
  });
});

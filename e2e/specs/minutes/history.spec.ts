import { expect, test } from '../../fixtures/meeting.ts';
import { MinutesPage } from '../../pages/minutes.ts';

test('[MIN-42] [MIN-43] who wrote what is seen, and an earlier text is restored while somebody else writes on', async ({
  sample,
}) => {
  await sample.command({ type: 'meeting.open' });
  const secretary = new MinutesPage(await sample.window('Đức'));
  await secretary.open(sample);
  const staff = new MinutesPage(await sample.window('Ước'));
  await staff.open(sample);
  await secretary.type(0, 'Thành phần đầy đủ theo giấy mời.');
  await expect(staff.text).toContainText('đầy đủ theo giấy mời.');
  await staff.type(1, 'Vụ Kế hoạch giải trình.');
  await expect(staff.status).toHaveText('Đã lưu');
  // The secretary takes their own words back, which the history still knows.
  await expect(secretary.text).toContainText('Vụ Kế hoạch giải trình.');
  await secretary.text.getByText('Thành phần đầy đủ theo giấy mời.').click({ clickCount: 3 });
  await secretary.window.keyboard.type('Vắng một người.');
  await expect(secretary.status).toHaveText('Đã lưu');

  const { window } = secretary;
  await window.getByRole('button', { name: 'Lịch sử', exact: true }).click();
  const dialog = window.getByRole('dialog', { name: 'Lịch sử biên bản' });
  const moments = dialog.getByRole('list', { name: 'Các lần ghi' }).getByRole('listitem');
  await expect(moments).toHaveCount(4);
  await expect(moments.nth(0)).toContainText('thêm 15, bớt 32 chữ');
  await expect(moments.nth(3)).toContainText('Khung do hệ thống lập');

  await test.step('the latest moment shows what was put in and what was taken out', async () => {
    await moments.nth(0).getByRole('button').click();
    const text = dialog.getByRole('article');
    await expect(text.getByRole('insertion')).toHaveText('Vắng một người.');
    await expect(text.getByRole('deletion')).toHaveText('Thành phần đầy đủ theo giấy mời.');
    await expect(text.getByRole('table').first()).toBeVisible();
  });

  await test.step('who wrote which passage', async () => {
    await moments.nth(1).getByRole('button').click();
    await dialog.getByText('Ai viết đoạn nào').click();
    const text = dialog.getByRole('article');
    const wrote = (words: string) => text.locator('.passage', { hasText: words });
    await expect(wrote('Thành phần đầy đủ')).toHaveAttribute('title', /Đức/u);
    await expect(wrote('giải trình')).toHaveAttribute('title', /Ước/u);
  });

  await test.step('it is restored beside what another wrote meanwhile, and taken back again', async () => {
    await staff.type(1, ' Đủ hồ sơ.');
    await expect(staff.status).toHaveText('Đã lưu');
    await moments.nth(2).getByRole('button').click();
    await expect(dialog.getByRole('article')).toContainText('đầy đủ theo giấy mời.');
    await expect(dialog.getByRole('article')).not.toContainText('giải trình');
    await moments.nth(1).getByRole('button').click();
    await expect(dialog.getByRole('article')).toContainText('giải trình');
    await dialog.getByRole('button', { name: 'Khôi phục bản này' }).click();
    await expect(dialog).toBeHidden();
    for (const { text } of [secretary, staff]) {
      await expect(text).toContainText('Thành phần đầy đủ theo giấy mời.');
      await expect(text).not.toContainText('Vắng một người.');
      await expect(text).not.toContainText('Đủ hồ sơ');
    }
    await window.getByRole('alertdialog').getByRole('button', { name: 'Hoàn tác', exact: true }).click();
    for (const { text } of [secretary, staff]) {
      await expect(text).toContainText('Vắng một người.');
      await expect(text).toContainText('Đủ hồ sơ');
      await expect(text).not.toContainText('Thành phần đầy đủ');
    }
  });

  await window.getByRole('button', { name: 'Lịch sử', exact: true }).click();
  // Nothing of it was lost: restoring and taking it back are in it as well.
  await expect(moments.last()).toContainText('Khung do hệ thống lập');
  await expect(moments).not.toHaveCount(4);
});

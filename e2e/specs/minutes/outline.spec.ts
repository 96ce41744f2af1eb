import { ID_LENGTH, MeetingId, newId } from '../../../collab-server/protocol/wire/ids.ts';
import { expect, test } from '../../fixtures/meeting.ts';
import { MinutesPage } from '../../pages/minutes.ts';

test('[MIN-76] a secretary changes how minutes begin; those of the next meeting do, those that are there stay', async ({
  sample,
}) => {
  await sample.command({ type: 'meeting.open' });
  const secretary = new MinutesPage(await sample.window('Đức'));
  await secretary.open(sample);
  await secretary.action('Chèn').click();
  await secretary.window.getByRole('menuitem', { name: 'Mẫu biên bản của cơ quan…' }).click();
  const dialog = secretary.window.getByRole('dialog', { name: 'Mẫu biên bản của cơ quan' });
  const parts = dialog.getByRole('list', { name: 'Các phần của mẫu' });
  await expect(parts.getByRole('listitem')).toHaveCount(4);

  await test.step('parts are added, moved and taken out; an empty one is not kept', async () => {
    await dialog.getByText('Kết quả', { exact: true }).click();
    await dialog.getByRole('button', { name: 'Thêm phần' }).click();
    await secretary.window.getByRole('menuitem', { name: 'Đoạn văn có sẵn' }).click();
    await dialog.getByRole('button', { name: 'Bỏ khỏi mẫu: Diễn biến ngoài chương trình' }).click();
    await dialog.getByRole('button', { name: 'Lưu' }).click();
    await expect(dialog.getByText('Hãy nhập nội dung hoặc bỏ phần này.')).toBeVisible();
    await dialog.getByRole('textbox', { name: 'Đoạn văn có sẵn' }).fill('Biên bản lập thành hai bản.');
    for (let n = 0; n < 3; n += 1)
      await dialog.getByRole('button', { name: 'Chuyển lên: Đoạn văn có sẵn' }).click();
    await expect(parts.getByRole('listitem').first()).toContainText('Đoạn văn có sẵn');
    await dialog.getByRole('button', { name: 'Lưu' }).click();
    await expect(dialog).toBeHidden();
  });

  await test.step('the next meeting begins so', async () => {
    const next = sample.beside(newId(MeetingId, crypto.getRandomValues(new Uint8Array(ID_LENGTH))));
    const { fields } = await sample.state();
    const id = next.meeting;
    await next.command({ type: 'meeting.create', id, fields, secretary: await sample.personId('Đức') });
    await next.command({ type: 'meeting.open' });
    const later = new MinutesPage(await next.window('Đức'));
    await later.open(next);
    await expect(later.text.locator(':scope > *').first()).toHaveText('Biên bản lập thành hai bản.');
    await expect(later.window.getByRole('radio', { name: 'Kết quả' })).toBeChecked();
  });

  await expect(secretary.text).not.toContainText('Biên bản lập thành hai bản.');
});

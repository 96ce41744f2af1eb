import { expect, test } from '../../fixtures/meeting.ts';
import { MinutesPage } from '../../pages/minutes.ts';

const PASSAGE = 'Giao Vụ Kế hoạch bố trí kinh phí trong quý I.';

test('a delegate comments on a passage while comments are asked for; it is answered and settled; a passage that is deleted leaves its comment', async ({
  sample,
}) => {
  await sample.command({ type: 'meeting.open' });
  const secretary = new MinutesPage(await sample.window('Đức'));
  await secretary.open(sample);
  await secretary.type(0, PASSAGE);
  await expect(secretary.status).toHaveText('Đã lưu');
  await secretary.select(PASSAGE);
  await secretary.window.keyboard.press('Control+Alt+m');
  await secretary.comments.getByRole('textbox', { name: 'Góp ý của ông/bà' }).fill('Cần nêu rõ nguồn.');
  await secretary.comments.getByRole('button', { name: 'Gửi' }).click();
  await expect(secretary.text.locator('.commented')).toHaveText(PASSAGE);

  await sample.command({ type: 'minutes.openComments', until: Date.now() + 3_600_000 });
  const delegate = new MinutesPage(await sample.window('Ánh'));
  await delegate.open(sample);
  await expect(delegate.comments).toContainText('Cần nêu rõ nguồn.');

  await test.step('the delegate answers, and comments on a passage of their own choice', async () => {
    const thread = delegate.comments.getByRole('listitem').filter({ hasText: 'Cần nêu rõ nguồn.' }).first();
    await thread.getByRole('textbox', { name: 'Trả lời' }).fill('Nguồn ngân sách năm 2027.');
    await thread.getByRole('button', { name: 'Gửi' }).click();
    await expect(secretary.comments).toContainText('Nguồn ngân sách năm 2027.');
    await delegate.action('Góp ý đoạn đang chọn').click();
    await expect(delegate.window.getByText('Hãy chọn đoạn cần góp ý trước.')).toBeVisible();
    await delegate.select(PASSAGE);
    await delegate.action('Góp ý').click();
    const field = delegate.comments.getByRole('textbox', { name: 'Góp ý của ông/bà' });
    await field.fill('Đề nghị lùi sang quý II.');
    // What was begun is there again after the window was closed.
    await delegate.window.reload();
    await expect(field).toHaveValue('Đề nghị lùi sang quý II.');
    await delegate.comments.getByRole('button', { name: 'Gửi' }).first().click();
    await expect(secretary.comments).toContainText('Đề nghị lùi sang quý II.');
  });

  await test.step('the passage is found again where others have written before it', async () => {
    await secretary.text.getByText(PASSAGE).first().click();
    await secretary.window.keyboard.press('Home');
    await secretary.window.keyboard.type('Kết luận: ');
    await expect(delegate.text.locator('.commented').first()).toHaveText(PASSAGE);
    await secretary.window.keyboard.press('Enter');
    await expect(delegate.text.locator('.commented').first()).toHaveText(PASSAGE);
    await secretary.window.keyboard.press('Backspace');
  });

  await test.step('settled threads go out of sight, and those whose passage is gone say so', async () => {
    const thread = secretary.comments.getByRole('listitem').filter({ hasText: 'Cần nêu rõ nguồn.' }).first();
    await thread.getByRole('button', { name: 'Đã xử lý' }).click();
    await expect(secretary.comments).not.toContainText('Cần nêu rõ nguồn.');
    await expect(delegate.comments).not.toContainText('Cần nêu rõ nguồn.');
    await secretary.text.locator(':scope > p').filter({ hasText: PASSAGE }).click({ clickCount: 3 });
    await secretary.window.keyboard.press('Delete');
    await expect(delegate.comments).toContainText('Đoạn này không còn trong biên bản');
    await expect(delegate.comments).toContainText('Đề nghị lùi sang quý II.');
  });

  await test.step('what a delegate was writing when the time was over stays on their device', async () => {
    await delegate.comments.getByRole('textbox', { name: 'Trả lời' }).fill('Vụ tôi xin thêm hai tuần.');
    await sample.command({ type: 'minutes.closeComments' });
    await expect(delegate.text).toBeHidden();
    await expect(delegate.window.getByRole('main')).toContainText('đang viết dở vẫn còn trên máy này');
    await expect(delegate.window.getByRole('main')).toContainText('Vụ tôi xin thêm hai tuần.');
  });

  await test.step('the chair is told what is still open before approving', async () => {
    await sample.command({ type: 'meeting.close' });
    const chair = new MinutesPage(await sample.window('Hương'));
    await chair.open(sample);
    await expect(chair.comments).toContainText('Đề nghị lùi sang quý II.');
    await chair.action('Duyệt biên bản').click();
    await expect(chair.window.getByRole('dialog')).toContainText('1 góp ý chưa xử lý');
  });
});

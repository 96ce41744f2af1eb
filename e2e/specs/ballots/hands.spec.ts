import { expect, test } from '../../fixtures/meeting.ts';
import { VotingPage } from '../../pages/voting.ts';

test('a vote that was prepared is begun with one press; hands are counted in the room, published by the chair, void and repeated', async ({
  sample,
}) => {
  const secretary = await sample.window('Đức');
  await test.step('prepared before the meeting', async () => {
    await secretary.goto(`${sample.server.url}/meetings/${sample.meeting}/edit`);
    await secretary.getByRole('tab', { name: 'Biểu quyết' }).click();
    await secretary.getByRole('button', { name: 'Chuẩn bị biểu quyết' }).click();
    const dialog = secretary.getByRole('dialog', { name: 'Biểu quyết' });
    await dialog.getByRole('textbox', { name: 'Nội dung biểu quyết' }).fill('Thông qua chương trình họp');
    await dialog.getByRole('button', { name: 'Tùy chọn' }).click();
    await dialog.getByText('Giơ tay', { exact: true }).click();
    await dialog.getByText('Chủ trì xem trước rồi công bố').click();
    // What can't go together can't be chosen.
    await expect(dialog.getByRole('radio', { name: 'Hiện kết quả trong lúc biểu quyết' })).toBeDisabled();
    await dialog.getByRole('button', { name: 'Lưu', exact: true }).click();
    await expect(secretary.getByRole('list', { name: 'Đã chuẩn bị' })).toContainText(
      'Thông qua chương trình họp',
    );
  });
  await sample.command({ type: 'meeting.open' });
  const chair = new VotingPage(await sample.room('Hương'));
  const anh = new VotingPage(await sample.room('Ánh'));

  await test.step('begun with one press', async () => {
    await expect(anh.room.side).toBeVisible();
    await chair.desk.getByRole('button', { name: 'Bắt đầu biểu quyết: Thông qua chương trình họp' }).click();
    await expect(anh.card).toContainText('Xin giơ tay khi chủ trì mời');
    await expect(anh.card.getByRole('button', { name: 'Đồng ý', exact: true })).toHaveCount(0);
    await chair.stop();
  });

  await test.step('the sum is checked while the numbers are typed', async () => {
    await chair.desk.getByRole('button', { name: 'Nhập kết quả' }).click();
    const dialog = chair.window.getByRole('dialog', { name: 'Kết quả kiểm phiếu giơ tay' });
    const type = async (name: string, value: string) => {
      const field = dialog.getByRole('textbox', { name, exact: true });
      await field.fill(value);
      await field.press('Tab');
    };
    const confirm = dialog.getByRole('button', { name: 'Ghi kết quả' });
    await type('Đồng ý', '3');
    await type('Không đồng ý', '1');
    await expect(dialog.getByText('Tổng 4 nhiều hơn 3 người được biểu quyết.')).toBeVisible();
    await expect(confirm).toBeDisabled();
    await type('Đồng ý', '2');
    await expect(dialog.getByText('Tổng 3 trên 3 người được biểu quyết.')).toBeVisible();
    await confirm.click();
    await expect(dialog).toBeHidden();
  });

  await test.step('nobody else sees the numbers before they are published', async () => {
    await expect(chair.desk).toContainText('Đã kiểm phiếu, chưa công bố');
    await expect(anh.card).toContainText('Kết quả sẽ hiện tại đây khi chủ trì công bố.');
    await expect(anh.card).not.toContainText('Được thông qua');
    await expect(anh.card.getByRole('list', { name: 'Kết quả theo phương án' })).toHaveCount(0);
    await chair.desk.getByRole('button', { name: 'Công bố kết quả' }).click();
    expect(await anh.numbers(anh.card)).toEqual([
      'Đồng ý266,7%',
      'Không đồng ý133,3%',
      'Phiếu trắng0',
      'Không biểu quyết0',
    ]);
  });

  await test.step('declared void with a reason, and voted again', async () => {
    const list = await chair.openList();
    await list.getByRole('button', { name: 'Hủy kết quả' }).click();
    const dialog = chair.window.getByRole('dialog', { name: 'Hủy kết quả biểu quyết?' });
    await dialog.getByRole('button', { name: 'Hủy biểu quyết' }).click();
    await expect(dialog.getByText('Hãy ghi lý do.')).toBeVisible();
    await dialog.getByRole('textbox', { name: 'Lý do hủy' }).fill('Đếm nhầm');
    await dialog.getByRole('button', { name: 'Hủy biểu quyết' }).click();
    await expect(anh.card).toContainText('Lý do: Đếm nhầm');
    await list.getByRole('button', { name: 'Biểu quyết lại' }).click();
    await chair.dialog.getByRole('button', { name: 'Bắt đầu biểu quyết' }).click();
    await expect(anh.card).toContainText('Xin giơ tay khi chủ trì mời');
    const { voting } = await sample.state();
    expect(voting.votes.map(({ status }) => status)).toEqual(['void', 'open']);
    expect(voting.votes[1]?.repeats).toBe(voting.votes[0]?.id);
  });
});

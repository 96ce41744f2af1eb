import { expect, test } from '../../fixtures/meeting.ts';
import { VotingPage } from '../../pages/voting.ts';

test('a secret ballot: kept before it is sent, found in the published list by its receipt, and nobody’s but one’s own', async ({
  sample,
}) => {
  await sample.command({ type: 'meeting.open' });
  const chair = new VotingPage(await sample.room('Hương'));
  const anh = new VotingPage(await sample.room('Ánh'));
  await expect(anh.room.side).toBeVisible();

  await test.step('what a secret vote can’t have can’t be chosen', async () => {
    await chair.write('Bỏ phiếu kín về phương án nhân sự');
    const { dialog } = chair;
    await dialog.getByText('Bỏ phiếu kín', { exact: true }).click();
    await expect(dialog.getByRole('radio', { name: 'Hiện kết quả trong lúc biểu quyết' })).toBeDisabled();
    await expect(dialog.getByText('theo bên có phiếu của chủ trì')).toHaveCount(0);
    await expect(dialog.getByRole('button', { name: 'Số phiếu của từng người' })).toHaveCount(0);
    await expect(dialog.getByRole('checkbox', { name: 'Có mã phiếu để tự kiểm tra' })).toBeChecked();
    await dialog.getByRole('button', { name: 'Bắt đầu biểu quyết' }).click();
  });

  const receiptOf = async (person: VotingPage) => {
    const text = person.ballot().getByText(/^[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}$/);
    await expect(text).toBeVisible();
    return text.innerText();
  };
  await anh.cast('Không đồng ý');
  await expect(anh.ballot()).toContainText('Đã ghi nhận phiếu kín');
  // What was chosen isn't on screen any more.
  await expect(anh.ballot()).not.toContainText('Không đồng ý');
  const receipt = await receiptOf(anh);
  await anh.ballot().getByRole('button', { name: 'Chép mã phiếu' }).click();
  expect(await anh.window.evaluate(() => navigator.clipboard.readText())).toBe(receipt);
  await anh.window.reload();
  await expect(anh.ballot()).toContainText('Đã ghi nhận phiếu kín');
  expect(await receiptOf(anh)).toBe(receipt);

  await chair.cast('Đồng ý');
  await expect(chair.ballot()).toContainText('Đã ghi nhận phiếu kín');
  const chairsReceipt = await receiptOf(chair);
  await test.step('the chair sees who has not voted, and never what anybody chose', async () => {
    await chair.desk.getByRole('button', { name: '1 phiếu chưa bỏ' }).click();
    await expect(chair.desk).toContainText('Phạm Thị Ngọc Bích');
    const { voting } = await sample.state();
    expect(voting.votes[0]?.casts.map(({ choice }) => choice)).toEqual([null, null]);
  });

  await chair.stop();
  await expect(anh.card.getByRole('list', { name: 'Kết quả theo phương án' })).toBeVisible();
  const list = await anh.openList();
  const ballots = list.getByRole('list', { name: 'Danh sách phiếu đã công bố' }).getByRole('listitem');
  await expect(ballots).toHaveCount(2);
  const own = ballots.filter({ hasText: receipt });
  await expect(own).toContainText('Phiếu của tôi');
  await expect(own).toContainText('Không đồng ý');
  const other = ballots.filter({ hasText: chairsReceipt });
  await expect(other).toContainText('Đồng ý');
  await expect(other).not.toContainText('Phiếu của tôi');
  await expect(list).not.toContainText('Nguyễn Thị Thu Hương');
  // Sorted by receipt: nobody's place says when they voted.
  const shown = await ballots.allInnerTexts();
  const receipts = shown.map((text) => text.slice(0, 19));
  expect(receipts).toEqual(receipts.toSorted());
});

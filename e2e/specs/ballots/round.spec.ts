import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from '../../fixtures/meeting.ts';
import { prepareRound, QUESTIONS } from '../../fixtures/round.ts';
import { takeDocument } from '../../pages/document.ts';
import { RoundPage } from '../../pages/round.ts';

const [IN_THE_OPEN, IN_SECRET] = QUESTIONS;
const REASON = 'Đề nghị làm rõ lộ trình đến quý III.';

test('an opinion round over its deadline: reasons, answers that change, one that is late, more time, and the result', async ({
  sample,
}) => {
  const round = await prepareRound(sample);
  const votes = async () => (await round.state()).voting.votes;
  const chair = new RoundPage(await round.room('Hương'));
  await expect(chair.panel).toContainText('Phiếu chưa được gửi');
  await round.command({ type: 'meeting.send' });
  await expect(chair.strip).toContainText('Ông/bà còn 2 phiếu chưa trả lời');

  const anh = new RoundPage(await round.room('Ánh'));
  await test.step('nobody meets: nothing of a sitting is there', async () => {
    await expect(anh.strip).toContainText('Ông/bà còn 2 phiếu chưa trả lời');
    await expect(anh.window.getByRole('button', { name: /Micrô|micrô/ })).toHaveCount(0);
    await expect(anh.panel.getByRole('tab', { name: 'Phát biểu' })).toHaveCount(0);
    await expect(chair.window.getByRole('button', { name: 'Khai mạc' })).toHaveCount(0);
    await expect(chair.panel.getByRole('tab', { name: 'Điều hành' })).toHaveCount(0);
  });

  await test.step('an answer with its reason, which a closed window doesn’t lose, and which can be changed', async () => {
    const question = anh.question(IN_THE_OPEN);
    await question.getByRole('button', { name: 'Trang 2 – Dự thảo Kế hoạch' }).click();
    await question.getByRole('textbox', { name: /^Lý do/ }).fill(REASON);
    await anh.window.reload();
    await expect(question.getByRole('textbox', { name: /^Lý do/ })).toHaveValue(REASON);
    await anh.answer(IN_THE_OPEN, 'Không đồng ý');
    await expect(question).toContainText('Đã ghi nhận: Không đồng ý');
    await expect(question).toContainText(REASON);
    await question.getByRole('button', { name: 'Đổi phiếu' }).click();
    await expect(question.getByRole('textbox', { name: /^Lý do/ })).toHaveValue(REASON);
    await anh.answer(IN_THE_OPEN, 'Đồng ý');
    await expect(question).toContainText('Đã ghi nhận: Đồng ý');
    await anh.answer(IN_SECRET, 'Đồng ý');
    await expect(anh.question(IN_SECRET)).toContainText('Đã ghi nhận phiếu kín');
    await expect(anh.strip).toContainText('Ông/bà đã trả lời');
  });

  await test.step('the chair reads what has come, and reminds the others once an hour', async () => {
    const question = chair.question(IN_THE_OPEN);
    await question.getByRole('button', { name: '1 ý kiến đã nhận' }).click();
    await expect(question.getByRole('list', { name: 'Phiếu của từng người' })).toContainText(REASON);
    await expect(chair.question(IN_SECRET).getByRole('button', { name: /ý kiến đã nhận/ })).toHaveCount(0);
    await chair.answer(IN_THE_OPEN, 'Đồng ý');
    await chair.answer(IN_SECRET, 'Phiếu trắng');
    await chair.desk.getByRole('button', { name: '1 người chưa trả lời' }).click();
    await expect(chair.desk).toContainText('Phạm Thị Ngọc Bích');
    await chair.desk.getByRole('button', { name: 'Nhắc', exact: true }).click();
    await expect(chair.desk).toContainText('Đã nhắc lúc');
    await expect(chair.desk.getByRole('button', { name: 'Nhắc', exact: true })).toBeDisabled();
  });

  const bich = new RoundPage(await round.room('Bích'));
  await test.step('after the deadline no answer is taken, until there is more time', async () => {
    await expect(bich.strip).toContainText('Ông/bà còn 2 phiếu chưa trả lời');
    const { fields } = await round.state();
    await bich
      .question(IN_THE_OPEN)
      .getByRole('textbox', { name: /^Lý do/ })
      .fill('Xin thêm thời gian.');
    await round.command({ type: 'meeting.change', fields: { ...fields, endsAt: Date.now() + 3000 } });
    await expect(bich.strip).toContainText('Đã hết hạn, ông/bà chưa trả lời đủ');
    await bich.answer(IN_THE_OPEN, 'Không đồng ý');
    await expect(bich.question(IN_THE_OPEN)).toContainText('Đã hết hạn trả lời');
    await expect(bich.question(IN_THE_OPEN)).not.toContainText('Đã ghi nhận');
    await expect(anh.question(IN_THE_OPEN).getByRole('button', { name: 'Đổi phiếu' })).toHaveCount(0);
    expect((await votes())[0]?.casts).toHaveLength(2);

    await expect(chair.desk).toContainText('Đã hết hạn trả lời');
    await chair.desk.getByRole('button', { name: 'Gia hạn' }).click();
    await chair.window.getByRole('dialog').getByRole('button', { name: 'Gia hạn' }).click();
    await expect(bich.strip).toContainText('Ông/bà còn 2 phiếu chưa trả lời');
    await bich.answer(IN_THE_OPEN, 'Không đồng ý');
    await expect(bich.question(IN_THE_OPEN)).toContainText('Đã ghi nhận: Không đồng ý');
    await expect(bich.question(IN_THE_OPEN)).toContainText('Xin thêm thời gian.');
  });

  await test.step('the chair ends it: what is missing is asked about, and everyone has the result with its reasons', async () => {
    await chair.desk.getByRole('button', { name: 'Kết thúc lấy ý kiến' }).click();
    const question = chair.window.getByRole('alertdialog');
    await expect(question).toContainText('Còn 1 người chưa trả lời');
    await question.getByRole('button', { name: 'Kết thúc lấy ý kiến' }).click();
    await expect(
      anh.window.getByRole('status').filter({ hasText: 'Đợt lấy ý kiến đã kết thúc' }),
    ).toBeVisible();
    const results = anh.panel.getByRole('list', { name: 'Kết quả lấy ý kiến' });
    await expect(results).toContainText('Được thông qua');
    await expect(results).toContainText(REASON);
    await expect(results).toContainText('Xin thêm thời gian.');
    const [open, secret] = await votes();
    expect((await round.state()).status).toBe('ended');
    expect(open?.count?.numbers).toMatchObject({ entitled: 3, cast: 3, options: [2, 1] });
    expect(secret?.count?.numbers).toMatchObject({ entitled: 3, cast: 2, blank: 1, options: [1, 0] });
    expect(secret?.count?.ballots.every(({ seat, reason }) => seat === null && reason === '')).toBe(true);
  });

  await test.step('the results are taken away as one report, with the reasons', async () => {
    const { name, bytes } = await takeDocument(anh.panel, 'Tải kết quả lấy ý kiến', 'Văn bản Word');
    expect(name).toMatch(/^Kết quả lấy ý kiến – .+\.docx$/u);
    const body = strFromU8(unzipSync(bytes)['word/document.xml'] ?? new Uint8Array());
    for (const part of ['BÁO CÁO', IN_THE_OPEN, IN_SECRET, 'Được thông qua', REASON])
      expect(body).toContain(part);
  });
});

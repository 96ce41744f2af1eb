import { MeetingId } from '../../../collab-server/protocol/wire/ids.ts';
import { expect, test } from '../../fixtures/meeting.ts';
import { MeetingEditPage } from '../../pages/meeting-edit.ts';
import { RoundPage } from '../../pages/round.ts';
import { readablePdf } from '../agenda/files.ts';

const TITLE = 'Lấy ý kiến về dự thảo Quy chế làm việc';
const QUESTION = 'Nhất trí với dự thảo Quy chế làm việc';

test('a secretary prepares an opinion round, the chair approves it, it is sent, and who is asked finds it', async ({
  sample,
}) => {
  const window = await sample.window('Đức');
  const edit = new MeetingEditPage(window);
  await test.step('its form has a deadline and nothing of a sitting, and keeps what was typed', async () => {
    await window.getByRole('link', { name: 'Tạo phiên họp' }).click();
    await window.getByLabel('Địa điểm').fill('Phòng 5');
    await window.getByText('Lấy ý kiến bằng văn bản', { exact: true }).click();
    await expect(window.getByLabel('Địa điểm')).toHaveCount(0);
    await window.getByText('Trực tiếp', { exact: true }).click();
    await expect(window.getByLabel('Địa điểm')).toHaveValue('Phòng 5');
    await window.getByRole('link', { name: 'Hủy' }).click();
    await window.getByRole('link', { name: 'Lấy ý kiến', exact: true }).click();
    await expect(window.getByRole('heading', { level: 1, name: 'Lấy ý kiến bằng văn bản' })).toBeVisible();
    await window.getByLabel('Tên đợt lấy ý kiến').fill(TITLE);
    await edit.pick('Chủ trì', 'huong', /Nguyễn Thị Thu Hương/);
    await expect(window.getByText('Túc số')).toHaveCount(0);
    await window.getByRole('button', { name: 'Tạo và tiếp tục' }).click();
    await expect(window.getByRole('heading', { level: 1, name: TITLE })).toBeVisible();
    await expect(window.getByRole('tab', { name: 'Sơ đồ chỗ ngồi' })).toHaveCount(0);
  });
  const meeting = MeetingId.parse(new URL(window.url()).pathname.split('/')[2]);
  const round = sample.beside(meeting);

  await test.step('papers, people, and a question, without which it can’t be sent', async () => {
    await edit.addItem('Dự thảo Quy chế');
    await edit.choose('1', [await readablePdf('du thao quy che.pdf')]);
    await edit.dialog.getByLabel('Trích yếu').fill('Dự thảo Quy chế làm việc');
    await edit.send();
    await expect(window.getByText('Dự thảo Quy chế làm việc', { exact: true })).toBeVisible();
    await edit.tab('Người được lấy ý kiến');
    await window.getByRole('button', { name: 'Mời Lê Quang Ánh' }).click();
    await expect(window.getByText('Thêm nội dung lấy ý kiến để gửi được')).toBeVisible();
    await edit.tab('Nội dung lấy ý kiến');
    await window.getByRole('button', { name: 'Thêm nội dung' }).click();
    await edit.dialog.getByLabel('Nội dung xin ý kiến').fill(QUESTION);
    await expect(edit.dialog.getByRole('button', { name: 'Tài liệu kèm theo' })).toContainText(
      'Dự thảo Quy chế',
    );
    await edit.dialog.getByRole('button', { name: 'Tùy chọn' }).click();
    await expect(edit.dialog.getByText('Giơ tay')).toHaveCount(0);
    await edit.dialog.getByRole('button', { name: 'Lưu' }).click();
    await expect(window.getByText('Chờ chủ trì duyệt')).toBeVisible();
    await edit.saved();
  });

  await test.step('the chair approves; the secretary is told how many are asked until when, and sends', async () => {
    const chair = await sample.window('Hương');
    await expect(chair.getByRole('region', { name: 'Chờ ông/bà duyệt' })).toContainText(TITLE);
    await chair.goto(`${sample.server.url}/meetings/${meeting}/edit`);
    await chair.getByRole('button', { name: 'Duyệt', exact: true }).click();
    await window.getByRole('button', { name: 'Gửi phiếu lấy ý kiến' }).click();
    const question = window.getByRole('alertdialog');
    await expect(question).toContainText('2 người');
    await expect(question).toContainText('17:00');
    await question.getByRole('button', { name: 'Gửi phiếu lấy ý kiến' }).click();
    await expect(window.getByRole('list', { name: 'Nội dung đã gửi' })).toContainText(QUESTION);
    await expect.poll(async () => (await round.state()).status).toBe('inSession');
    const { voting } = await round.state();
    expect(voting.votes.map(({ status }) => status)).toEqual(['open']);
    expect(voting.votes[0]?.fields.about?.page).toBe(0);
  });

  await test.step('whoever is asked finds it at home, and afterwards that they have answered', async () => {
    const anh = await sample.window('Ánh');
    const waiting = anh.getByRole('region', { name: 'Chờ ý kiến của ông/bà' });
    await expect(waiting).toContainText('Chờ ông/bà cho ý kiến');
    // It isn't taken for a meeting that one enters.
    await expect(anh.getByRole('heading', { level: 2, name: TITLE })).toHaveCount(0);
    await waiting.getByRole('link', { name: new RegExp(TITLE) }).click();
    await new RoundPage(anh).answer(QUESTION, 'Đồng ý');
    await expect(new RoundPage(anh).question(QUESTION)).toContainText('Đã ghi nhận');
    await anh.goto(sample.server.url);
    const rounds = anh.getByRole('region', { name: 'Lấy ý kiến bằng văn bản' });
    await expect(rounds.getByRole('link', { name: new RegExp(TITLE) })).toContainText('Đã trả lời');
    await expect(waiting).toHaveCount(0);
    await window.goto(sample.server.url);
    await expect(window.getByRole('link', { name: new RegExp(TITLE) })).toContainText(
      'Còn 1 người chưa trả lời',
    );
  });

  await test.step('over its deadline it is told as overdue, and no longer waits for anybody', async () => {
    const { fields } = await round.state();
    await round.command({ type: 'meeting.change', fields: { ...fields, endsAt: Date.now() + 200 } });
    await window.reload();
    const row = window.getByRole('link', { name: new RegExp(TITLE) });
    await expect(row).toContainText('Quá hạn, còn 1 người chưa trả lời');
    await expect(window.getByText('Quá giờ bắt đầu')).toHaveCount(0);
  });
});

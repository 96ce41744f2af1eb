import { expect, test } from '../../fixtures/meeting.ts';
import { InvitationsPage } from '../../pages/invitations.ts';
import { RoomPage } from '../../pages/room.ts';

const TITLE = 'Họp giao ban công tác chuyển đổi số';

test('an invitation is accepted, or declined with a reason that only those who run the meeting read', async ({
  sample,
}) => {
  const first = new InvitationsPage(await sample.window('Bích'));
  await expect(first.own(TITLE)).toContainText('Ông/Bà chưa trả lời giấy mời');
  await first.own(TITLE).getByRole('button', { name: 'Tham dự', exact: true }).click();
  await expect(first.own(TITLE)).toContainText('Ông/Bà đã nhận lời tham dự');
  const second = new InvitationsPage(await sample.room('Ánh'));
  await second.decline(TITLE, 'Đi công tác tại Lào Cai');
  await expect(second.own(TITLE)).toHaveCount(0);
  await new RoomPage(second.window).menu('Giấy mời của tôi');
  await expect(second.own(TITLE)).toContainText('Ông/Bà đã báo không tham dự');
  await expect(second.own(TITLE)).toContainText('Lý do: Đi công tác tại Lào Cai');

  const secretary = new InvitationsPage(await sample.window('Đức'));
  await secretary.window.goto(`${sample.server.url}/meetings/${sample.meeting}/edit`);
  await secretary.window.getByRole('tab', { name: 'Giấy mời' }).click();
  await expect(secretary.answer('Lê Quang Ánh')).toContainText('Đi công tác tại Lào Cai');
  await expect(secretary.answers.getByRole('rowheader')).toHaveCount(4);
  await secretary.window.getByRole('radio', { name: 'Tham dự 1', exact: true }).click();
  await expect(secretary.answers.getByRole('rowheader')).toHaveText([/Phạm Thị Ngọc Bích/]);
  await secretary.window.getByRole('radio', { name: 'Không tham dự 1' }).click();
  await expect(secretary.answers.getByRole('rowheader')).toHaveText([/Lê Quang Ánh/]);

  // The delegate's own copy of the meeting has no reason of somebody else's in it.
  const told = first.window.waitForResponse((answer) =>
    answer.url().endsWith(`/api/meetings/${sample.meeting}`),
  );
  await first.window.reload();
  const copy = await (await told).text();
  expect(copy).toContain('declined');
  expect(copy).not.toContain('Đi công tác');
});

test('a substitute has the seat and reads the papers, until they are called back', async ({ sample }) => {
  await sample.command({ type: 'participant.remove', person: await sample.personId('Ước') });
  const stranger = await sample.window('Ước');
  await expect(stranger.getByText('Chưa có phiên họp nào')).toBeVisible();

  const delegate = new InvitationsPage(await sample.window('Bích'));
  await delegate.sendSubstitute(TITLE, 'uoc', /Đỗ Văn Ước/);
  await expect(delegate.own(TITLE)).toContainText('Đỗ Văn Ước dự thay ông/bà');
  await stranger.goto(`${sample.server.url}/meetings/${sample.meeting}`);
  const substitute = new RoomPage(stranger);
  await expect(new InvitationsPage(stranger).own(TITLE)).toContainText('Ông/Bà dự thay Phạm Thị Ngọc Bích');
  await substitute.openPaper(/Tờ trình về Kế hoạch chuyển đổi số/);
  await expect(stranger.getByRole('group', { name: 'Trang 1', exact: true })).toBeVisible();

  await delegate.own(TITLE).getByRole('button', { name: 'Rút người dự thay' }).click();
  await expect(delegate.own(TITLE)).toContainText('Ông/Bà chưa trả lời giấy mời');
  await stranger.goto(sample.server.url);
  await expect(stranger.getByText('Chưa có phiên họp nào')).toBeVisible();
});

test('a question in advance goes with its page to those who run the meeting, and is answered', async ({
  sample,
}) => {
  const delegate = new RoomPage(await sample.room('Bích'));
  await delegate.openPaper(/Tờ trình về Kế hoạch chuyển đổi số/);
  await expect(delegate.window.getByRole('group', { name: 'Trang 1', exact: true })).toBeVisible();
  await delegate.window.getByRole('button', { name: 'Hiển thị trang' }).click();
  await delegate.window.getByRole('menuitem', { name: 'Hỏi trước về tài liệu này' }).click();
  const dialog = delegate.window.getByRole('dialog');
  await dialog.getByLabel('Câu hỏi').fill('Kinh phí cho các tỉnh lấy từ nguồn nào?');
  await dialog.getByRole('button', { name: 'Gửi câu hỏi' }).click();
  await dialog.waitFor({ state: 'detached' });

  const secretary = await sample.window('Đức');
  await secretary.goto(`${sample.server.url}/meetings/${sample.meeting}/edit`);
  await secretary.getByRole('tab', { name: /^Câu hỏi trước/ }).click();
  const about = secretary.getByRole('region', { name: /^Tờ trình về Kế hoạch chuyển đổi số/ });
  await expect(about).toContainText('Phạm Thị Ngọc Bích');
  await expect(about).toContainText('Trang 1');
  await about.getByRole('button', { name: 'Trả lời' }).click();
  await about.getByLabel('Trả lời câu hỏi của Phạm Thị Ngọc Bích').fill('Từ ngân sách trung ương.');
  await about.getByRole('button', { name: 'Gửi trả lời' }).click();
  await expect(about).toContainText('Trần Minh Đức trả lời');

  await delegate.menu('Câu hỏi trước phiên họp (1)');
  await expect(dialog).toContainText('Từ ngân sách trung ương.');
  const other = new RoomPage(await sample.room('Ánh'));
  await other.menu('Câu hỏi trước phiên họp (0)');
  await expect(other.window.getByRole('dialog')).toContainText('Chưa có câu hỏi nào');
});

test('who has opened which paper is seen by those who run the meeting', async ({ sample }) => {
  const delegate = new RoomPage(await sample.room('Bích'));
  await delegate.openPaper(/Báo cáo kết quả thực hiện họp không giấy tờ/);
  await expect(delegate.window.getByRole('group', { name: 'Trang 1', exact: true })).toBeVisible();
  const secretary = await sample.window('Đức');
  await secretary.goto(`${sample.server.url}/meetings/${sample.meeting}/edit`);
  await secretary.getByRole('tab', { name: 'Giấy mời' }).click();
  const table = secretary.getByRole('table', { name: 'Ai đã mở tài liệu nào' });
  const cells = (name: string) =>
    table
      .getByRole('row')
      .filter({ has: secretary.getByRole('rowheader', { name }) })
      .getByRole('cell');
  await expect(async () => {
    await secretary.reload();
    await secretary.getByRole('tab', { name: 'Giấy mời' }).click();
    await expect(cells('Phạm Thị Ngọc Bích').last().getByRole('img', { name: 'Đã mở' })).toBeVisible({
      timeout: 5000,
    });
  }).toPass();
  await expect(cells('Lê Quang Ánh').last()).toHaveText('Chưa mở');
});

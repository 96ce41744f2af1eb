import { meetingApi } from '../../../collab-server/protocol/meeting/api.ts';
import { CommandKey, ID_LENGTH, MeetingId, newId } from '../../../collab-server/protocol/wire/ids.ts';
import { expect, test, type SampleMeeting } from '../../fixtures/meeting.ts';
import { InvitationsPage } from '../../pages/invitations.ts';
import { RoomPage } from '../../pages/room.ts';

const TITLE = 'Họp Ban cán sự tháng 12';
const random = () => crypto.getRandomValues(new Uint8Array(ID_LENGTH));

/** Another meeting beside the sample's, a draft: Hương has the chair, Đức is the secretary, Bích a delegate. */
async function draft(sample: SampleMeeting): Promise<MeetingId> {
  const id = newId(MeetingId, random());
  const [chair, secretary, delegate] = await Promise.all(
    ['Hương', 'Đức', 'Bích'].map((name) => sample.personId(name)),
  );
  if (chair === undefined || secretary === undefined || delegate === undefined) throw new Error('nobody');
  const startsAt = Date.now() + 24 * 3_600_000;
  const fields = {
    title: TITLE,
    chair,
    startsAt,
    endsAt: startsAt + 3_600_000,
    place: '',
    mode: 'online' as const,
  };
  const participants = [{ person: delegate, role: 'delegate' as const }];
  const command = { type: 'meeting.create' as const, id, fields, secretary, participants };
  const answer = await sample.asChair('POST', `/api/meetings/${id}/commands`, {
    key: newId(CommandKey, random()),
    command,
  });
  expect(meetingApi.command.response.parse(answer).ok).toBe(true);
  return id;
}

test('a draft waits for its chair, is approved and sent, and only then the delegates know of it', async ({
  sample,
}) => {
  const id = await draft(sample);
  const secretary = new InvitationsPage(await sample.window('Đức'));
  await secretary.window.goto(`${sample.server.url}/meetings/${id}/edit`);
  await expect(secretary.step).toHaveText(/Nháp/);
  await expect(secretary.window.getByText('Chờ chủ trì duyệt')).toBeVisible();
  await expect(secretary.action('Gửi giấy mời')).toHaveCount(0);
  await expect(secretary.action('Khai mạc')).toHaveCount(0);
  await secretary.window.goto(`${sample.server.url}/meetings/${id}`);
  await expect(secretary.window.getByRole('banner').getByText('Chờ chủ trì duyệt')).toBeVisible();
  await expect(secretary.window.getByRole('button', { name: 'Khai mạc' })).toHaveCount(0);
  const delegate = await sample.window('Bích');
  await expect(delegate.getByRole('heading', { name: 'Họp giao ban công tác chuyển đổi số' })).toBeVisible();
  await expect(delegate.getByText(TITLE)).toHaveCount(0);

  const chair = new InvitationsPage(await sample.window('Hương'));
  const waiting = chair.window.getByRole('region', { name: 'Chờ ông/bà duyệt' });
  await expect(waiting.getByRole('listitem')).toHaveText([new RegExp(TITLE)]);
  await chair.window.goto(`${sample.server.url}/meetings/${id}/edit`);
  await chair.action('Duyệt').click();
  await expect(chair.step).toHaveText(/Đã duyệt/);
  await chair.action('Trả lại').click();
  await expect(chair.step).toHaveText(/Nháp/);
  await chair.action('Duyệt').click();
  await expect(chair.step).toHaveText(/Đã duyệt/);

  await secretary.window.goto(`${sample.server.url}/meetings/${id}/edit`);
  await secretary.action('Gửi giấy mời').click();
  const question = secretary.window.getByRole('alertdialog');
  await expect(question).toContainText('Giấy mời được gửi đến 2 người');
  await expect(question.getByRole('listitem')).toHaveText(['Chủ trì: 1', 'Đại biểu: 1']);
  await expect(question).toContainText('Chương trình họp còn trống.');
  await question.getByRole('button', { name: 'Gửi giấy mời' }).click();
  await expect(secretary.step).toHaveText(/Đã gửi/);
  await delegate.goto(sample.server.url);
  await expect(delegate.getByRole('link', { name: new RegExp(TITLE) })).toBeVisible();
});

test('an ended meeting is archived for good, and another is made from it', async ({ sample }) => {
  await sample.command({ type: 'meeting.open' });
  await sample.command({ type: 'meeting.close' });
  const secretary = new InvitationsPage(await sample.window('Đức'));
  const { window } = secretary;
  await window.goto(`${sample.server.url}/meetings/${sample.meeting}/edit`);
  await secretary.action('Lưu trữ').click();
  const question = window.getByRole('alertdialog');
  await expect(question).toContainText('Việc này không hoàn tác được.');
  await question.getByRole('button', { name: 'Lưu trữ' }).click();
  await expect(secretary.step).toHaveText(/Lưu trữ/);
  await expect(window.getByText('Phiên họp đã lưu trữ, không thay đổi được nữa.')).toBeVisible();
  await expect(secretary.action('Lưu trữ')).toHaveCount(0);
  await window.goto(sample.server.url);
  const archived = window.getByRole('region', { name: 'Lưu trữ' });
  await expect(archived.getByRole('listitem')).toHaveText([/Họp giao ban công tác chuyển đổi số/]);

  await archived.getByRole('link').first().click();
  await new RoomPage(window).menu('Tạo từ phiên họp này');
  await expect(window.getByText('Lấy thông tin từ “Họp giao ban công tác chuyển đổi số”.')).toBeVisible();
  await window.getByLabel('Tên phiên họp').fill('Họp giao ban kỳ sau');
  const people = window.getByRole('group', { name: 'Thành phần tham dự' });
  await people.getByText('Đỗ Văn Ước').click();
  const agenda = window.getByRole('group', { name: 'Chương trình' });
  await agenda.getByText('2.2 Ý kiến của các tỉnh miền núi').click();
  await window.getByRole('button', { name: 'Tạo và tiếp tục' }).click();
  await expect(window.getByRole('heading', { level: 1, name: 'Họp giao ban kỳ sau' })).toBeVisible();
  await expect(secretary.step).toHaveText(/Nháp/);
  await expect(window.getByRole('grid', { name: 'Chương trình họp' }).getByRole('row')).toHaveCount(5);
  await window.getByRole('tab', { name: 'Thành phần tham dự' }).click();
  const table = window.getByRole('table', { name: 'Thành phần tham dự' });
  await expect(table.getByRole('rowheader')).toHaveText([/Hương/, /Đức/, /Ánh/, /Bích/]);
  await expect(table.getByText('Đỗ Văn Ước')).toHaveCount(0);
});

test('guests, quorum and deputy are written down where a meeting is prepared', async ({ sample }) => {
  const { window } = new InvitationsPage(await sample.window('Đức'));
  await window.goto(`${sample.server.url}/meetings/${sample.meeting}/edit`);
  await window.getByRole('button', { name: 'Thao tác với nội dung 3', exact: true }).click();
  await window.getByRole('menuitem', { name: 'Sửa nội dung' }).click();
  await window.getByRole('dialog').getByText('Họp kín', { exact: true }).click();
  await window.getByRole('dialog').getByRole('button', { name: 'Lưu' }).click();
  const row = window
    .getByRole('grid', { name: 'Chương trình họp' })
    .getByRole('row')
    .filter({ hasText: 'Giảm giấy tờ' });
  await expect(row).toContainText('Họp kín');
  await window.getByRole('tab', { name: 'Thông tin chung' }).click();
  await window.getByRole('textbox', { name: 'Tỷ lệ có mặt' }).fill('75');
  await window.getByRole('textbox', { name: 'Tỷ lệ có mặt' }).blur();
  await expect(window.getByText('Đủ túc số khi ít nhất 75% chủ trì và đại biểu có mặt.')).toBeVisible();
  await window.getByRole('button', { name: 'Lưu thông tin' }).click();
  await expect
    .poll(async () => (await sample.state()).fields.quorum)
    .toEqual({ percent: 75, base: 'entitled' });
});

test('a meeting is kept as a template, and the next of its kind begins from it', async ({ sample }) => {
  const { window, dialog } = new InvitationsPage(await sample.window('Đức'));
  await window.goto(`${sample.server.url}/meetings/${sample.meeting}/edit`);
  await window.getByRole('button', { name: 'Thao tác với phiên họp' }).click();
  await window.getByRole('menuitem', { name: 'Lưu làm mẫu' }).click();
  await dialog.getByLabel('Tên mẫu').fill('Giao ban hằng tháng');
  await dialog.getByRole('button', { name: 'Lưu làm mẫu' }).click();
  await expect(dialog).toHaveCount(0);
  await window.goto(`${sample.server.url}/meetings/new`);
  await window.getByRole('button', { name: /Bắt đầu từ mẫu/ }).click();
  await window.getByRole('option', { name: 'Giao ban hằng tháng' }).click();
  await expect(window.getByLabel('Tên phiên họp')).toHaveValue('Giao ban hằng tháng');
  await window.getByRole('button', { name: 'Tạo và tiếp tục' }).click();
  await expect(window.getByRole('heading', { level: 1, name: 'Giao ban hằng tháng' })).toBeVisible();
  await expect(window.getByRole('grid', { name: 'Chương trình họp' }).getByRole('row')).toHaveCount(6);
});

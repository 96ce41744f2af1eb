import { displayApi } from '../../../collab-server/protocol/display/api.ts';
import { expect, test } from '../../fixtures/meeting.ts';
import { FloorPage } from '../../pages/floor.ts';
import { InvitationsPage } from '../../pages/invitations.ts';
import { RoomPage } from '../../pages/room.ts';

const TITLE = 'Họp giao ban công tác chuyển đổi số';
const [ANH, UOC] = ['Lê Quang Ánh', 'Đỗ Văn Ước'];

// Each step has a journey of its own that looks at it closely; this one sees that they make one meeting.
test('a meeting from its invitations to the archive: a substitute, a guest, a lost connection, the room’s screen', async ({
  sample,
  server,
  browser,
}) => {
  test.setTimeout(420_000);
  await sample.command({ type: 'participant.remove', person: await sample.personId('Ước') });
  const guestId = await sample.personId('Ánh');
  await sample.command({ type: 'participant.invite', person: guestId, role: 'guest' });

  const delegateHome = new InvitationsPage(await sample.window('Bích'));
  await test.step('the delegate sends a substitute, the guest accepts', async () => {
    await delegateHome.sendSubstitute(TITLE, 'uoc', new RegExp(UOC));
    await expect(delegateHome.own(TITLE)).toContainText(`${UOC} dự thay ông/bà`);
    const guestHome = new InvitationsPage(await sample.window('Ánh'));
    await guestHome.own(TITLE).getByRole('button', { name: 'Tham dự', exact: true }).click();
    await expect(guestHome.own(TITLE)).toContainText('Ông/Bà đã nhận lời tham dự');
    await guestHome.window.context().close();
  });

  const chair = new RoomPage(await sample.room('Hương'));
  const secretary = new RoomPage(await sample.room('Đức'));
  const substitute = new RoomPage(await sample.room('Ước'));
  const { url } = displayApi.makeLink.response.parse(
    await sample.asChair('POST', `/api/meetings/${sample.meeting}/displays`, {}),
  );
  const screen = await (await browser.newContext({ locale: 'vi-VN' })).newPage();
  await screen.goto(url);
  await expect(screen.getByRole('heading', { level: 1 })).toHaveText(TITLE);

  const guest = await test.step('it is opened; the guest waits and is let in', async () => {
    await chair.openMeeting();
    await chair.side.getByText('Khách mời đợi ở phòng chờ').click();
    await expect.poll(async () => (await sample.state()).lobby.isOn).toBe(true);
    const room = new RoomPage(await sample.room('Ánh'));
    await expect(room.window.getByRole('heading', { level: 1, name: 'Phòng chờ' })).toBeVisible();
    await chair.side.getByRole('button', { name: `Mời ${ANH} vào` }).click();
    await expect(room.agenda).toBeVisible();
    return room;
  });

  await test.step('the roll is called, and the quorum is there', async () => {
    await substitute.tab('Thành phần');
    await substitute.side.getByRole('button', { name: 'Tôi có mặt tại phòng họp' }).click();
    await expect(substitute.side.getByText('Ông/Bà có mặt tại phòng họp')).toBeVisible();
    await expect(chair.side.getByRole('region', { name: 'Túc số' })).toContainText('Đủ');
    await expect(screen.getByText('Đủ túc số.')).toBeVisible();
  });

  await test.step('an item runs, and everyone and the screen know', async () => {
    await chair.agenda.getByRole('button', { name: 'Bắt đầu nội dung 1' }).click();
    await expect(secretary.agenda.locator('[aria-current=step]')).toContainText('Đang họp');
    await expect(screen.getByRole('heading', { name: 'Khai mạc, thông qua chương trình họp' })).toBeVisible();
  });

  await test.step('the substitute speaks, loses the connection with the floor, and has it when back', async () => {
    const asking = new FloorPage(substitute.window);
    const calling = new FloorPage(chair.window);
    await asking.open();
    await asking.ask();
    await calling.open();
    await calling.callNext(UOC);
    await expect(asking.mine).toBeVisible();
    await expect(screen.getByRole('region', { name: 'Người phát biểu' })).toContainText(UOC);
    await server.kill();
    await expect(substitute.status.filter({ hasText: 'Mất kết nối' })).toBeVisible();
    await server.restart();
    await expect(substitute.status.filter({ hasText: 'Đã kết nối' })).toBeAttached();
    await expect(asking.mine).toBeVisible();
    await asking.finish();
    await expect(asking.mine).toBeHidden();
    await expect(screen.getByRole('region', { name: 'Người phát biểu' })).toBeHidden();
  });

  await test.step('the chair sees who has spoken for how long, also over several meetings; nobody else does', async () => {
    await chair.side.getByRole('button', { name: 'Qua các phiên họp' }).click();
    const dialog = chair.window.getByRole('dialog', { name: 'Thời gian phát biểu qua các phiên họp' });
    await expect(dialog.getByRole('list', { name: 'Theo người' })).toContainText(UOC);
    await expect(dialog.getByRole('list', { name: 'Theo đơn vị' })).toContainText('Vụ Kế hoạch');
    await dialog.getByRole('button', { name: 'Đóng' }).last().click();
    await expect(substitute.side.getByRole('button', { name: 'Qua các phiên họp' })).toHaveCount(0);
  });

  await test.step('it ends, the roll is corrected, and it goes to the archive', async () => {
    await chair.closeMeeting();
    await expect(guest.window.getByText('Phiên họp đã kết thúc').first()).toBeVisible();
    const absent = await sample.personId('Bích');
    await sample.command({
      type: 'attendance.mark',
      entries: [{ person: absent, is: 'absent', excused: true, reason: 'có người dự thay' }],
    });
    await sample.command({ type: 'meeting.archive' });
    const refused = sample.command({ type: 'announcement.make', text: 'Muộn rồi' });
    await expect(refused).rejects.toThrow('meetingArchived');
    const state = await sample.state();
    expect(state.status).toBe('archived');
    expect(state.floor.spoken.map(({ person }) => person)).toEqual([await sample.personId('Ước')]);
    expect(state.attendance.every(({ is, leftAt }) => (leftAt === null) === (is === 'absent'))).toBe(true);
  });
  await screen.context().close();
});

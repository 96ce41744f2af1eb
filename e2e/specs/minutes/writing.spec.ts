import { strFromU8, unzipSync } from 'fflate';
import { NAMED_VOTE } from '../../../collab-server/testing/vote-fields.ts';
import { ID_LENGTH, newId, VoteId } from '../../../collab-server/protocol/wire/ids.ts';
import { expect, test } from '../../fixtures/meeting.ts';
import { takeDocument } from '../../pages/document.ts';
import { MinutesPage } from '../../pages/minutes.ts';
import { RoomPage } from '../../pages/room.ts';

const MOTION = 'Thông qua chương trình họp';

test('three write the minutes while the meeting fills its parts, one of them offline for a while, and a delegate can’t', async ({
  sample,
}) => {
  const { agenda, fields } = await sample.state();
  const [first] = agenda;
  if (first === undefined) throw new Error('the sample has no agenda');
  // One of three is enough.
  await sample.command({
    type: 'meeting.change',
    fields: { ...fields, quorum: { percent: 30, base: 'entitled' } },
  });
  await sample.command({ type: 'meeting.open' });
  await sample.command({ type: 'agenda.startItem', id: first.id });

  const secretaryRoom = new RoomPage(await sample.room('Đức'));
  await secretaryRoom.menu('Biên bản');
  const secretary = new MinutesPage(secretaryRoom.window);
  const staff = new MinutesPage(await sample.window('Ước'));
  await staff.open(sample);
  const chair = new MinutesPage(await sample.window('Hương'));
  await chair.open(sample);
  await expect(secretary.sheet).toContainText('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM');
  await expect(secretary.text).toContainText(`1. ${first.title}`);
  await expect(secretary.text.getByRole('table').first()).not.toContainText('Lê Quang Ánh');

  await test.step('who comes, speaks and votes stands in it at once, for both', async () => {
    const anh = new RoomPage(await sample.room('Ánh'));
    await expect(secretary.text.getByRole('table').first()).toContainText('Lê Quang Ánh');
    const speaker = await sample.personId('Ánh');
    await sample.command({ type: 'floor.give', person: speaker, request: null, kind: 'speech', minutes: 5 });
    await sample.command({ type: 'floor.stop', person: speaker });
    for (const { text } of [secretary, staff, chair])
      await expect(text.getByRole('listitem').filter({ hasText: 'Lê Quang Ánh (' })).toBeVisible();
    const id = newId(VoteId, crypto.getRandomValues(new Uint8Array(ID_LENGTH)));
    const asked = { ...NAMED_VOTE, motion: MOTION, item: first.id };
    await sample.command({ type: 'vote.prepare', id, fields: asked, repeats: null });
    await expect(secretary.text).not.toContainText(MOTION);
    await sample.command({ type: 'vote.open', id });
    await anh.window.locator('#ballot-card').getByRole('button', { name: 'Đồng ý', exact: true }).click();
    await sample.command({ type: 'vote.stop', id });
    for (const { text } of [secretary, staff]) await expect(text).toContainText('Được thông qua');
    // It isn't theirs to write.
    await anh.window.goto(`${sample.server.url}/meetings/${sample.meeting}/minutes`);
    await expect(anh.window.getByText('Ông/Bà chưa được giao ghi biên bản')).toBeVisible();
  });

  await test.step('what they type is there for all, also what one typed without a network', async () => {
    await secretary.type(0, 'Thành phần đầy đủ theo giấy mời.');
    await expect(secretary.status).toHaveText('Đã lưu');
    await expect(staff.text).toContainText('Thành phần đầy đủ theo giấy mời.');
    await staff.window.context().setOffline(true);
    await expect(staff.window.getByText('Mất kết nối. Nội dung ghi được giữ')).toBeVisible();
    await staff.type(1, 'Vụ Kế hoạch giải trình về kinh phí.');
    await expect(staff.status).toContainText('chưa lưu lên máy chủ');
    await secretary.type(2, 'Đại biểu Lào Cai đề nghị bổ sung.');
    await chair.type(3, 'Chủ trì đề nghị làm rõ tiến độ.');
    await staff.window.context().setOffline(false);
    for (const page of [secretary, staff, chair]) {
      await expect(page.text).toContainText('Chủ trì đề nghị làm rõ tiến độ.');
      await expect(page.text).toContainText('Vụ Kế hoạch giải trình về kinh phí.');
      await expect(page.text).toContainText('Đại biểu Lào Cai đề nghị bổ sung.');
      await expect(page.status).toHaveText('Đã lưu');
    }
  });

  await test.step('a word without diacritics inserts a conclusion; typed marks are composed', async () => {
    await secretary.type(4, '/ketluan ');
    await secretary.window.keyboard.insertText('Giao Văn pho\u0300ng theo do\u0303i.');
    await expect(staff.text.locator('[data-conclusion]').first()).toContainText('Giao Văn phòng theo dõi.');
  });

  await secretary.window.reload();
  await expect(secretary.text).toContainText('Vụ Kế hoạch giải trình về kinh phí.');
  const docx = await takeDocument(secretary.window.locator('body'), 'Tải biên bản', 'Văn bản Word');
  expect(docx.name).toMatch(/^Biên bản – .+\.docx$/u);
  const body = strFromU8(unzipSync(docx.bytes)['word/document.xml'] ?? new Uint8Array());
  for (const part of [
    MOTION,
    'Được thông qua',
    first.title,
    'Lê Quang Ánh',
    'Thành phần đầy đủ theo giấy mời.',
    'Vụ Kế hoạch giải trình về kinh phí.',
    'III. Kết luận của chủ trì',
    'Giao Văn phòng theo dõi.',
  ])
    expect(body).toContain(part);
});

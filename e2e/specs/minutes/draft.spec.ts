import { strFromU8, unzipSync } from 'fflate';
import { NAMED_VOTE } from '../../../collab-server/testing/vote-fields.ts';
import { ID_LENGTH, newId, VoteId } from '../../../collab-server/protocol/wire/ids.ts';
import { expect, test } from '../../fixtures/meeting.ts';
import { takeDocument } from '../../pages/document.ts';
import { RoomPage } from '../../pages/room.ts';

const MOTION = 'Thông qua chương trình họp';

test('the draft of the minutes writes itself while the meeting goes on, and is taken away as a Word file', async ({
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

  const secretary = new RoomPage(await sample.room('Đức'));
  await secretary.menu('Dự thảo biên bản');
  const sheet = secretary.window.getByRole('article', { name: 'Nội dung biên bản' });
  await expect(sheet).toContainText('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM');
  await expect(sheet).toContainText(`1. ${first.title}`);
  await expect(sheet.getByRole('table').first()).not.toContainText('Lê Quang Ánh');

  await test.step('who comes, speaks and votes stands in it at once', async () => {
    const anh = new RoomPage(await sample.room('Ánh'));
    await expect(sheet.getByRole('table').first()).toContainText('Lê Quang Ánh');
    const speaker = await sample.personId('Ánh');
    await sample.command({ type: 'floor.give', person: speaker, request: null, kind: 'speech', minutes: 5 });
    await sample.command({ type: 'floor.stop', person: speaker });
    await expect(sheet.getByRole('listitem').filter({ hasText: 'Lê Quang Ánh (' })).toBeVisible();
    const id = newId(VoteId, crypto.getRandomValues(new Uint8Array(ID_LENGTH)));
    const asked = { ...NAMED_VOTE, motion: MOTION, item: first.id };
    await sample.command({ type: 'vote.prepare', id, fields: asked, repeats: null });
    await expect(sheet).not.toContainText(MOTION);
    await sample.command({ type: 'vote.open', id });
    await anh.window.locator('#ballot-card').getByRole('button', { name: 'Đồng ý', exact: true }).click();
    await sample.command({ type: 'vote.stop', id });
    await expect(sheet).toContainText(MOTION);
    await expect(sheet).toContainText('Được thông qua');
    // It isn't theirs to write.
    await anh.window.goto(`${sample.server.url}/meetings/${sample.meeting}/minutes`);
    await expect(anh.window.getByText('Ông/Bà chưa được giao ghi biên bản')).toBeVisible();
  });

  await secretary.window.getByText('Kết quả', { exact: true }).click();
  await expect(sheet).not.toContainText('Lê Quang Ánh (');
  await expect(sheet).toContainText('Được thông qua');
  await secretary.window.getByText('Chi tiết', { exact: true }).click();
  const docx = await takeDocument(secretary.window.locator('body'), 'Tải biên bản', 'Văn bản Word');
  expect(docx.name).toMatch(/^Biên bản – .+\.docx$/u);
  const body = strFromU8(unzipSync(docx.bytes)['word/document.xml'] ?? new Uint8Array());
  for (const part of [MOTION, 'Được thông qua', first.title, 'Lê Quang Ánh']) expect(body).toContain(part);
});

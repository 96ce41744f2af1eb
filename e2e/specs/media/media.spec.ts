import type { Page } from '@playwright/test';
import { expect, test, type SampleMeeting } from '../../fixtures/meeting.ts';
import { MediaBar, received, watchConnections } from '../../pages/media.ts';

/** A room whose connections can be counted. */
async function watchedRoom(sample: SampleMeeting, name: string): Promise<Page> {
  const page = await sample.window(name);
  await watchConnections(page);
  await page.goto(`${sample.server.url}/meetings/${sample.meeting}`);
  return page;
}

/** Waits until both sound and pictures go on rising. */
async function expectFlow(page: Page, what: { video: boolean }): Promise<void> {
  const before = await received(page);
  await expect
    .poll(async () => {
      const now = await received(page);
      return (
        now.audioPackets > before.audioPackets + 20 &&
        (!what.video || now.framesDecoded > before.framesDecoded + 5)
      );
    })
    .toBe(true);
}

test('three people hear and see each other; who only listens needs no device', async ({ sample }) => {
  const [chair, delegate, listener] = await Promise.all([
    watchedRoom(sample, 'Hương'),
    watchedRoom(sample, 'Ánh'),
    watchedRoom(sample, 'Bích'),
  ]);
  for (const page of [chair, delegate]) {
    const bar = new MediaBar(page);
    await expect(bar.status).toHaveText('Đang nghe');
    await bar.microphone.click();
    await bar.camera.click();
    await expect(bar.status).toHaveText('Micrô đang bật');
  }
  await expectFlow(chair, { video: true });
  await expectFlow(delegate, { video: true });
  await expectFlow(listener, { video: true });
  const tiles = listener.getByRole('list', { name: 'Người đang có âm thanh hoặc hình ảnh' });
  await expect(tiles.getByRole('listitem')).toHaveCount(2);
  await expect(tiles).toContainText('Nguyễn Thị Thu Hương');

  await new MediaBar(delegate).microphone.click();
  await expect(new MediaBar(delegate).status).toHaveText('Micrô đang tắt tiếng');
  await expect(tiles.getByRole('listitem').filter({ hasText: 'Lê Quang Ánh' })).toContainText('tắt tiếng');

  await new MediaBar(chair).leave.click();
  await expect(tiles.getByRole('listitem')).toHaveCount(1);
});

test('media is active on one device of a person and moves with one click', async ({ sample }) => {
  const first = await watchedRoom(sample, 'Ánh');
  await new MediaBar(first).microphone.click();
  await expect(new MediaBar(first).status).toHaveText('Micrô đang bật');
  const second = await watchedRoom(sample, 'Ánh');
  await second.getByRole('button', { name: 'Chuyển về máy này' }).click();
  await expect(new MediaBar(second).status).toHaveText(/Đang nghe|Micrô đang bật/);
  await expect(first.getByRole('button', { name: 'Chuyển về máy này' })).toBeVisible();
});

test('media comes back by itself after the server was killed', async ({ sample }) => {
  const [chair, delegate] = await Promise.all([watchedRoom(sample, 'Hương'), watchedRoom(sample, 'Ánh')]);
  await new MediaBar(chair).microphone.click();
  await new MediaBar(chair).camera.click();
  await expectFlow(delegate, { video: true });
  await sample.server.kill();
  await sample.server.restart();
  await expectFlow(delegate, { video: true });
});

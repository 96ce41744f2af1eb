import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test, type SampleMeeting } from '../../fixtures/meeting.ts';
import { MeetingEditPage } from '../../pages/meeting-edit.ts';
import { RoomPage } from '../../pages/room.ts';
import { emptyPdf, protectedPdf, readablePdf, renamedJpeg, truncatedPdf, wordFile } from './files.ts';

const MEGABYTE = 1024 * 1024;

async function preparing(sample: SampleMeeting, name = 'Đức'): Promise<MeetingEditPage> {
  const window = await sample.window(name);
  await expect(window.getByRole('link', { name: 'Chuẩn bị phiên họp' })).toBeVisible();
  await window.goto(`${sample.server.url}/meetings/${sample.meeting}/edit`);
  const edit = new MeetingEditPage(window);
  await expect(edit.row('Kết luận của chủ trì')).toBeVisible();
  return edit;
}

/** Lets `pass` pieces of uploads through and keeps the next one waiting for ever. Resolves when it is there. */
async function holdPiece(window: Page, pass: number): Promise<{ readonly held: Promise<void> }> {
  const held = Promise.withResolvers<void>();
  let pieces = 0;
  await window.route(/\/api\/uploads\/[^/]+$/, async (route) => {
    if (route.request().method() === 'DELETE' || ++pieces <= pass) await route.continue();
    else held.resolve();
  });
  return { held: held.promise };
}

test('papers come by the file picker and by dragging; only the chosen unit reads what is theirs', async ({
  sample,
}) => {
  const edit = await preparing(sample);
  await edit.choose('1', [await readablePdf('chương_trình_họp.pdf')]);
  await expect(edit.dialog.getByLabel('Trích yếu')).toHaveValue('chương trình họp');
  await edit.dialog.getByLabel('Trích yếu').fill('Chương trình họp chi tiết');
  await edit.dialog.getByText('Chỉ một số đơn vị, cá nhân').click();
  await edit.send();
  await expect(edit.dialog.getByText('Hãy chọn ít nhất một đơn vị hoặc một người.')).toBeVisible();
  await edit.dialog.getByText('Vụ Kế hoạch', { exact: true }).click();
  await edit.send();
  await expect(edit.papers('1')).toContainText('Chương trình họp chi tiết');
  await expect(edit.papers('1')).toContainText('Chỉ dành cho: Vụ Kế hoạch');

  const folder = await mkdtemp(path.join(tmpdir(), 'bantron-drag-'));
  const file = path.join(folder, 'dự thảo kết luận.pdf');
  await writeFile(file, (await readablePdf('dự thảo kết luận.pdf')).buffer);
  await edit.drop(edit.row('Kết luận của chủ trì'), file);
  await edit.send();
  await expect(edit.papers('4')).toContainText('dự thảo kết luận');
  await rm(folder, { recursive: true });

  const insider = new RoomPage(await sample.room('Ánh'));
  await insider.openPaper(/Chương trình họp chi tiết/);
  await expect(insider.reader.pageField).toBeVisible();
  const outsider = new RoomPage(await sample.room('Bích'));
  await expect(outsider.paper(/dự thảo kết luận/)).toBeVisible();
  await expect(outsider.window.getByText('Chương trình họp chi tiết')).toHaveCount(0);
});

test('a paper with a độ mật is not sent: the agenda says it is handed out in print', async ({ sample }) => {
  const edit = await preparing(sample);
  const sent: string[] = [];
  edit.window.on('request', (request) => {
    if (request.url().includes('/uploads') && request.method() !== 'GET') sent.push(request.url());
  });
  await edit.choose('4', [await readablePdf('phương án.pdf')]);
  await edit.select(edit.dialog, 'Độ mật', 'Tối mật');
  await expect(edit.dialog.getByText('Tài liệu có độ mật không được tải lên')).toBeVisible();
  await edit.dialog.getByLabel('Trích yếu').fill('Phương án bảo vệ');
  await edit.dialog.getByRole('button', { name: 'Ghi 1 tài liệu phát bản giấy' }).click();
  await expect(edit.dialog.getByText('Tài liệu phát bản giấy cần có số, ký hiệu.')).toBeVisible();
  await edit.dialog.getByLabel('Số, ký hiệu').fill('07/PA-TM');
  await edit.dialog.getByRole('button', { name: 'Ghi 1 tài liệu phát bản giấy' }).click();
  await expect(edit.papers('4')).toContainText('Tối mật, phát bản giấy');
  expect(sent).toEqual([]);
  const room = new RoomPage(await sample.room('Bích'));
  await expect(room.agenda.getByText('07/PA-TM · Tối mật, phát bản giấy')).toBeVisible();
  await expect(room.paper(/Phương án bảo vệ/)).toHaveCount(0);
});

test('what is not a readable PDF is refused with its reason', async ({ sample }) => {
  const edit = await preparing(sample);
  await edit.choose('1', [emptyPdf('trống.pdf'), renamedJpeg('ảnh.pdf'), wordFile('báo cáo.docx')]);
  await expect(edit.dialog.getByRole('alert')).toHaveText([
    /Tệp này trống\./,
    /Tệp này không phải là PDF\./,
    /Tệp Word, Excel, PowerPoint này không nhận được ở đây\. Hãy mở tệp, chọn Tệp > Lưu thành > PDF/,
  ]);
  await expect(edit.dialog.getByRole('button', { name: /^Tải lên/ })).toHaveCount(0);
  await edit.dialog.getByRole('button', { name: 'Đóng' }).last().click();

  await edit.choose('1', [await truncatedPdf('dở dang.pdf'), await protectedPdf('có mật khẩu.pdf')]);
  await edit.send();
  const list = edit.papers('1').getByRole('alert');
  await expect(list).toHaveText([
    /dở dang[\s\S]*bị hỏng hoặc tải chưa hết/,
    /có mật khẩu[\s\S]*Hãy gỡ mật khẩu/,
  ]);
  const room = new RoomPage(await sample.room('Bích'));
  await expect(room.paper(/Tờ trình/)).toBeVisible();
  await expect(room.paper(/dở dang|có mật khẩu/)).toHaveCount(0);
  await edit.papers('1').getByRole('button', { name: 'Gỡ bỏ' }).first().click();
  await expect(list).toHaveCount(1);
});

test('an upload shows how far it is and can be stopped', async ({ sample }) => {
  const edit = await preparing(sample);
  const { held } = await holdPiece(edit.window, 2);
  await edit.choose('1', [await readablePdf('lớn.pdf', 4 * MEGABYTE)]);
  await edit.send();
  await held;
  const progress = edit.papers('1').getByRole('progressbar', { name: 'Đang tải lên: lớn' });
  await expect(progress).toHaveAttribute('aria-valuenow', /^(?:4|5)\d/);
  await expect(progress).toHaveAttribute('aria-valuetext', /^2,\d MB \/ 4,\d MB$|^2 MB/);
  await edit.window.getByRole('button', { name: 'Dừng tải lên lớn' }).click();
  await expect(progress).toHaveCount(0);
  await edit.window.reload();
  await expect(edit.row('Kết luận của chủ trì')).toBeVisible();
  await expect(edit.papers('1')).toHaveCount(0);
});

test('an upload goes on by itself after the server was killed and started again', async ({ sample }) => {
  const edit = await preparing(sample);
  let pieces = 0;
  await edit.window.route(/\/api\/uploads\/[^/]+$/, async (route) => {
    if (++pieces === 2) await sample.server.kill();
    await route.continue();
  });
  await edit.choose('1', [await readablePdf('lớn.pdf', 3 * MEGABYTE)]);
  await edit.send();
  await expect.poll(() => pieces).toBeGreaterThan(1);
  await expect(edit.papers('1')).toContainText('Đang tải lên');
  await sample.server.restart();
  await expect(edit.papers('1')).toContainText('1 trang', { timeout: 60_000 });
});

test('when the server stays away the upload is shown as interrupted and goes on when asked', async ({
  sample,
}) => {
  const edit = await preparing(sample);
  await edit.window.clock.install();
  let pieces = 0;
  await edit.window.route(/\/api\/uploads\/[^/]+$/, async (route) => {
    if (++pieces === 2) await sample.server.kill();
    await route.continue();
  });
  await edit.choose('1', [await readablePdf('lớn.pdf', 3 * MEGABYTE)]);
  await edit.send();
  await expect
    .poll(async () => {
      await edit.window.clock.fastForward(15_000);
      return edit.papers('1').innerText();
    })
    .toContain('Tải lên dở dang');
  await sample.server.restart();
  await edit.papers('1').getByRole('button', { name: 'Tiếp tục' }).click();
  await expect(edit.papers('1')).toContainText('1 trang');
});

test('an upload whose page was closed is shown as interrupted, never among the papers', async ({
  sample,
}) => {
  const first = await preparing(sample);
  const { held } = await holdPiece(first.window, 1);
  const files = [await readablePdf('lớn.pdf', 3 * MEGABYTE)];
  await first.choose('1', files);
  await first.send();
  await held;
  await first.window.close();

  const edit = await preparing(sample);
  await expect(edit.papers('1')).toContainText('Tải lên dở dang (lớn.pdf). Trang đã đóng khi đang tải');
  const room = new RoomPage(await sample.room('Ánh'));
  await expect(room.paper(/Tờ trình/)).toBeVisible();
  await expect(room.paper(/lớn/)).toHaveCount(0);

  const goOn = async (file: (typeof files)[number]) => {
    const chooser = edit.window.waitForEvent('filechooser');
    await edit.papers('1').getByRole('button', { name: 'Tiếp tục với tệp…' }).click();
    await (await chooser).setFiles([file]);
  };
  await goOn(await readablePdf('khác.pdf'));
  await expect(edit.window.getByText('Đây không phải là tệp đang tải dở.')).toBeVisible();
  for (const file of files) await goOn(file);
  await expect(edit.papers('1')).toContainText('1 trang');
  await expect(room.paper(/lớn/)).toBeVisible();
});

test('an interrupted upload can be removed for good', async ({ sample }) => {
  const first = await preparing(sample, 'Ước');
  const { held } = await holdPiece(first.window, 1);
  await first.choose('1', [await readablePdf('lớn.pdf', 3 * MEGABYTE)]);
  await first.send();
  await held;
  await first.window.close();
  const edit = await preparing(sample, 'Ước');
  await edit.papers('1').getByRole('button', { name: 'Gỡ bỏ' }).click();
  await expect(edit.papers('1')).toHaveCount(0);
  await edit.window.reload();
  await expect(edit.row('Kết luận của chủ trì')).toBeVisible();
  await expect(edit.papers('1')).toHaveCount(0);
});

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fakeSoffice, wordDocument } from '../../../collab-server/testing/office-fixtures.ts';
import { expect, SampleMeeting, test } from '../../fixtures/meeting.ts';
import { TestServer } from '../../fixtures/server.ts';
import { MeetingEditPage, type PickedFile } from '../../pages/meeting-edit.ts';
import { RoomPage } from '../../pages/room.ts';
import { readablePdf, wordFile } from './files.ts';

/** A Word document that could be opened. */
function document(name: string): PickedFile {
  return { ...wordFile(name), buffer: Buffer.from(wordDocument('Dự thảo')) };
}

async function preparing(sample: SampleMeeting): Promise<MeetingEditPage> {
  const window = await sample.window('Đức');
  await window.goto(`${sample.server.url}/meetings/${sample.meeting}/edit`);
  const edit = new MeetingEditPage(window);
  await expect(edit.row('Kết luận của chủ trì')).toBeVisible();
  return edit;
}

test.describe('where the server has LibreOffice', () => {
  test.skip(process.platform === 'win32', 'a script stands for LibreOffice');
  let tools: string;
  test.beforeEach(async () => {
    tools = await mkdtemp(path.join(tmpdir(), 'bantron-soffice-'));
  });
  test.afterEach(() => rm(tools, { recursive: true, force: true }));

  test('a Word file is turned into a paper, shown meanwhile, and can be had as it was', async ({
    browser,
  }) => {
    const { buffer } = await readablePdf('chuyển.pdf');
    const server = await TestServer.start({ BANTRON_SOFFICE: await fakeSoffice(tools, buffer) });
    const sample = await SampleMeeting.open(server, browser);
    const hold = path.join(tools, 'hold');
    await writeFile(hold, '');
    const edit = await preparing(sample);
    const word = document('dự thảo kết luận.docx');
    await edit.choose('1', [word, document('bỏ đi.docx')]);
    await edit.send();
    const converting = edit.papers('1').getByText('Đang chuyển sang PDF: dự thảo kết luận');
    await expect(converting).toBeVisible();
    await expect(
      edit.papers('1').getByText(/Chờ chuyển sang PDF, còn 1 tệp phía trước: bỏ đi/),
    ).toBeVisible();
    await edit.window.getByRole('button', { name: 'Dừng chuyển sang PDF: bỏ đi' }).click();
    await expect(edit.papers('1').getByText('bỏ đi')).toHaveCount(0);
    // Whoever leaves the page finds it again: the server goes on by itself.
    await edit.window.reload();
    await expect(converting).toBeVisible();
    await rm(hold);
    await expect(converting).toHaveCount(0);
    await expect(edit.papers('1')).toContainText('dự thảo kết luận');
    await expect(edit.papers('1')).toContainText('1 trang');

    const download = edit.window.waitForEvent('download');
    await edit.window.getByRole('button', { name: 'Thao tác với tài liệu dự thảo kết luận' }).click();
    await edit.window.getByRole('menuitem', { name: 'Tải tệp gốc' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe('dự thảo kết luận.docx');
    expect(await readFile(await file.path())).toEqual(word.buffer);
    await sample.close();
    await server.close();
  });
});

test('a paper is replaced by a new version; what comes after the opening is marked as late', async ({
  sample,
}) => {
  const edit = await preparing(sample);
  const title = 'Báo cáo kết quả thực hiện họp không giấy tờ';
  const replace = async () => {
    await edit.window.getByRole('button', { name: `Thao tác với tài liệu ${title}` }).click();
    await edit.window.getByRole('menuitem', { name: 'Thay bằng bản mới…' }).click();
  };
  const choose = async (file: Awaited<ReturnType<typeof readablePdf>>) => {
    const chooser = edit.window.waitForEvent('filechooser');
    await edit.dialog.getByRole('button', { name: /^Chọn tệp/ }).click();
    await (await chooser).setFiles([file]);
  };
  await replace();
  const upload = edit.dialog.getByRole('button', { name: 'Tải bản mới lên' });
  await expect(upload).toBeDisabled();
  await choose(wordFile('sửa.docx'));
  await expect(edit.dialog.getByRole('alert')).toContainText(
    'Tệp Word, Excel, PowerPoint này không nhận được ở đây',
  );
  await expect(upload).toBeDisabled();
  await choose(await readablePdf('sửa.pdf'));
  await upload.click();
  await expect(edit.dialog).toHaveCount(0);
  await expect(edit.papers('3')).toContainText('bản thứ 2');
  await expect(edit.papers('3').getByRole('listitem')).toHaveCount(1);

  await sample.command({ type: 'meeting.open' });
  await edit.choose('1', [await readablePdf('số liệu mới.pdf')]);
  await edit.send();
  await expect(edit.papers('1')).toContainText('Bổ sung 1');
  const room = new RoomPage(await sample.room('Ánh'));
  await expect(room.paper(/số liệu mới/)).toContainText('Bổ sung 1');
  await expect(room.paper(new RegExp(title))).not.toContainText('Bổ sung');
});

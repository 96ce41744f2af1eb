import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { meetingApi } from '../../../collab-server/protocol/meeting/api.ts';
import type { MeetingCommand } from '../../../collab-server/protocol/meeting/commands.ts';
import { Upload } from '../../../collab-server/protocol/documents/api.ts';
import { peopleApi } from '../../../collab-server/protocol/people/api.ts';
import { CommandKey, ID_LENGTH, ItemId, MeetingId, newId } from '../../../collab-server/protocol/wire/ids.ts';
import { expect, test } from '../../fixtures/desktop.ts';
import { longPdf } from '../../fixtures/papers.ts';
import { TestServer } from '../../fixtures/server.ts';
import { RoomPage } from '../../pages/room.ts';

const EMAIL = 'thu.ky@bo.gov.vn';
const PASSWORD = 'bảy con chim sẻ đậu';
const SAVED = 'Nét vẽ đã lưu';
const NOTE = 'Đề nghị cân nhắc lại tiến độ';

function id<T>(schema: { parse(text: string): T }): T {
  return newId(schema, crypto.getRandomValues(new Uint8Array(ID_LENGTH)));
}

class Caller {
  readonly #server: TestServer;
  token: string | null = null;

  constructor(server: TestServer) {
    this.#server = server;
  }

  async call(method: string, address: string, body?: unknown): Promise<unknown> {
    const isBytes = body instanceof Uint8Array;
    const headers: Record<string, string> = {};
    if (body !== undefined)
      headers['content-type'] = isBytes ? 'application/octet-stream' : 'application/json';
    if (this.token !== null) headers['authorization'] = `Bearer ${this.token}`;
    const answer = await fetch(this.#server.url + address, {
      method,
      headers,
      ...(body === undefined ? {} : { body: isBytes ? Buffer.from(body) : JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${address} answered ${answer.status}: ${await answer.text()}`);
    return answer.json();
  }
}

/** Sets up an organisation with a secretary who has a password, and their meeting with one paper. */
async function prepare(server: TestServer): Promise<void> {
  const caller = new Caller(server);
  const setUp = await caller.call('POST', peopleApi.setUp.path, {
    setupToken: new URL(server.setupPage).hash.slice(1),
    organisation: 'Bộ Nội vụ',
    name: 'Nguyễn Văn An',
    email: 'quan.tri@bo.gov.vn',
    password: 'ba cây chụm lại nên hòn',
    holder: 'token',
  });
  caller.token = peopleApi.setUp.response.parse(setUp).token;
  const secretary = peopleApi.add.response.parse(
    await caller.call('POST', peopleApi.add.path, {
      name: 'Trần Thị Bình',
      title: 'Chánh Văn phòng',
      unit: 'Văn phòng Bộ',
      rank: 2,
      role: 'secretary',
      email: EMAIL,
    }),
  );
  const link = await caller.call('POST', `/api/people/${secretary.id}/link`);
  const code = new URL(peopleApi.passwordLink.response.parse(link).url).hash.slice(1);
  caller.token = null;
  const chosen = await caller.call('POST', peopleApi.choosePassword.path, {
    code,
    password: PASSWORD,
    holder: 'token',
  });
  caller.token = peopleApi.choosePassword.response.parse(chosen).token;

  const meeting = id(MeetingId);
  const give = async (command: MeetingCommand) => {
    const answer = await caller.call('POST', `/api/meetings/${meeting}/commands`, {
      key: id(CommandKey),
      command,
    });
    if (!meetingApi.command.response.parse(answer).ok) throw new Error(JSON.stringify(answer));
  };
  const startsAt = Date.now() + 60 * 60_000;
  await give({
    type: 'meeting.create',
    id: meeting,
    secretary: secretary.id,
    fields: {
      title: 'Họp giao ban tháng 11',
      chair: secretary.id,
      startsAt,
      endsAt: startsAt + 3_600_000,
      place: 'Phòng A',
      mode: 'both',
    },
  });
  const item = id(ItemId);
  const fields = { title: 'Quy chế làm việc', presenter: null, minutes: 10 };
  await give({ type: 'agenda.addItem', id: item, fields, position: { parent: null, before: null } });
  const bytes = await longPdf(2);
  const upload = Upload.parse(
    await caller.call('POST', `/api/meetings/${meeting}/uploads`, {
      item,
      title: 'Dự thảo quy chế',
      number: '',
      fileName: 'du-thao.pdf',
      bytes: bytes.length,
      secrecy: 'normal',
      readers: { to: 'all' },
    }),
  );
  await caller.call('PUT', `/api/uploads/${upload.id}?offset=0`, bytes);
  await caller.call('POST', `/api/uploads/${upload.id}/finish`);
}

/** The files under a folder that hold a text as it is. Sockets and locks are passed over. */
async function filesHolding(folder: string, text: string): Promise<string[]> {
  const found: string[] = [];
  for (const name of await readdir(folder, { recursive: true })) {
    const file = path.join(folder, name);
    const info = await stat(file).catch(() => null);
    if (info?.isFile() && (await readFile(file)).includes(text)) found.push(name);
  }
  return found;
}

test('a meeting in the desktop shell; what was drawn without the server is kept over a power cut', async ({
  desktop,
}) => {
  test.setTimeout(240_000);
  const server = await TestServer.start();
  try {
    await prepare(server);
    await desktop.launch({ rendererDir: '' });
    const { page } = desktop;

    await test.step('it asks for the server, and whose it is', async () => {
      await page.getByRole('textbox', { name: 'Địa chỉ máy chủ' }).fill(server.url);
      await page.getByRole('button', { name: 'Kết nối' }).click();
      await page.getByRole('textbox', { name: 'Thư điện tử' }).fill(EMAIL);
      await page.getByRole('textbox', { name: 'Mật khẩu' }).fill(PASSWORD);
      await page.getByRole('button', { name: 'Đăng nhập' }).click();
      await page.getByRole('link', { name: 'Vào phiên họp' }).click();
    });

    const { reader } = new RoomPage(page);
    await reader.shown(1).waitFor();
    await reader.take('Bút');
    await reader.line(1, 0.15);
    await expect.poll(() => reader.hasLine(1, 0.15)).toBe(true);
    await expect(reader.saveState(SAVED)).toBeVisible();

    await server.kill();
    await reader.take('Ghi chú chữ');
    await reader.note(1, { x: 0.2, y: 0.3 }, NOTE);
    await reader.take('Bút');
    await reader.line(1, 0.25);
    await expect(reader.saveState('Trên thiết bị này (2 chưa lưu)')).toBeVisible();
    await expect.poll(() => reader.hasLine(1, 0.25)).toBe(true);
    await desktop.kill();

    expect(await filesHolding(desktop.folder, NOTE)).toEqual([]);
    expect(await filesHolding(desktop.folder, PASSWORD)).toEqual([]);
    expect(await filesHolding(desktop.folder, server.url)).not.toEqual([]); // the search does find things

    await desktop.launch({ rendererDir: '' });
    const again = new RoomPage(desktop.page);
    await test.step('it remembers the server, and waits for it', async () => {
      await expect(
        desktop.page.getByRole('heading', { name: 'Không kết nối được với máy chủ' }),
      ).toBeVisible();
      await server.restart();
      await desktop.page.getByRole('link', { name: 'Vào phiên họp' }).click({ timeout: 30_000 });
    });
    await again.reader.shown(1).waitFor();
    for (const y of [0.15, 0.25]) await expect.poll(() => again.reader.hasLine(1, y)).toBe(true);
    await expect(again.reader.notePin('Trần Thị Bình', NOTE)).toBeVisible();
    await expect(again.reader.saveState(SAVED)).toBeVisible();
  } finally {
    await server.close();
  }
});

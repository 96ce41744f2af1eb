import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { unzipSync, zipSync } from 'fflate';
import { peopleApi } from '../../../collab-server/protocol/people/api.ts';
import { expect, test, type SampleMeeting } from '../../fixtures/meeting.ts';
import { MinutesPage } from '../../pages/minutes.ts';

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '../../..');
const PASSWORD = 'mật khẩu của tôi';
const FILE_PASSWORD = 'mật khẩu tệp';

let folder: string;
test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bantron-signing-'));
});
test.afterEach(() => rm(folder, { recursive: true, force: true }));

/** People of the sample have no passwords: these choose one by the administrator's link, which signs them out, and come back in their windows. */
async function choosePasswords(
  sample: SampleMeeting,
  windows: readonly (readonly [name: string, window: Page])[],
): Promise<void> {
  const call = async (path: string, body?: unknown, token?: string): Promise<unknown> => {
    const answer = await fetch(sample.server.url + path, {
      method: 'POST',
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return answer.json();
  };
  const codeOf = (url: string) => new URL(url).hash.slice(1);
  const people = await Promise.all(
    windows.map(async ([name, window]) => ({ id: await sample.personId(name), window })),
  );
  const link = await sample.asChair('POST', peopleApi.sampleLink.path, {
    person: await sample.personId('Yến'),
  });
  const { url } = peopleApi.sampleLink.response.parse(link);
  const used = await call(peopleApi.useSampleLink.path, { code: codeOf(url) });
  const administrator = peopleApi.useSampleLink.response.parse(used).token ?? '';
  for (const { id, window } of people) {
    const path = peopleApi.passwordLink.path.replace(':id', id);
    const made = peopleApi.passwordLink.response.parse(await call(path, undefined, administrator));
    await call(peopleApi.choosePassword.path, {
      code: codeOf(made.url),
      password: PASSWORD,
      holder: 'token',
    });
    const back = await call(peopleApi.sampleLink.path, { person: id }, administrator);
    await window.goto(peopleApi.sampleLink.response.parse(back).url);
    await window.waitForURL((to) => to.pathname === '/');
    await window.goto(`${sample.server.url}/meetings/${sample.meeting}/minutes`);
  }
}

async function certificateFile(): Promise<string> {
  const [key, certificate, file] = ['key.pem', 'own.crt', 'duc.p12'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  await run('openssl', [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    key,
    '-out',
    certificate,
    '-days',
    '30',
    '-utf8',
    '-subj',
    '/CN=Trần Minh Đức',
  ]);
  const pass = `pass:${FILE_PASSWORD}`;
  await run('openssl', [
    'pkcs12',
    '-export',
    '-inkey',
    key,
    '-in',
    certificate,
    '-out',
    file,
    '-passout',
    pass,
  ]);
  return file;
}

async function verified(zip: Uint8Array): Promise<{ readonly code: number; readonly out: string }> {
  const path = join(folder, 'ho-so.zip');
  await writeFile(path, zip);
  return run(process.execPath, ['scripts/verify-log.ts', path], { cwd: ROOT }).then(
    ({ stdout }) => ({ code: 0, out: stdout }),
    (error: { code: number; stdout: string }) => ({ code: error.code, out: error.stdout }),
  );
}

test('secretary and chair sign what was approved, and what is taken away verifies without the server', async ({
  sample,
}) => {
  await sample.command({ type: 'meeting.open' });
  const secretary = new MinutesPage(await sample.window('Đức'));
  await secretary.open(sample);
  await secretary.type(0, 'Giao Vụ Kế hoạch tổng hợp, báo cáo.');
  await expect(secretary.status).toHaveText('Đã lưu');
  await sample.command({ type: 'meeting.close' });
  const chair = new MinutesPage(await sample.window('Hương'));
  await chair.open(sample);
  await expect(chair.text).toContainText('Giao Vụ Kế hoạch tổng hợp, báo cáo.');
  await chair.action('Duyệt biên bản').click();
  const approving = chair.window.getByRole('dialog', { name: 'Duyệt biên bản' });
  await approving.getByRole('button', { name: 'Duyệt biên bản' }).click();
  await expect(chair.step).toHaveText('Đã duyệt');
  await expect(chair.action('Ký biên bản')).toHaveCount(0);
  // Whoever has no password yet is told so.
  const dialog = secretary.window.getByRole('dialog', { name: 'Ký biên bản' });
  const password = dialog.getByRole('textbox', { name: 'Mật khẩu của ông/bà' });
  await secretary.action('Ký biên bản').click();
  await password.fill(PASSWORD);
  await dialog.getByRole('button', { name: 'Ký', exact: true }).click();
  await expect(dialog.getByText('Ông/bà chưa có mật khẩu')).toBeVisible();
  await choosePasswords(sample, [
    ['Đức', secretary.window],
    ['Hương', chair.window],
  ]);

  await test.step('the secretary signs with the password, and into the PDF with a certificate file', async () => {
    await secretary.action('Ký biên bản').click();
    const sign = dialog.getByRole('button', { name: 'Ký', exact: true });
    await password.fill('sai rồi');
    await sign.click();
    await expect(dialog.getByText('Mật khẩu chưa đúng.')).toBeVisible();
    await password.fill(PASSWORD);
    await dialog.getByText('Ký thêm chữ ký số vào tệp PDF').click();
    const coming = secretary.window.waitForEvent('filechooser');
    await dialog.getByRole('button', { name: 'Chọn tệp chứng thư số' }).click();
    await (await coming).setFiles(await certificateFile());
    const filePassword = dialog.getByRole('textbox', { name: 'Mật khẩu của tệp chứng thư số' });
    await filePassword.fill('sai');
    await sign.click();
    await expect(dialog.getByText('Mật khẩu của tệp chưa đúng.')).toBeVisible();
    await filePassword.fill(FILE_PASSWORD);
    await sign.click();
    await expect(dialog).toBeHidden();
    const list = secretary.window.getByRole('region', { name: 'Chữ ký' });
    await expect(list).toContainText('Trần Minh Đức');
    await expect(list.getByText('Chữ ký đúng')).toHaveCount(1);
    await expect(list).toContainText('Chờ chủ trì ký.');
  });

  await test.step('the chair signs after the secretary; both find both signatures right', async () => {
    await chair.action('Ký biên bản').click();
    const own = chair.window.getByRole('dialog', { name: 'Ký biên bản' });
    await own.getByRole('textbox', { name: 'Mật khẩu của ông/bà' }).fill(PASSWORD);
    await own.getByRole('button', { name: 'Ký', exact: true }).click();
    await expect(chair.step).toHaveText('Đã ký');
    for (const { window } of [chair, secretary]) {
      const list = window.getByRole('region', { name: 'Chữ ký' });
      await expect(list.getByText('Chữ ký đúng')).toHaveCount(2);
    }
  });

  await test.step('the files verify offline, the signed PDF with another program, and a changed byte is found', async () => {
    const coming = chair.window.waitForEvent('download');
    await chair.action('Tải hồ sơ biên bản').click();
    const download = await coming;
    expect(download.suggestedFilename()).toMatch(/^Hồ sơ biên bản – .+\.zip$/u);
    const zip = new Uint8Array(await readFile(await download.path()));
    const whole = await verified(zip);
    expect(whole.out).toContain('biên bản và chữ ký còn nguyên vẹn');
    expect(whole.code).toBe(0);
    const files = unzipSync(zip);
    expect(Object.keys(files).toSorted()).toEqual([
      'bien-ban-ky-1.pdf',
      'bien-ban.docx',
      'bien-ban.json',
      'bien-ban.pdf',
      'doc-truoc.txt',
      'manifest.json',
      'nhat-ky.json',
    ]);
    const signed = join(folder, 'bien-ban-ky-1.pdf');
    await writeFile(signed, files['bien-ban-ky-1.pdf'] ?? '');
    const { stdout } = await run('pdfsig', ['-nocert', signed]);
    expect(stdout).toContain('Signature is Valid.');
    expect(stdout).toContain('Trần Minh Đức');
    const pdf = files['bien-ban.pdf'] ?? new Uint8Array();
    const changed = pdf.map((byte, n) => (n === 1000 ? byte ^ 1 : byte));
    const found = await verified(zipSync({ ...files, 'bien-ban.pdf': changed }));
    expect(found.out).toContain('CHANGED  bien-ban.pdf');
    expect(found.code).toBe(1);
  });
});

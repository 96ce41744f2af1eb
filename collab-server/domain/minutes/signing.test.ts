import { execFile } from 'node:child_process';
import { createHash, generateKeyPairSync, sign as signBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { meetingApi } from '#protocol/meeting/api';
import type { LogFile } from '#protocol/meeting/log-file';
import { minutesApi } from '#protocol/minutes/api';
import { BUNDLE_FILES, writeManifest } from '#protocol/minutes/bundle';
import type { FrozenMinutes } from '#protocol/minutes/records';
import { nextStatement, statementBytes, statementsOf } from '#protocol/minutes/signing';
import { peopleApi } from '#protocol/people/api';
import { Hash, type MeetingId } from '#protocol/wire/ids';
import { refusalOf } from '../../testing/api-client.ts';
import { addCast, give, prepareMeeting, type Cast } from '../../testing/meeting-cast.ts';
import { codeOf, PASSWORD, runServer, type Actor, type TestServer } from '../../testing/running-server.ts';
import { isSignedBy } from './signing-keys.ts';

const ROOT = join(import.meta.dirname, '../../..');
const encoder = new TextEncoder();

let server: TestServer;
let cast: Cast;
let meeting: MeetingId;
let approved: FrozenMinutes;

const put = async ({ client }: Actor, bytes: string): Promise<Hash> => {
  const answer = await client.fetch(`/api/meetings/${meeting}/minutes/files`, {
    method: 'PUT',
    headers: { 'content-type': 'application/octet-stream' },
    body: bytes,
  });
  return Hash.parse(((await answer.json()) as { hash: string }).hash);
};
const PDF = '%PDF-1.7 những trang đã duyệt';
const SNAPSHOT = '{"bantron":"document:1"}';
const approve = async () => {
  approved = { snapshot: await put(cast.chair, SNAPSHOT), pdf: await put(cast.chair, PDF) };
  await give(cast.chair.client, meeting, { type: 'minutes.approve', ...approved, conclusions: [] });
};
const made = (who: Actor, { password = PASSWORD, pdf = null as Hash | null, what = approved } = {}) =>
  who.client.call(minutesApi.signature, {
    params: { meeting },
    body: { approved: what, pdf, password },
  });
const signed = async (who: Actor, pdf: Hash | null = null) =>
  give(who.client, meeting, { type: 'minutes.sign', ...(await made(who, { pdf })), pdf });
const stateOf = async (who: Actor) => (await who.client.call(meetingApi.get, { params: { meeting } })).state;
const keysOf = async (who: Actor) => (await who.client.call(minutesApi.keys, { params: { meeting } })).keys;

beforeAll(async () => {
  server = await runServer();
  cast = await addCast(server);
});
afterAll(() => server[Symbol.asyncDispose]());

beforeEach(async () => {
  ({ meeting } = await prepareMeeting(cast));
  await give(cast.chair.client, meeting, { type: 'meeting.open' });
  await give(cast.chair.client, meeting, { type: 'meeting.close' });
  await approve();
});

describe('signing', () => {
  it('[MIN-60] each signature holds under its own statement only', async () => {
    await signed(cast.secretary);
    await signed(cast.chair);
    const { id, minutes } = await stateOf(cast.secretary);
    const [first, second] = statementsOf(id, minutes);
    if (first === undefined || second === undefined) throw new Error('nobody signed');
    for (const { signature, statement } of [first, second]) {
      const holds = (change: Partial<typeof statement>) =>
        isSignedBy(statementBytes({ ...statement, ...change }), signature.signature, signature.key);
      expect(holds({})).toBe(true);
      const hash = Hash.parse('0'.repeat(64));
      const others: Partial<typeof statement>[] = [
        { meeting: 'z'.repeat(20) as MeetingId },
        { snapshot: hash },
        { pdf: hash },
        { approvedAt: statement.approvedAt + 1 },
        { person: cast.delegate.person.id },
        { as: statement.as === 'chair' ? 'secretary' : 'chair' },
        { previous: 'A'.repeat(86) },
        { signedPdf: hash },
      ];
      for (const other of others) expect(holds(other), JSON.stringify(other)).toBe(false);
    }
    expect(second.statement.previous).toBe(first.signature.signature);
    expect(first.signature.key).not.toBe(second.signature.key);
  });

  it('[MIN-61] only the registered key of whoever signs, under what is approved, is taken', async () => {
    const { secretary, chair } = cast;
    const mine = await made(secretary);
    const offer = (change: Partial<typeof mine>) =>
      give(secretary.client, meeting, { type: 'minutes.sign', ...mine, ...change, pdf: null }).then(
        () => 'ok',
        (error: { readonly code?: string }) => error.code,
      );
    // A key of their own making, with a signature that holds under it.
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const statement = nextStatement(await stateOf(secretary), secretary.person.id, null);
    if (statement === undefined) throw new Error('nothing to sign');
    const signature = signBytes(null, statementBytes(statement), privateKey).toString('base64url');
    const key = publicKey.export({ format: 'jwk' }).x ?? '';
    expect(isSignedBy(statementBytes(statement), signature, key)).toBe(true);
    expect(await offer({ key, signature })).toBe('badSignature');
    expect(
      await offer({
        signature: `${mine.signature.slice(0, 9)}${mine.signature[9] === 'x' ? 'y' : 'x'}${mine.signature.slice(10)}`,
      }),
    ).toBe('badSignature');
    // Returned and approved again: the same files, another approval.
    await give(chair.client, meeting, { type: 'minutes.reopen', reason: 'Sai số liệu' });
    server.clock.advance(1000);
    await approve();
    expect(await offer({})).toBe('badSignature');
    await signed(secretary);
    expect((await stateOf(secretary)).minutes.signatures).toHaveLength(1);
  });

  it('[MIN-62] the password is asked for each signature, and guesses at it are counted', async () => {
    const { secretary } = cast;
    expect(await refusalOf(made(secretary, { password: 'sai' }))).toBe('wrongPassword');
    const guesses = await Promise.all(
      Array.from({ length: 12 }, () => refusalOf(made(secretary, { password: 'sai' }))),
    );
    expect(guesses).toContain('slowDown');
    expect(await refusalOf(made(secretary))).toBe('slowDown');
    server.clock.advance(16 * 60_000);
    expect(await refusalOf(made(secretary))).toBe('ok');
    expect(server.log()).not.toContain(PASSWORD);
  });

  it('[MIN-62] two first signatures at once make one key; a new password makes a new one, and the old stays known', async () => {
    const { secretary, admin } = cast;
    const both = await Promise.all([made(secretary), made(secretary)]);
    expect(both[0].key).toBe(both[1].key);
    await signed(secretary);
    const before = await keysOf(secretary);
    expect(before.map(({ isCurrent }) => isCurrent)).toEqual([true]);
    const link = await admin.client.call(peopleApi.passwordLink, { params: { id: secretary.person.id } });
    const password = 'mật khẩu mới dài hơn';
    const { token } = await server
      .client()
      .call(peopleApi.choosePassword, { body: { code: codeOf(link.url), password, holder: 'token' } });
    const again: Actor = { ...secretary, client: server.client(token ?? '') };
    await give(cast.chair.client, meeting, { type: 'minutes.reopen', reason: 'Sai' });
    server.clock.advance(1000);
    await approve();
    const next = await made(again, { password });
    expect(next.key).not.toBe(both[0].key);
    expect((await keysOf(again)).map(({ key, isCurrent }) => [key, isCurrent])).toEqual([
      [next.key, true],
      [both[0].key, false],
    ]);
    cast = { ...cast, secretary: { ...again, password } };
    const restored = await admin.client.call(peopleApi.passwordLink, { params: { id: secretary.person.id } });
    const back = await server.client().call(peopleApi.choosePassword, {
      body: { code: codeOf(restored.url), password: PASSWORD, holder: 'token' },
    });
    cast = { ...cast, secretary: { ...secretary, client: server.client(back.token ?? '') } };
  });

  it('[MIN-62] a device’s key is registered with the password, is its person’s only, and signs without it', async () => {
    const { secretary, delegate } = cast;
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const key = publicKey.export({ format: 'jwk' }).x ?? '';
    const register = ({ client }: Actor, password = PASSWORD) =>
      refusalOf(client.call(minutesApi.registerKey, { body: { key, password } }));
    const statement = nextStatement(await stateOf(secretary), secretary.person.id, null);
    if (statement === undefined) throw new Error('nothing to sign');
    const signature = signBytes(null, statementBytes(statement), privateKey).toString('base64url');
    const bring = () => give(secretary.client, meeting, { type: 'minutes.sign', key, signature, pdf: null });
    await made(secretary);
    expect(await register(secretary, 'sai')).toBe('wrongPassword');
    await expect(bring()).rejects.toMatchObject({ code: 'badSignature' });
    expect(await Promise.all([register(secretary), register(secretary)])).toEqual(['ok', 'ok']);
    expect(await register(delegate)).toBe('conflict');
    await bring();
    expect((await stateOf(secretary)).minutes.signatures.map((one) => one.key)).toEqual([key]);
    // The one in the keystore stays beside it.
    expect((await keysOf(secretary)).filter(({ isCurrent }) => isCurrent)).toHaveLength(2);
  });

  it('[MIN-63] who can’t sign is refused before their password; what they weren’t shown isn’t signed', async () => {
    const { chair, secretary, staff, delegate, outsider } = cast;
    const wrong = { password: 'sai' };
    expect(await refusalOf(made(chair, wrong))).toBe('notYourTurn');
    expect(await refusalOf(made(staff, wrong))).toBe('notAllowed');
    expect(await refusalOf(made(delegate, wrong))).toBe('notAllowed');
    expect(await refusalOf(made(outsider, wrong))).toBe('notFound');
    const what = { ...approved, pdf: Hash.parse('0'.repeat(64)) };
    expect(await refusalOf(made(secretary, { what, ...wrong }))).toBe('conflict');
    expect(await refusalOf(outsider.client.call(minutesApi.keys, { params: { meeting } }))).toBe('notFound');
  });

  it('[MIN-64] a signed PDF continues the one that is signed', async () => {
    const { secretary, chair } = cast;
    const other = await put(secretary, `%PDF-1.6${PDF.slice(8)} ký 1`);
    await expect(signed(secretary, other)).rejects.toMatchObject({ code: 'badSignature' });
    const first = await put(secretary, `${PDF} ký 1`);
    await signed(secretary, first);
    const unsigned = await put(chair, `${PDF} ký 2`);
    await expect(signed(chair, unsigned)).rejects.toMatchObject({ code: 'badSignature' });
    const second = await put(chair, `${PDF} ký 1 ký 2`);
    await signed(chair, second);
    const read = await chair.client.fetch(`/api/meetings/${meeting}/minutes/files/${second}`);
    expect(await read.text()).toBe(`${PDF} ký 1 ký 2`);
  });
});

describe('minutes that are taken away', () => {
  let folder: string;
  let bundle: Map<string, Uint8Array<ArrayBuffer>>;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bantron-minutes-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  beforeEach(async () => {
    await signed(cast.secretary, await put(cast.secretary, `${PDF} ký 1`));
    await signed(cast.chair);
    const log = await cast.secretary.client.call(meetingApi.log, { params: { meeting } });
    bundle = bundled({
      [BUNDLE_FILES.pdf]: PDF,
      [BUNDLE_FILES.snapshot]: SNAPSHOT,
      [BUNDLE_FILES.docx]: 'tệp Word',
      [BUNDLE_FILES.readMe]: 'Đọc trước',
      [BUNDLE_FILES.log]: JSON.stringify(log),
      'bien-ban-ky-1.pdf': `${PDF} ký 1`,
    });
  });

  const verify = async (files: ReadonlyMap<string, Uint8Array>) => {
    const path = join(folder, 'ho-so.zip');
    await writeFile(path, zipSync(Object.fromEntries(files)));
    return promisify(execFile)(process.execPath, ['scripts/verify-log.ts', path], { cwd: ROOT }).then(
      ({ stdout }) => ({ code: 0, out: stdout }),
      (error: { code: number; stdout: string; stderr: string }) => ({
        code: error.code,
        out: error.stdout + error.stderr,
      }),
    );
  };

  it('[MIN-65] verify with nothing else, and say who signed', async () => {
    const { code, out } = await verify(bundle);
    expect(out).toContain('Thư ký / secretary: Trần Minh Đức');
    expect(out).toContain('Chủ trì / chair: Nguyễn Thị Thu Hương');
    expect(out).toContain('biên bản và chữ ký còn nguyên vẹn');
    expect(code).toBe(0);
  });

  it('[MIN-65] a changed byte of any file, or a missing one, is found and the file named', async () => {
    for (const [name, bytes] of bundle) {
      const at = Math.floor(bytes.length / 2);
      const changed = bytes.map((byte, n) => (n === at ? byte ^ 1 : byte));
      const { code, out } = await verify(new Map([...bundle, [name, changed]]));
      expect(code, name).toBe(1);
      expect(out, name).toContain(`CHANGED  ${name}`);
      expect(out, name).toContain('ĐÃ BỊ THAY ĐỔI');
    }
    const without = new Map(bundle);
    without.delete('bien-ban-ky-1.pdf');
    expect(await verify(without)).toMatchObject({
      code: 1,
      out: expect.stringContaining('bien-ban-ky-1.pdf: thiếu tệp này'),
    });
  }, 60_000);

  it('[MIN-66] what is put together anew around other files is found', async () => {
    const anew = (name: string, change: (text: string) => string) => {
      const texts = Object.fromEntries(
        [...bundle].flatMap(([one, bytes]) =>
          one === BUNDLE_FILES.manifest ? [] : [[one, new TextDecoder().decode(bytes)]],
        ),
      );
      return bundled({ ...texts, [name]: change(texts[name] ?? '') });
    };
    const cases: readonly [name: string, change: (text: string) => string, says: string][] = [
      [BUNDLE_FILES.pdf, (text) => text.replace('duyệt', 'sửa'), 'bien-ban.pdf: không phải tệp được ghi'],
      [BUNDLE_FILES.snapshot, (text) => `${text} `, 'bien-ban.json: không phải tệp được ghi'],
      ['bien-ban-ky-1.pdf', (text) => `${text} `, 'bien-ban-ky-1.pdf: không phải tệp được ghi'],
      [BUNDLE_FILES.log, (text) => text.replace('minutes.signed', 'minutes.sealed'), 'nhat-ky.json: nhật ký'],
      [
        BUNDLE_FILES.log,
        (text) => {
          const log = JSON.parse(text) as LogFile;
          const event = log.events.findLast((one) => 'type' in one && one.type === 'minutes.signed');
          if (event === undefined || !('payload' in event)) throw new Error('nobody signed');
          (event.payload as { signature: string }).signature = 'A'.repeat(86);
          return JSON.stringify(log);
        },
        'nhat-ky.json: Nguyễn Thị Thu Hương: chữ ký không đúng',
      ],
    ];
    for (const [name, change, says] of cases)
      expect(await verify(anew(name, change)), says).toMatchObject({
        code: 1,
        out: expect.stringContaining(says),
      });
  }, 60_000);
});

function bundled(texts: Readonly<Record<string, string>>): Map<string, Uint8Array<ArrayBuffer>> {
  const files = Object.entries(texts).map(([name, text]) => [name, encoder.encode(text)] as const);
  const manifest = writeManifest(
    files.map(([name, bytes]) => ({ name, sha256: sha256(bytes) })),
    sha256,
  );
  return new Map([...files, [BUNDLE_FILES.manifest, manifest]]);
}

function sha256(bytes: Uint8Array): Hash {
  return Hash.parse(createHash('sha256').update(bytes).digest('hex'));
}

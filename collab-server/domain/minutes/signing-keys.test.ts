import { expect, it } from 'vitest';
import { newId, PersonId } from '#protocol/wire/ids';
import { fakeEnvironment } from '../../testing/fake-environment.ts';
import { withStorage } from '../../testing/temp-storage.ts';
import { openDirectory } from '../people/directory.ts';
import { createSigningKeys, isSignedBy } from './signing-keys.ts';

it('[MIN-62] only the password opens a key, and what is kept doesn’t hold it', async () => {
  await withStorage(async (storage) => {
    const env = fakeEnvironment();
    const directory = await openDirectory(storage, env);
    const fields = {
      name: 'Đức',
      title: '',
      unit: '',
      rank: 1,
      role: 'official',
      email: 'd@thu.invalid',
    } as const;
    const [person] = await directory.add('server', [fields]);
    if (person === undefined) throw new Error('nobody');
    const drawn: Uint8Array[] = [];
    const watched = {
      ...env,
      randomBytes: (count: number) => {
        const bytes = env.randomBytes(count);
        drawn.push(bytes);
        return bytes;
      },
    };
    const keys = createSigningKeys(storage, watched, directory.log);
    const bytes = new Uint8Array([1, 2, 3]);
    const first = await keys.sign(person.id, 'mật khẩu', bytes);
    const secret = Buffer.from(drawn.find(({ length }) => length === 32) ?? []);
    expect(secret).toHaveLength(32);
    const rows = await storage.read(storage.sql.selectFrom('signing_key').selectAll().compile());
    expect(rows).toHaveLength(1);
    for (const value of Object.values(rows[0] ?? {}))
      if (value instanceof Uint8Array) expect(Buffer.from(value).includes(secret)).toBe(false);
    expect(isSignedBy(bytes, first.signature, first.key)).toBe(true);
    // Composed or decomposed, it is the same password, after another start too.
    const restarted = createSigningKeys(storage, watched, directory.log);
    expect(await restarted.sign(person.id, 'mật khẩu'.normalize('NFD'), bytes)).toEqual(first);
    const other = await restarted.sign(person.id, 'mật khẩu khác', bytes);
    expect(other.key).not.toBe(first.key);
    expect((await keys.of(person.id)).map(({ key, isCurrent }) => [key, isCurrent])).toContainEqual([
      first.key,
      false,
    ]);
    // What was replaced is gone, and the old password opens nothing any more.
    const sealed = await storage.read(
      storage.sql.selectFrom('signing_key').select('sealed').where('key', '=', first.key).compile(),
    );
    expect(sealed).toEqual([{ sealed: null }]);
    expect(await keys.of(newId(PersonId, env.randomBytes(20)))).toEqual([]);
  });
});

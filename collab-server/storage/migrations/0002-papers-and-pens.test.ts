import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { fakeEnvironment } from '../../testing/fake-environment.ts';
import { tempDataDir } from '../../testing/temp-storage.ts';
import { openSqliteStorage } from '../sqlite/open.ts';

it('keeps the papers and uploads of a folder that was there before, as PDFs that replace nothing', async () => {
  await using folder = await tempDataDir();
  const env = fakeEnvironment();
  const before = await openSqliteStorage({ dataDir: folder.path, env, version: 1 });
  const hash = 'a'.repeat(64);
  const texts = { meeting: 'm', paper: 'p', file_name: 'tờ trình.pdf', bytes: 3, at: 7 };
  // As the older program wrote them, which knows none of the new columns.
  const version = { id: 'v', blob: hash, pages: 2, page_sizes: '[]' };
  const upload = { id: 'u', item: 'i', person: 'n', title: 't', number: '', received: 0, readers: '{}' };
  const insert = (table: 'paper_version' | 'upload', row: Readonly<Record<string, string | number>>) => {
    const columns = sql.join(Object.keys(row).map((name) => sql.ref(name)));
    return sql`insert into ${sql.table(table)} (${columns}) values (${sql.join(Object.values(row))})`.compile(
      before.sql,
    );
  };
  await before.commit([
    { query: before.sql.insertInto('blob').values({ hash, bytes: 3, refs: 1 }).compile() },
    { query: insert('paper_version', { ...texts, ...version }) },
    { query: insert('upload', { ...texts, ...upload }) },
  ]);
  await before.close();

  const storage = await openSqliteStorage({ dataDir: folder.path, env });
  try {
    expect(await storage.read(storage.sql.selectFrom('paper_version').selectAll().compile())).toEqual([
      { ...texts, ...version, original_blob: null, original_name: null },
    ]);
    expect(await storage.read(storage.sql.selectFrom('upload').selectAll().compile())).toEqual([
      { ...texts, ...upload, revises: 0 },
    ]);
    const orphan = { ...texts, ...version, id: 'w', original_blob: 'b'.repeat(64), original_name: 'a.docx' };
    const query = storage.sql.insertInto('paper_version').values(orphan).compile();
    await expect(storage.commit([{ query }])).rejects.toThrow('broken');
  } finally {
    await storage.close();
  }
});

import { writeSync } from 'node:fs';
import { pino } from 'pino';
import { openSqliteStorage } from '../storage/sqlite/open.ts';

/**
 * A program that commits and says on its standard output what it was promised, for tests that kill it or watch what it
 * asks of the operating system: `node storage-child.ts <folder> <writers> <commits each>`. Every writer has a room of its
 * own, `w0`, `w1`…, and says `begin w0 1`, then, when that commit has been acknowledged, `ack w0 1`.
 */

/** Straight to the operating system: what has been said must not be lost in a buffer when the process is killed. */
function say(line: string): void {
  for (;;) {
    try {
      writeSync(1, `${line}\n`);
      return;
    } catch (error) {
      // The pipe is full; a line fits in whole or not at all.
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error;
    }
  }
}

const [dataDir, writers, commits] = process.argv.slice(2);
if (dataDir === undefined) throw new Error('which folder?');
const storage = await openSqliteStorage({ dataDir, env: { log: pino({ level: 'silent' }) } });

async function write(room: string): Promise<void> {
  const query = storage.sql
    .selectFrom('room_update')
    .select((select) => select.fn.max('n').as('last'))
    .where('room', '=', room)
    .compile();
  const [found] = await storage.read(query);
  const first = (found?.last ?? 0) + 1;
  for (let n = first; n < first + Number(commits ?? Infinity); n++) {
    const payload = new Uint8Array(100 + ((n * 7919) % 3000)).fill(n & 255);
    const values = { room, n, at: n, person: 'p', payload };
    say(`begin ${room} ${n}`);
    await storage.commit([{ query: storage.sql.insertInto('room_update').values(values).compile() }]);
    say(`ack ${room} ${n}`);
  }
}

say('ready');
await Promise.all(Array.from({ length: Number(writers ?? 1) }, (_, writer) => write(`w${writer}`)));
await storage.close();

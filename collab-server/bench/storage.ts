import { randomBytes } from 'node:crypto';
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Statement, Storage } from '../storage/port.ts';
import { openSqliteStorage } from '../storage/sqlite/open.ts';

/**
 * What durability costs here: a lone commit, and how much is gained by committing together. The folder is
 * in the system's temporary folder unless BENCH_DIR names another; on a file system in memory an fsync costs nothing.
 */

const PAYLOAD = randomBytes(300);
let next = 0;

function update({ sql }: Storage): Statement {
  const n = ++next;
  const values = { room: `annotation/${n % 20}`, n, at: Date.now(), person: 'person', payload: PAYLOAD };
  return { query: sql.insertInto('room_update').values(values).compile() };
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function spread(samples: readonly number[]): { median: number; p99: number } {
  const sorted = samples.toSorted((a, b) => a - b);
  return { median: round(quantile(sorted, 0.5)), p99: round(quantile(sorted, 0.99)) };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

/** What the disk itself takes for 4 KiB. */
function fsyncMs(folder: string): { median: number; p99: number } {
  const file = openSync(join(folder, 'fsync'), 'w');
  const page = randomBytes(4096);
  const samples: number[] = [];
  for (let i = 0; i < 200; i++) {
    writeSync(file, page);
    const start = performance.now();
    fdatasyncSync(file);
    samples.push(performance.now() - start);
  }
  closeSync(file);
  return spread(samples);
}

/** Commits that come one by one with a pause between, as from one person who draws. */
async function lone(storage: Storage): Promise<{ median: number; p99: number }> {
  const samples: number[] = [];
  for (let i = 0; i < 200; i++) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    const start = performance.now();
    await storage.commit([update(storage)]);
    samples.push(performance.now() - start);
  }
  return spread(samples);
}

/** `writers` that each commit again as soon as their last commit is on the disk. */
async function crowd(storage: Storage, writers: number, seconds: number) {
  const samples: number[] = [];
  const cpu = process.cpuUsage();
  const start = performance.now();
  const end = start + seconds * 1000;
  await Promise.all(
    Array.from({ length: writers }, async () => {
      while (performance.now() < end) {
        const handedOver = performance.now();
        await storage.commit([update(storage)]);
        samples.push(performance.now() - handedOver);
      }
    }),
  );
  const took = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return {
    writers,
    perSecond: Math.round(samples.length / took),
    ms: spread(samples),
    cpuMicrosecondsPerCommit: round((user + system) / samples.length),
  };
}

/** Updates that come at a given rate, whether or not the last one is on the disk: a room in which many draw. */
async function stream(storage: Storage, perSecond: number, seconds: number) {
  const samples: number[] = [];
  const commits: Promise<void>[] = [];
  const cpu = process.cpuUsage();
  const start = performance.now();
  let sent = 0;
  while (performance.now() - start < seconds * 1000) {
    const due = ((performance.now() - start) / 1000) * perSecond;
    for (; sent < due; sent++) {
      const handedOver = performance.now();
      commits.push(
        storage.commit([update(storage)]).then(() => void samples.push(performance.now() - handedOver)),
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(commits);
  const { user, system } = process.cpuUsage(cpu);
  return {
    perSecond,
    ms: spread(samples),
    cpuMicrosecondsPerCommit: round((user + system) / samples.length),
  };
}

/** Measures in a folder of its own, which is removed. */
export async function storageCost() {
  const folder = await mkdtemp(join(process.env['BENCH_DIR'] ?? tmpdir(), 'bantron-bench-'));
  try {
    const storage = await openSqliteStorage({ dataDir: folder, env: { log: pino({ level: 'warn' }) } });
    await crowd(storage, 50, 1);
    const result = {
      fsyncMs: fsyncMs(folder),
      loneCommitMs: await lone(storage),
      crowds: [await crowd(storage, 1, 3), await crowd(storage, 10, 3), await crowd(storage, 200, 3)],
      streams: [await stream(storage, 400, 3), await stream(storage, 800, 3)],
    };
    await storage.close();
    return result;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

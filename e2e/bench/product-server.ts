import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { readConfig } from '../../collab-server/config.ts';
import { startServer } from '../../collab-server/server.ts';

// The product's server as its own program starts it, except that it serves the client from `BENCH_RENDERER`, where the
// peers' pages lie beside it, and that it never builds a media worker in the middle of a measurement.

const rendererDir = process.env['BENCH_RENDERER'];
if (rendererDir === undefined) throw new Error('BENCH_RENDERER is missing');
const server = await startServer(
  readConfig(process.env),
  {
    now: () => Date.now(),
    after(ms, task) {
      const timer = setTimeout(task, ms);
      timer.unref();
      return { cancel: () => clearTimeout(timer) };
    },
    randomBytes: (count) => randomBytes(count),
    log: pino({ level: 'warn', base: null }, pino.destination({ fd: 2, sync: false })),
  },
  {
    ensureWorker: () => Promise.resolve({ unavailable: 'not-supported', detail: 'nobody speaks here' }),
    rendererDir,
  },
);
if (server.setupToken !== undefined) process.stdout.write(`setup ${server.url}/setup#${server.setupToken}\n`);
process.stdout.write(`ready ${server.url}\n`);

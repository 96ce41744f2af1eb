import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { ConfigError, readConfig, readLogLevel } from './config.ts';
import { ensureWorkerByScript } from './domain/media/ensure-worker-script.ts';
import type { Environment } from './environment.ts';
import { startServer } from './server.ts';

// The server's process: settings in, one line `ready <address>` out, everything else to the log on standard error.

function environment(level: string): Environment {
  return {
    now: () => Date.now(),
    after(ms, task) {
      const timer = setTimeout(task, ms);
      timer.unref();
      return { cancel: () => clearTimeout(timer) };
    },
    randomBytes: (count) => randomBytes(count),
    log: pino(
      { level, base: null, redact: ['req.headers.authorization', 'req.headers.cookie'] },
      pino.destination({ fd: 2, sync: false }),
    ),
  };
}

try {
  const env = environment(readLogLevel(process.env));
  const config = readConfig(process.env);
  if (
    config.beyondThisMachine &&
    config.tls === undefined &&
    config.publicUrl?.startsWith('https:') !== true
  ) {
    env.log.warn(
      `listening on ${config.host} without TLS: passwords and papers cross the network unprotected, and browsers on ` +
        'other machines give no camera or microphone. Set BANTRON_TLS_CERT and BANTRON_TLS_KEY, or put a proxy in front.',
    );
  }
  const server = await startServer(config, env, {
    ensureWorker: ensureWorkerByScript,
    onBroken: () => process.exit(1),
  });
  if (server.setupToken !== undefined) {
    process.stdout.write(`setup ${server.url}/setup#${server.setupToken}\n`);
  }
  if (server.sampleLink !== undefined) process.stdout.write(`sample ${server.sampleLink}\n`);
  process.stdout.write(`ready ${server.url}\n`);
  let stopping = false;
  const stop = () => {
    if (stopping) process.exit(1);
    stopping = true;
    server.close().then(
      () => process.exit(0),
      (error: unknown) => {
        env.log.error({ err: error }, 'could not stop cleanly');
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  // Started by another program of ours: when that one is gone, so are we.
  if (process.send !== undefined) process.on('disconnect', stop);
} catch (error) {
  process.stderr.write(`${sentence(error)}\n`);
  process.exit(error instanceof ConfigError ? 2 : 1);
}

function sentence(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // What comes from the storage's thread has lost its code and begins with it.
  const code = 'code' in error ? error.code : /^E[A-Z]+/.exec(error.message)?.[0];
  if (code === 'EADDRINUSE')
    return `bantron: ${error.message}. Another program uses that port; set BANTRON_PORT to a free one.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return `bantron: ${error.message}. BANTRON_HOST should be an address or name of this machine.`;
  if (code === 'ENOTDIR' || code === 'EEXIST' || code === 'EROFS')
    return `bantron: ${error.message}. BANTRON_DATA_DIR should be a folder that can be written to.`;
  if (code === 'EACCES') return `bantron: ${error.message}. This account may not use that port or folder.`;
  return `bantron: ${error.message}`;
}

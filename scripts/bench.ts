import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Finding, Report } from '../collab-server/bench/finding.ts';
import { exitCode, ROOT, say } from './project.ts';
import { ensureTestTools } from './test-tools.ts';

// `npm run bench`: measured against others in the same run. Arguments name what to run, without any all of it. A table
// comes first, then JSON as the last line. The exit code is 0 when everything was measured, whether aims are met or
// not. `BENCH_DIR` names a folder on the disk that is measured; the system's temporary folder when it isn't set.

const PROGRAMS = {
  'collab-server/bench/run.ts': ['fan-out', 'join', 'storage', 'anchor', 'conduct', 'votes'],
  'e2e/bench/run.ts': ['pages', 'manual', 'pen', 'crowd', 'minutes'],
} as const;
const NAMES: readonly string[] = Object.values(PROGRAMS).flat();

const unknown = process.argv.slice(2).filter((name) => !NAMES.includes(name));
if (unknown.length > 0) {
  say(`there is no measurement ${unknown.join(', ')}; there are ${NAMES.join(', ')}`);
  process.exit(2);
}
const wanted = process.argv.length > 2 ? process.argv.slice(2) : NAMES;

// Everything that anybody below writes is in here, so that an interrupted run leaves nothing behind either.
const folder = await mkdtemp(join(process.env['BENCH_DIR'] ?? tmpdir(), 'bantron-bench-'));
const reports: Report[] = [];
let child: ChildProcess | undefined;
let isInterrupted = false;
let hasFailed = false;
// Ctrl+C reaches the child as well; it ends in order, and then the folder goes.
process.on('SIGINT', () => (isInterrupted = true));
process.on('SIGTERM', () => {
  isInterrupted = true;
  child?.kill('SIGTERM');
});

try {
  for (const [program, names] of Object.entries(PROGRAMS)) {
    const chosen = names.filter((name) => wanted.includes(name));
    if (chosen.length === 0 || isInterrupted) continue;
    if (program.startsWith('e2e/')) await ensureTestTools();
    say(`measuring ${chosen.join(', ')}…`);
    child = fork(join(ROOT, program), chosen, {
      cwd: ROOT,
      // A peer's chatter is not a result.
      stdio: ['ignore', 2, 2, 'ipc'],
      env: { ...process.env, BENCH_DIR: folder, TMPDIR: folder },
    });
    child.on('message', (message) => reports.push(Report.parse(message)));
    if ((await exitCode(child)) !== 0) hasFailed = true;
  }
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}

for (const { name, findings } of reports) {
  process.stdout.write(`\n${name}\n`);
  // oxlint-disable-next-line no-console -- a table is what it is for
  console.table(findings.map(row));
}
const machine = { processor: cpus()[0]?.model, processors: availableParallelism(), node: process.version };
process.stdout.write(`${JSON.stringify({ machine, reports })}\n`);
const missing = wanted.filter((name) => !reports.some((report) => report.name === name));
if (missing.length > 0) say(`${isInterrupted ? 'interrupted' : 'failed'} before ${missing.join(', ')}`);
process.exitCode = hasFailed || missing.length > 0 ? 1 : 0;

function row({ what, unit, ours, peer, theirs, aim, isMet }: Finding): Record<string, string | number> {
  return {
    what,
    ours,
    unit,
    peer: peer ?? 'none',
    theirs: theirs ?? '',
    ratio: theirs === null || theirs === 0 ? '' : Math.round((ours / theirs) * 100) / 100,
    aim: aim ?? '',
    met: isMet === null ? '' : isMet ? 'yes' : 'NO',
  };
}

import { execFile, spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { tempDataDir } from './temp-storage.ts';

/** One call to the operating system that has come back, or a line that the program began to write on its output. */
export interface SystemCall {
  readonly name: string;
  /** Path of the file that it was about (of the first argument), or the path renamed to. */
  readonly path: string;
  /** What was said, for a line on the standard output; empty for all else. */
  readonly said: string;
  readonly succeeded: boolean;
}

/** Why {@link systemCallsOf} can't be used here, or undefined when it can. */
export function cannotTrace(): string | undefined {
  const { status } = spawnSync('strace', ['-f', '-o', '/dev/null', process.execPath, '--version']);
  return status === 0 ? undefined : 'needs strace, and the right to use it';
}

/**
 * Runs Node with these arguments and an empty folder as the one that `{folder}` stands for, and answers what it wrote,
 * flushed and renamed, in order. A call counts from when it came back, but a line on the standard output from when it
 * began to leave: what is said is heard from then on.
 */
export async function systemCallsOf(args: readonly string[]): Promise<SystemCall[]> {
  await using folder = await tempDataDir();
  const trace = join(folder.path, 'trace');
  const watched = 'trace=write,writev,pwrite64,pwritev,fsync,fdatasync,rename,renameat,renameat2';
  const program = args.map((arg) => arg.replace('{folder}', join(folder.path, 'data')));
  await promisify(execFile)('strace', [
    '-f',
    '-y',
    '-s',
    '40',
    '-o',
    trace,
    '-e',
    watched,
    process.execPath,
    ...program,
  ]);
  return parse(await readFile(trace, 'utf8'));
}

function parse(trace: string): SystemCall[] {
  const calls: SystemCall[] = [];
  /** By thread: a call that another thread's line came in between of. */
  const unfinished = new Map<string, string>();
  for (const line of trace.split('\n')) {
    const [, thread, rest] = /^(\d+)\s+(.*)$/.exec(line) ?? [];
    if (thread === undefined || rest === undefined) continue;
    const said = /^write\(1<[^>]*>, "(.*)\\n"/.exec(rest)?.[1];
    if (said !== undefined) {
      calls.push({ name: 'write', path: '', said, succeeded: true });
      continue;
    }
    const begun = /^(.*) <unfinished \.\.\.>$/.exec(rest)?.[1];
    if (begun !== undefined) {
      unfinished.set(thread, begun);
      continue;
    }
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(rest)?.[1];
    const call = parseCall(resumed === undefined ? rest : (unfinished.get(thread) ?? '') + resumed);
    if (call !== undefined) calls.push(call);
  }
  return calls;
}

function parseCall(text: string): SystemCall | undefined {
  const [, name, args, result] = /^(\w+)\((.*)\)\s+= (-?\d+)/.exec(text) ?? [];
  if (name === undefined || args === undefined) return undefined;
  const path = name.startsWith('rename')
    ? /"([^"]*)"[^"]*$/.exec(args)?.[1]
    : /^\d+<([^>]*)>/.exec(args)?.[1];
  return path === undefined ? undefined : { name, path, said: '', succeeded: Number(result) >= 0 };
}

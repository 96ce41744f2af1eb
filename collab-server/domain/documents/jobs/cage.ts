import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** What one run of a program may use. */
export interface ToolLimits {
  readonly milliseconds: number;
  /** Address space of each of its processes, in bytes. */
  readonly memory: number;
  /** Largest file that it may write, in bytes. */
  readonly fileBytes: number;
}

/** The words that are put before a program so that the system holds it to its limits. */
export type Cage = (limits: ToolLimits) => readonly string[];

/**
 * No network, killed with everything that it started, also when the server is killed. The kernel's own means, from
 * util-linux; not every container lets a program use them.
 */
const ALONE = [
  'setpriv',
  '--pdeathsig',
  'KILL',
  'unshare',
  '--user',
  '--map-current-user',
  '--net',
  '--pid',
  '--fork',
  '--kill-child',
];

const bounded = ({ milliseconds, memory, fileBytes }: ToolLimits): readonly string[] => [
  'prlimit',
  // Twice the time: processors don't count what is spent waiting, and what is left of a killed server's run ends too.
  `--cpu=${Math.ceil((milliseconds * 2) / 1000)}`,
  `--as=${memory}`,
  `--fsize=${fileBytes}`,
  '--core=0',
];

const CAGES: readonly { readonly name: CageStrength; readonly cage: Cage }[] = [
  { name: 'alone', cage: (limits) => [...ALONE, ...bounded(limits)] },
  { name: 'bounded', cage: bounded },
];

/** `alone`: no network and bounded memory; `bounded`: bounded memory; `none`: bounded time only. */
export type CageStrength = 'alone' | 'bounded' | 'none';

/** The strongest cage that this machine has. Tries each on a program that does nothing. */
export async function findCage(): Promise<{ readonly strength: CageStrength; readonly cage: Cage }> {
  if (process.platform !== 'linux') return { strength: 'none', cage: () => [] };
  const run = promisify(execFile);
  for (const { name, cage } of CAGES) {
    const [program = '', ...args] = cage({ milliseconds: 5000, memory: 256 * 1024 ** 2, fileBytes: 0 });
    try {
      await run(program, [...args, 'true'], { timeout: 5000 });
      return { strength: name, cage };
    } catch {
      // Not on this machine: the next weaker one.
    }
  }
  return { strength: 'none', cage: () => [] };
}

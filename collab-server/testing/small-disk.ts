import { spawnSync } from 'node:child_process';
import { tempDataDir } from './temp-storage.ts';

/** Runs `use` in a file system in memory of so many bytes. Needs Linux and the right to mount. */
export async function withSmallDisk(bytes: number, use: (folder: string) => Promise<void>): Promise<void> {
  await using folder = await tempDataDir();
  mount('mount', '-t', 'tmpfs', '-o', `size=${bytes}`, 'bantron-test', folder.path);
  try {
    await use(folder.path);
  } finally {
    // Lazily: a test that failed may not have closed what it opened there.
    mount('umount', '--lazy', folder.path);
  }
}

/** Why {@link withSmallDisk} can't be used here, or undefined when it can. */
export async function noSmallDisk(): Promise<string | undefined> {
  if (process.platform !== 'linux') return 'needs Linux';
  try {
    await withSmallDisk(65_536, () => Promise.resolve());
    return undefined;
  } catch (error) {
    return `needs the right to mount: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function mount(program: string, ...args: readonly string[]): void {
  const { status, stderr, error } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(error?.message ?? stderr.trim());
}

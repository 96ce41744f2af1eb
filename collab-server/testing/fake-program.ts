import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * An executable that a test writes to stand for somebody else's program: a script for the system's shell. Answers its
 * path. Not for Windows.
 */
export async function fakeProgram(folder: string, name: string, script: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

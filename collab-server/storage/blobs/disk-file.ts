import { open, type FileHandle } from 'node:fs/promises';
import { DiskFullError } from '../port.ts';

/** Tells a full disk (or a used-up quota) as what it is. */
export function diskFault(error: unknown): unknown {
  const code = faultCode(error);
  return code === 'ENOSPC' || code === 'EDQUOT'
    ? new DiskFullError('the disk is full', { cause: error })
    : error;
}

export function faultCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** A write may take less than it was given, and does when the disk fills up. */
export async function writeAll(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

/** Makes the folder's entries survive power loss. Windows does so by itself and has no such call. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Waits until the file's bytes survive power loss. */
export function syncFile(file: string): void {
  const handle = openSync(file, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Makes the folder's entries (new files, renames) survive power loss. Windows does so by itself and has no such call. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/**
 * Makes the file, empty, if it is missing, so that only its owner can read what SQLite will put there. SQLite gives the
 * log beside it the same rights.
 */
export function ownersOnly(file: string): void {
  closeSync(openSync(file, 'a', 0o600));
}

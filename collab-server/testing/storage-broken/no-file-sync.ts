import { open } from 'node:fs/promises';

/** `--import` this to make blobs that don't wait for the disk. Only to show that a test notices. */
const handle = await open(process.execPath, 'r');
const prototype: unknown = Object.getPrototypeOf(handle);
await handle.close();
if (typeof prototype === 'object' && prototype !== null) {
  Object.defineProperty(prototype, 'sync', { value: () => Promise.resolve() });
}

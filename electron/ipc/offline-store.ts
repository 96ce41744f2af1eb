import { z } from 'zod';
import { call } from './contract.ts';
import { serverAddress } from './server-address.ts';

/** Whose store: what one person keeps of one server. A tablet that is handed on never mixes two people. */
const space = { server: serverAddress, person: z.string().min(1).max(128) };

/** The name of a Yjs room. It never reaches the file system as it is: files are named by a keyed hash of it. */
const room = z.string().min(1).max(512);

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

/** Yjs updates are small; a state that is compacted may be a whole document with pictures' references. */
const update = bytes.refine(({ length }) => length > 0 && length <= 64 * 1024 * 1024);

/** The name of a file; like a room's it never reaches the file system. */
const name = z.string().min(1).max(512);

/** Chunks are counted from 0. A file has at most 4 GiB. */
const chunk = z.int().min(0).max(4095);

/** One chunk's content: what the page calls `FILE_CHUNK`, or less. */
const content = bytes.refine(({ length }) => length > 0 && length <= 1024 * 1024);

const fileBytes = z
  .int()
  .min(1)
  .max(4 * 1024 ** 3);

/** Why the store could not do it; a value, because each needs another sentence on the screen. */
const refusal = z.strictObject({
  ok: z.literal(false),
  code: z.enum(['disk_full', 'key_unavailable', 'io_failed']),
});

const done = z.union([z.strictObject({ ok: z.literal(true) }), refusal]);

/**
 * Encrypted logs of Yjs updates, and encrypted files in chunks, on this computer's disk. `append` and `compact` answer only when the bytes
 * were flushed to the disk. Calls for one room are carried out in the order in which they were made.
 */
export const offlineStore = {
  /** `damaged` says that a part could not be read; what could is returned, and the original was set aside. */
  load: call(
    'bantron:offline-store/load',
    z.strictObject({ ...space, room }),
    z.union([
      z.strictObject({
        ok: z.literal(true),
        updates: z.array(bytes),
        damaged: z.boolean(),
      }),
      refusal,
    ]),
  ),
  append: call('bantron:offline-store/append', z.strictObject({ ...space, room, update }), done),
  /** Replaces everything appended before by `state`, which must contain it. */
  compact: call('bantron:offline-store/compact', z.strictObject({ ...space, room, state: update }), done),
  remove: call('bantron:offline-store/remove', z.strictObject({ ...space, room }), done),
  names: call(
    'bantron:offline-store/names',
    z.strictObject(space),
    z.union([z.strictObject({ ok: z.literal(true), rooms: z.array(z.string()) }), refusal]),
  ),
  files: call(
    'bantron:offline-store/files',
    z.strictObject(space),
    z.union([
      z.strictObject({
        ok: z.literal(true),
        files: z.array(z.strictObject({ name: z.string(), bytes: z.int(), have: z.int() })),
      }),
      refusal,
    ]),
  ),
  /** Makes room for a file, or finds what there is of it; one of another length is replaced. */
  beginFile: call(
    'bantron:offline-store/begin-file',
    z.strictObject({ ...space, name, bytes: fileBytes }),
    z.union([z.strictObject({ ok: z.literal(true), chunks: z.array(z.int()) }), refusal]),
  ),
  writeChunk: call(
    'bantron:offline-store/write-chunk',
    z.strictObject({ ...space, name, chunk, content }),
    done,
  ),
  /** Null when the chunk isn't there or doesn't authenticate; it is removed then, and can be fetched again. */
  readChunk: call(
    'bantron:offline-store/read-chunk',
    z.strictObject({ ...space, name, chunk }),
    z.union([z.strictObject({ ok: z.literal(true), content: bytes.nullable() }), refusal]),
  ),
  removeFile: call('bantron:offline-store/remove-file', z.strictObject({ ...space, name }), done),
  /** Removes all rooms and files of this person on this server: signing out. */
  clearAll: call('bantron:offline-store/clear-all', z.strictObject(space), done),
  /** Whether the key of the store is sealed by the operating system's keyring. */
  protection: call(
    'bantron:offline-store/protection',
    z.undefined(),
    z.strictObject({ protected: z.boolean() }),
  ),
};

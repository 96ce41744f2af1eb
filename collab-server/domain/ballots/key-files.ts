import { closeSync, openSync, writeSync } from 'node:fs';
import { chmod, mkdir, open, readFile, readdir, unlink } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Hash, MeetingId, VoteId } from '#protocol/wire/ids';
import type { Environment } from '../../environment.ts';
import { diskFault, faultCode, syncFolder } from '../../storage/blobs/disk-file.ts';
import type { StreamHead } from '#protocol/wire/chain';
import { KEY_BYTES } from './sealing.ts';

/** Where the mark stands: in a sector of its own, so that writing it never touches the key. */
const MARK_AT = 512;

export interface KeyFile {
  readonly key: Uint8Array;
  /** The event up to which the meeting's log was there when a ballot was last acknowledged. */
  readonly mark: StreamHead | undefined;
}

/**
 * The keys of secret votes that aren't counted yet: a file each, which only the server's account can read, in a folder
 * that is in no backup that the server makes. Beside the key stands how far the meeting's log has got, so that an older
 * database beside a newer key is known for what it is.
 */
export interface KeyFiles {
  list(): Promise<{ readonly meeting: MeetingId; readonly vote: VoteId }[]>;
  /** The vote has a key that survives power loss once this resolves: the one that it had, or a new one. */
  ensure(meeting: MeetingId, vote: VoteId): Promise<void>;
  /** Undefined when there is none. */
  read(meeting: MeetingId, vote: VoteId): Promise<KeyFile | undefined>;
  /**
   * At once, but not through to the disk: it survives the end of the process, and after a power cut it may be an older
   * one, never one that is ahead of the database. Throws when it can't be written.
   */
  mark(meeting: MeetingId, vote: VoteId, head: StreamHead): void;
  /** Overwritten, then unlinked. Nothing happens when there is none. */
  destroy(meeting: MeetingId, vote: VoteId): Promise<void>;
}

export function createKeyFiles(dataDir: string, env: Environment): KeyFiles {
  const folder = join(dataDir, 'ballot-keys');
  const fileOf = (meeting: MeetingId, vote: VoteId) => join(folder, `${meeting}.${vote}`);
  const making = new Map<string, Promise<void>>();

  const read = async (meeting: MeetingId, vote: VoteId): Promise<KeyFile | undefined> => {
    const bytes = await unlessMissing(readFile(fileOf(meeting, vote)));
    if (bytes === undefined || bytes.length < KEY_BYTES) return undefined;
    return { key: bytes.subarray(0, KEY_BYTES), mark: markIn(bytes.subarray(MARK_AT)) };
  };
  const make = async (meeting: MeetingId, vote: VoteId): Promise<void> => {
    if ((await read(meeting, vote)) !== undefined) return;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    // Also where somebody else made it.
    await chmod(folder, 0o700);
    try {
      const handle = await open(fileOf(meeting, vote), 'w', 0o600);
      try {
        await handle.writeFile(env.randomBytes(KEY_BYTES));
        await handle.sync();
      } finally {
        await handle.close();
      }
      await syncFolder(folder);
      await syncFolder(dataDir);
    } catch (error) {
      throw diskFault(error);
    }
  };

  return {
    read,
    async list() {
      const names = (await unlessMissing(readdir(folder))) ?? [];
      return names.flatMap((name) => {
        const [meeting, vote] = name.split('.');
        const ids = [MeetingId.safeParse(meeting), VoteId.safeParse(vote)] as const;
        return ids[0].success && ids[1].success ? [{ meeting: ids[0].data, vote: ids[1].data }] : [];
      });
    },
    ensure(meeting, vote) {
      const file = fileOf(meeting, vote);
      const known = making.get(file);
      if (known !== undefined) return known;
      const made = make(meeting, vote).finally(() => making.delete(file));
      making.set(file, made);
      return made;
    },
    mark(meeting, vote, head) {
      const handle = openSync(fileOf(meeting, vote), 'r+');
      try {
        writeSync(handle, markText(head), MARK_AT);
      } finally {
        closeSync(handle);
      }
    },
    async destroy(meeting, vote) {
      const file = fileOf(meeting, vote);
      const handle = await unlessMissing(open(file, 'r+'));
      if (handle === undefined) return;
      try {
        await handle.write(env.randomBytes(KEY_BYTES), 0, KEY_BYTES, 0);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await unlessMissing(unlink(file));
      await syncFolder(folder);
    },
  };
}

function markText({ seq, hash }: StreamHead): string {
  const text = `${String(seq).padStart(16, '0')} ${hash}`;
  return `${text} ${checkOf(text)}\n`;
}

/** Undefined also where it was torn by a power cut. */
function markIn(bytes: Uint8Array): StreamHead | undefined {
  const [seq = '', hash = '', check] = Buffer.from(bytes).toString('latin1').trimEnd().split(' ');
  if (check !== checkOf(`${seq} ${hash}`)) return undefined;
  return { seq: Number(seq), hash: Hash.parse(hash) };
}

function checkOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

async function unlessMissing<Result>(work: Promise<Result>): Promise<Result | undefined> {
  try {
    return await work;
  } catch (error) {
    if (faultCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

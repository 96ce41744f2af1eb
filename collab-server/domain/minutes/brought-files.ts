import type { Hash, MeetingId } from '#protocol/wire/ids';

/** Most files that are remembered; the earliest go, and have to be brought again. */
const MOST = 1000;

/**
 * Files that were brought for a meeting's minutes and that nothing refers to yet. Knowing a hash is no permission: without
 * this a chair could approve, and so read, any file of the server. A restart forgets them: whoever approves brings them again.
 */
export class BroughtFiles {
  readonly #known = new Set<string>();

  add(meeting: MeetingId, hash: Hash): void {
    const key = `${meeting} ${hash}`;
    this.#known.delete(key);
    this.#known.add(key);
    const [earliest] = this.#known;
    if (this.#known.size > MOST && earliest !== undefined) this.#known.delete(earliest);
  }

  has(meeting: MeetingId, hash: Hash): boolean {
    return this.#known.has(`${meeting} ${hash}`);
  }
}

// The lock is a file with the owner's process id; a second start leaves its command line in a folder that the
// owner watches. Electron's call is synchronous, so a socket can't be used.
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

export class SingleInstance {
  #lock;
  #watcher;

  /** Returns whether this process is the first one; otherwise the first one gets our command line. */
  request(userData, onSecond) {
    if (this.#lock) return true;
    fs.mkdirSync(userData, { recursive: true });
    const lock = path.join(userData, 'stand-in.pid');
    const inbox = path.join(userData, 'stand-in-inbox');
    fs.mkdirSync(inbox, { recursive: true });
    if (isAlive(lock)) {
      const file = path.join(inbox, randomUUID());
      fs.writeFileSync(`${file}.part`, JSON.stringify({ argv: process.argv, cwd: process.cwd() }));
      fs.renameSync(`${file}.part`, `${file}.json`);
      return false;
    }
    fs.writeFileSync(lock, String(process.pid));
    this.#lock = lock;
    this.#watcher = fs.watch(inbox, () => {
      for (const name of fs.readdirSync(inbox).filter((entry) => entry.endsWith('.json'))) {
        const { argv, cwd } = JSON.parse(fs.readFileSync(path.join(inbox, name), 'utf8'));
        fs.rmSync(path.join(inbox, name));
        onSecond(argv, cwd);
      }
    });
    this.#watcher.unref();
    return true;
  }

  get isHeld() {
    return this.#lock !== undefined;
  }

  release() {
    this.#watcher?.close();
    if (this.#lock) fs.rmSync(this.#lock, { force: true });
    this.#lock = undefined;
  }
}

function isAlive(lock) {
  try {
    const pid = Number(fs.readFileSync(lock, 'utf8'));
    process.kill(pid, 0);
    return pid !== process.pid;
  } catch {
    return false; // no lock, or its owner is gone
  }
}

import type { DesktopBridge } from '#ipc/bridge';
import type { OfflineFiles } from './offline-files.ts';
import { type OfflineStore, type OfflineStoreCode, OfflineStoreError } from './offline-store.ts';

type Acknowledgement = { readonly ok: true } | { readonly ok: false; readonly code: OfflineStoreCode };

/** The store of the desktop shell: encrypted files, written by its main process. */
export function desktopStore(
  calls: DesktopBridge['offlineStore'],
  server: string,
  person: string,
): OfflineStore {
  const space = { server, person };
  const listeners = new Set<(room: string) => void>();
  let closed = false;

  /** Asks the main process. One that doesn't answer is an error of the port, as a refusal is. */
  const ask = async <T>(call: () => Promise<T>): Promise<T> => {
    if (closed) throw new OfflineStoreError('io_failed', { cause: 'the store is closed' });
    try {
      return await call();
    } catch (cause) {
      throw new OfflineStoreError('io_failed', { cause });
    }
  };
  const acknowledged = async (call: () => Promise<Acknowledgement>): Promise<void> => {
    const answer = await ask(call);
    if (!answer.ok) throw new OfflineStoreError(answer.code);
  };

  const files: OfflineFiles = {
    async list() {
      const answer = await ask(() => calls.files(space));
      if (!answer.ok) throw new OfflineStoreError(answer.code);
      return answer.files;
    },
    async begin(name, bytes) {
      const answer = await ask(() => calls.beginFile({ ...space, name, bytes }));
      if (!answer.ok) throw new OfflineStoreError(answer.code);
      return new Set(answer.chunks);
    },
    async write(name, chunk, content) {
      await acknowledged(() => calls.writeChunk({ ...space, name, chunk, content }));
    },
    async read(name, chunk) {
      const answer = await ask(() => calls.readChunk({ ...space, name, chunk }));
      if (!answer.ok) throw new OfflineStoreError(answer.code);
      return answer.content;
    },
    async remove(name) {
      await acknowledged(() => calls.removeFile({ ...space, name }));
    },
  };

  return {
    files,
    open: (room) =>
      Promise.resolve({
        async load() {
          const loaded = await ask(() => calls.load({ ...space, room }));
          if (!loaded.ok) throw new OfflineStoreError(loaded.code);
          if (loaded.damaged) for (const listener of listeners) listener(room);
          return loaded.updates;
        },
        async append(update) {
          await acknowledged(() => calls.append({ ...space, room, update }));
        },
        async compact(state) {
          await acknowledged(() => calls.compact({ ...space, room, state }));
        },
        async destroy() {
          await acknowledged(() => calls.remove({ ...space, room }));
        },
      }),
    async names() {
      const answer = await ask(() => calls.names(space));
      if (!answer.ok) throw new OfflineStoreError(answer.code);
      return answer.rooms;
    },
    clearAll: async () => {
      await acknowledged(() => calls.clearAll(space));
    },
    isProtected: async () => (await ask(() => calls.protection())).protected,
    onDamage(callback) {
      listeners.add(callback);
      return () => {
        listeners.delete(callback);
      };
    },
    close() {
      closed = true;
      listeners.clear();
    },
  };
}

import type { DesktopBridge } from '#ipc/bridge';
import { type OfflineStore, type OfflineStoreCode, OfflineStoreError } from './offline-store.ts';

/** The store of the desktop shell: encrypted files, written by its main process. */
export function desktopStore(
  calls: DesktopBridge['offlineStore'],
  server: string,
  person: string,
): OfflineStore {
  const space = { server, person };
  const listeners = new Set<(room: string) => void>();
  let closed = false;

  /** Turns a refusal, and a main process that doesn't answer, into the port's error. */
  const ask = async <T extends { readonly ok: true }>(
    call: () => Promise<T | { readonly ok: false; readonly code: OfflineStoreCode }>,
  ): Promise<T> => {
    if (closed) throw new OfflineStoreError('io_failed', { cause: 'the store is closed' });
    let answer;
    try {
      answer = await call();
    } catch (cause) {
      throw new OfflineStoreError('io_failed', { cause });
    }
    if (!answer.ok) throw new OfflineStoreError(answer.code);
    return answer;
  };

  return {
    open: (room) =>
      Promise.resolve({
        async load() {
          const loaded = await ask(() => calls.load({ ...space, room }));
          if (loaded.damaged) for (const listener of listeners) listener(room);
          return loaded.updates;
        },
        async append(update) {
          await ask(() => calls.append({ ...space, room, update }));
        },
        async compact(state) {
          await ask(() => calls.compact({ ...space, room, state }));
        },
        async destroy() {
          await ask(() => calls.remove({ ...space, room }));
        },
      }),
    names: async () => (await ask(() => calls.names(space))).rooms,
    clearAll: async () => {
      await ask(() => calls.clearAll(space));
    },
    isProtected: async () => (await calls.protection()).protected,
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

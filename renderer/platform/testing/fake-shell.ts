import type { DesktopBridge } from '#ipc/bridge';

const key = (input: { server: string; person: string; room?: string; name?: string }) =>
  JSON.stringify([input.server, input.person, input.room ?? input.name ?? '']);
const isOf = (name: string, input: { server: string; person: string }) =>
  name.startsWith(key(input).slice(0, -3));
const nameIn = (name: string) => String((JSON.parse(name) as unknown[])[2]);

/** The main process as far as the port can see it: rooms and files by name, and a fault to answer with. */
export function fakeShell() {
  const rooms = new Map<string, Uint8Array[]>();
  const files = new Map<string, { bytes: number; chunks: Map<number, Uint8Array> }>();
  const shell = { fault: null as 'disk_full' | null, damaged: false };
  const answer = async (work: () => void) => {
    if (shell.fault !== null) return { ok: false as const, code: shell.fault };
    work();
    return { ok: true as const };
  };
  const calls: DesktopBridge['offlineStore'] = {
    load: async (input) => ({ ok: true, updates: rooms.get(key(input)) ?? [], damaged: shell.damaged }),
    append: (input) => answer(() => rooms.set(key(input), [...(rooms.get(key(input)) ?? []), input.update])),
    compact: (input) => answer(() => rooms.set(key(input), [input.state])),
    remove: (input) => answer(() => rooms.delete(key(input))),
    names: async (input) => ({
      ok: true,
      rooms: [...rooms.keys()]
        .filter((name) => isOf(name, input))
        .map(nameIn)
        .toSorted(),
    }),
    files: async (input) => ({
      ok: true,
      files: [...files]
        .filter(([name]) => isOf(name, input))
        .map(([name, { bytes, chunks }]) => ({
          name: nameIn(name),
          bytes,
          have: [...chunks.values()].reduce((sum, { length }) => sum + length, 0),
        })),
    }),
    beginFile: async (input) => {
      if (shell.fault !== null) return { ok: false, code: shell.fault };
      const known = files.get(key(input));
      if (known?.bytes === input.bytes) return { ok: true, chunks: [...known.chunks.keys()] };
      files.set(key(input), { bytes: input.bytes, chunks: new Map() });
      return { ok: true, chunks: [] };
    },
    writeChunk: async (input) => {
      if (shell.fault !== null) return { ok: false, code: shell.fault };
      const file = files.get(key(input));
      if (file === undefined) return { ok: false, code: 'io_failed' };
      file.chunks.set(input.chunk, input.content);
      return { ok: true };
    },
    readChunk: async (input) => ({
      ok: true,
      content: files.get(key(input))?.chunks.get(input.chunk) ?? null,
    }),
    removeFile: (input) => answer(() => files.delete(key(input))),
    clearAll: (input) =>
      answer(() => {
        for (const kept of [rooms, files])
          for (const name of kept.keys()) if (isOf(name, input)) kept.delete(name);
      }),
    protection: async () => ({ protected: true }),
  };
  return { calls, shell };
}

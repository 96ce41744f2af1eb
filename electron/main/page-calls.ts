import { offlineStore as offlineCalls } from '#ipc/offline-store';
import { server as serverCalls } from '#ipc/server';
import { session as sessionCalls } from '#ipc/session';
import { signing as signingCalls } from '#ipc/signing';
import { window as windowCalls } from '#ipc/window';
import { openOutside } from './hardening.ts';
import { serve } from './ipc-router.ts';
import type { OfflineStore } from './offline/offline-store.ts';
import { refusalAsValue, type Refusal } from './offline/refusal.ts';
import type { SecretBox } from './secret-box.ts';
import type { ServerMemory } from './server-memory.ts';
import type { SessionStore } from './session-store.ts';
import type { SigningKeys } from './signing-keys.ts';

/** What the calls of the page work on. */
export interface PageServices {
  readonly box: SecretBox;
  readonly sessions: SessionStore;
  readonly signingKeys: SigningKeys;
  readonly server: ServerMemory;
  readonly offline: OfflineStore;
}

/** Serves every call of the contracts but those of `links`. To be called once. */
export function servePageCalls({ box, sessions, signingKeys, server, offline }: PageServices): void {
  serve(sessionCalls.load, async (input) => ({
    token: await sessions.load(input.server),
    protected: box.isProtected(),
  }));
  serve(sessionCalls.store, async (input) => {
    await sessions.store(input.server, input.token);
    return { protected: box.isProtected() };
  });
  serve(sessionCalls.clear, async (input) => {
    await sessions.clear(input.server);
    return null;
  });

  serve(serverCalls.get, () => ({ address: server.address, preset: server.isPreset }));
  serve(serverCalls.set, async ({ address }) => {
    await server.set(address);
    return null;
  });
  serve(serverCalls.clear, async () => {
    await server.clear();
    return null;
  });

  serve(signingCalls.key, async (input) => ({
    key: await signingKeys.publicKey(input.server, input.person),
  }));
  serve(signingCalls.sign, async ({ server: address, person, statement }) => ({
    signature: await signingKeys.sign(address, person, statement),
  }));

  serve(offlineCalls.load, ({ room, ...space }) =>
    refusalAsValue(async () => ({ ok: true as const, ...(await offline.load(space, room)) })),
  );
  serve(offlineCalls.append, ({ room, update, ...space }) =>
    acknowledged(() => offline.append(space, room, update)),
  );
  serve(offlineCalls.compact, ({ room, state, ...space }) =>
    acknowledged(() => offline.compact(space, room, state)),
  );
  serve(offlineCalls.remove, ({ room, ...space }) => acknowledged(() => offline.remove(space, room)));
  serve(offlineCalls.names, (space) =>
    refusalAsValue(async () => ({ ok: true as const, rooms: await offline.names(space) })),
  );
  serve(offlineCalls.files, (space) =>
    refusalAsValue(async () => ({ ok: true as const, files: await offline.files(space) })),
  );
  serve(offlineCalls.beginFile, ({ name, bytes, ...space }) =>
    refusalAsValue(async () => ({ ok: true as const, chunks: await offline.beginFile(space, name, bytes) })),
  );
  serve(offlineCalls.writeChunk, ({ name, chunk, content, ...space }) =>
    acknowledged(() => offline.writeChunk(space, name, chunk, content)),
  );
  serve(offlineCalls.readChunk, ({ name, chunk, ...space }) =>
    refusalAsValue(async () => ({ ok: true as const, content: await offline.readChunk(space, name, chunk) })),
  );
  serve(offlineCalls.removeFile, ({ name, ...space }) => acknowledged(() => offline.removeFile(space, name)));
  serve(offlineCalls.clearAll, (space) => acknowledged(() => offline.clearAll(space)));
  serve(offlineCalls.protection, () => ({ protected: box.isProtected() }));

  serve(windowCalls.setFullscreen, ({ on }, window) => {
    window.setFullScreen(on);
    return null;
  });
  serve(windowCalls.isFullscreen, (_input, window) => window.isFullScreen());
  serve(windowCalls.openExternal, ({ url }) => ({ opened: openOutside(url) }));
}

/** Carries out work that has no result; its refusal is a value. */
async function acknowledged(work: () => Promise<void>): Promise<{ ok: true } | Refusal> {
  return refusalAsValue(async () => {
    await work();
    return { ok: true as const };
  });
}

import { ClientCache } from './client-cache.ts';

declare const self: ServiceWorkerGlobalScope;
/** Written in front of this file by the build: all files of the client, and what tells this build from others. */
declare const CLIENT: { readonly build: string; readonly files: readonly string[] };

const client = new ClientCache(CLIENT, { caches, fetch: (request) => fetch(request) });

// A new build waits until the last page of the old one is closed: a page goes on with the files it was made of.
self.addEventListener('install', (event) => event.waitUntil(client.fill()));
self.addEventListener('activate', (event) =>
  event.waitUntil(client.removeOthers().then(() => self.clients.claim())),
);
self.addEventListener('fetch', (event) => {
  const answer = client.answer(event.request, self.location.origin);
  if (answer !== null) event.respondWith(answer);
});

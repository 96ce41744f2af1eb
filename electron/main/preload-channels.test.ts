import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { linkArrived, links } from '#ipc/links';
import { offlineStore } from '#ipc/offline-store';
import { server } from '#ipc/server';
import { session } from '#ipc/session';
import { signing } from '#ipc/signing';
import { window } from '#ipc/window';

test('each method of the preload sends on the channel of the contract of the same name', async () => {
  const source = await readFile(path.resolve(import.meta.dirname, '../preload/preload.ts'), 'utf8');
  const areas = { session, server, signing, offlineStore, window, links };
  const declared = Object.entries(areas).flatMap(([area, calls]) =>
    Object.entries(calls).map(([method, { channel }]) => `${area}.${method} ${channel}`),
  );
  const sent: string[] = [];
  let area = '';
  for (const line of source.split('\n')) {
    area = /^ {2}(\w+): \{$/.exec(line)?.[1] ?? area;
    const call = /^ {4}(\w+): .*invoke\('([^']+)'/.exec(line);
    if (call) sent.push(`${area}.${call[1]} ${call[2]}`);
  }
  expect(sent.toSorted()).toEqual(declared.toSorted());
  expect(source).toContain(`ipcRenderer.on('${linkArrived.channel}'`);
});

// Puts together the two scripts that Chromium runs before those of a page, one in each world.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createCodec as createCodecHere } from './page/codec.mjs';

/** The text of a module without imports, to stand among other statements. */
const source = (name) =>
  fs
    .readFileSync(path.join(import.meta.dirname, 'page', name), 'utf8')
    .replace('export function', 'function');

const createCodec = source('codec.mjs');
const createWorldBridge = source('world-bridge.mjs');
const hostPreload = source('preload-host.mjs');

/** Encodes and decodes what goes over IPC, in this process. */
export const codec = createCodecHere();

/** Only the main frame has a preload, as `nodeIntegrationInSubFrames: false` means; and no name of ours is left over. */
const inMainFrame = (statements) => `(() => { if (window !== window.top) return;\n${statements}\n})();`;

export function pageWorldScript(secret) {
  return inMainFrame(`
    ${createCodec}
    ${createWorldBridge}
    createWorldBridge(createCodec(), 'page', ${JSON.stringify(secret)});`);
}

export function preloadWorldScript({ secret, bindingName, preload }) {
  const facts = {
    platform: process.platform,
    arch: process.arch,
    versions: { ...process.versions },
    env: {},
    preload,
  };
  const statements = `
    ${createCodec}
    ${createWorldBridge}
    ${hostPreload}
    const codec = createCodec();
    const bridge = createWorldBridge(codec, 'preload', ${JSON.stringify(secret)});
    const run = function (require, process, module, exports, global) {
      ${fs.readFileSync(preload, 'utf8')}
    };
    hostPreload(codec, bridge, ${JSON.stringify(bindingName)}, run, ${JSON.stringify(facts)});`;
  return `${inMainFrame(statements)}\n//# sourceURL=${pathToFileURL(preload).href}`;
}

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { PDFJS_FOLDERS } from './pdfjs-assets.ts';

const source = fileURLToPath(new URL('../service-worker/service-worker.ts', import.meta.url));
const FILE = 'service-worker.js';

/**
 * Builds the service worker with the list of everything the client consists of. Its name stays and its content changes
 * with every build, which is how browsers find out about a new one.
 */
export function serviceWorker(): Plugin {
  return {
    name: 'bantron:service-worker',
    apply: 'build',
    enforce: 'post',
    buildStart() {
      this.emitFile({ type: 'chunk', id: source, fileName: FILE });
    },
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const worker = bundle[FILE];
        if (worker?.type !== 'chunk') this.error('the service worker is missing');
        if (worker.imports.length > 0) this.error(`the service worker imports ${worker.imports.join(', ')}`);
        const digest = createHash('sha256').update(worker.code);
        const files: string[] = [];
        for (const [name, output] of Object.entries(bundle)) {
          if (name === FILE || name.endsWith('.map')) continue;
          files.push(`/${name}`);
          digest.update(name).update(output.type === 'chunk' ? output.code : output.source);
        }
        if (!files.includes('/index.html')) this.error('the page is not among the files to keep');
        const pdfjs = pdfjsFiles();
        digest.update(pdfjs.version);
        files.push(...pdfjs.files);
        const client = { build: digest.digest('hex').slice(0, 16), files: files.toSorted() };
        worker.code = `const CLIENT = ${JSON.stringify(client)};\n${worker.code}`;
      },
    },
  };
}

/** What `pdfjs-assets.ts` puts beside the bundle. */
function pdfjsFiles(): { version: string; files: string[] } {
  const manifest = createRequire(import.meta.url).resolve('pdfjs-dist/package.json');
  const files = PDFJS_FOLDERS.flatMap((folder) =>
    readdirSync(join(dirname(manifest), folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const path = join(entry.parentPath, entry.name).slice(dirname(manifest).length);
        return `/pdfjs${path.replaceAll('\\', '/')}`;
      }),
  );
  return { version: readFileSync(manifest, 'utf8'), files };
}

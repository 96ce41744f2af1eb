import { cpSync, createReadStream, existsSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, normalize } from 'node:path';
import type { Plugin } from 'vite';

/** Folders of the package that pdf.js fetches from. */
export const PDFJS_FOLDERS = ['wasm', 'cmaps', 'standard_fonts', 'iccs'];
const mime: Record<string, string> = { '.wasm': 'application/wasm', '.js': 'text/javascript' };

/**
 * Puts what pdf.js fetches while it runs (decoders, character maps, standard fonts, colour profiles) under `/pdfjs/`,
 * in the build as files and in the development server straight from the package.
 */
export function pdfjsAssets(): Plugin {
  const packageDir = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  let outDir = '';
  return {
    name: 'bantron:pdfjs-assets',
    configResolved(config) {
      outDir = config.build.outDir;
    },
    configureServer(server) {
      server.middlewares.use('/pdfjs', (request, response, next) => {
        const path = normalize(decodeURIComponent((request.url ?? '').split('?', 1)[0] ?? ''));
        const file = join(packageDir, path);
        const allowed = PDFJS_FOLDERS.some((folder) => file.startsWith(join(packageDir, folder)));
        if (!allowed || !existsSync(file) || !statSync(file).isFile()) {
          next();
          return;
        }
        const extension = file.slice(file.lastIndexOf('.'));
        response.setHeader('content-type', mime[extension] ?? 'application/octet-stream');
        createReadStream(file).pipe(response);
      });
    },
    closeBundle() {
      if (this.environment.mode !== 'build') return;
      for (const folder of PDFJS_FOLDERS) {
        cpSync(join(packageDir, folder), join(outDir, 'pdfjs', folder), { recursive: true });
      }
    },
  };
}

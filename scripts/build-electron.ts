import path from 'node:path';
import { build, type InlineConfig } from 'vite';

const root = path.resolve(import.meta.dirname, '..');

const shared = {
  configFile: false,
  root,
  publicDir: false,
  logLevel: 'warn',
} satisfies InlineConfig;

/**
 * Bundles the main process and the preload into `.build/electron/`. Everything but Electron and Node's own modules is
 * inside the two files, so that a packaged app needs no `node_modules`.
 */
export async function buildElectron(): Promise<void> {
  const outDir = path.join(root, '.build/electron');
  await build({
    ...shared,
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: 'electron/main/main.ts',
      outDir,
      emptyOutDir: true,
      target: 'node24',
      minify: false,
      rolldownOptions: {
        external: ['electron'],
        output: { format: 'es', entryFileNames: 'main.mjs', codeSplitting: false },
      },
    },
  });
  await build({
    ...shared,
    build: {
      // A sandboxed preload is CommonJS and a single file: it has no module loader for anything else.
      lib: { entry: 'electron/preload/preload.ts', formats: ['cjs'], fileName: () => 'preload.cjs' },
      outDir,
      emptyOutDir: false,
      target: 'chrome140',
      minify: false,
      rolldownOptions: { external: ['electron'] },
    },
  });
}

if (import.meta.main) await buildElectron();

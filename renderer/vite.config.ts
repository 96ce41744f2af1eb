import { fileURLToPath } from 'node:url';
import babel from '@rolldown/plugin-babel';
import tailwindcss from '@tailwindcss/vite';
import react, { reactCompilerPreset } from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { pdfjsAssets } from './build/pdfjs-assets.ts';
import { pdfjsWorker } from './build/pdfjs-worker.ts';
import { reactAriaLocales } from './build/react-aria-locales.ts';
import { serviceWorker } from './build/service-worker.ts';

const root = fileURLToPath(new URL('.', import.meta.url));
const out = fileURLToPath(new URL('../.build/renderer', import.meta.url));

export default defineConfig({
  root,
  // Absolute, so that a deep link such as /meetings/x loads the same files as the home page. Both homes of the
  // bundle are the root of their origin: the server's `/` and the desktop's `app://bantron/`.
  base: '/',
  publicDir: false,
  plugins: [
    reactAriaLocales(),
    react(),
    babel({ presets: [reactCompilerPreset()] }),
    tailwindcss(),
    pdfjsAssets(),
    pdfjsWorker(),
    serviceWorker(),
  ],
  build: {
    outDir: out,
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    // pdf.js and the media client are large; both come with the meeting's screens only.
    chunkSizeWarningLimit: 1500,
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  optimizeDeps: {
    rolldownOptions: { plugins: [reactAriaLocales()] },
  },
});

import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

/** How pdf.js walks the page tree, as its pinned version is minified. */
const ASKS_FOR_ALL = 'n===this.toplevelPagesDict&&a instanceof Ref&&!o.has(a)&&o.put(a,s.fetchAsync(a))';
const ASKS_FOR_ONE = `a instanceof Ref&&(c===h.length?r.has(a)||r.put(a,1):${ASKS_FOR_ALL})`;

/**
 * Before it shows a page, pdf.js asks for the dictionaries of all pages that hang on the root of the page tree. Where
 * they lie beside their pages, as scanners write them, that is the whole file, its last page first. A node with as many
 * pages as children holds nothing but pages, so that the wanted one is found by counting.
 *
 * The build fails when pdf.js has changed there: look at `getPageDict` again then.
 */
export function pdfjsWorker(): Plugin {
  return {
    name: 'bantron:pdfjs-worker',
    apply: 'build',
    enforce: 'pre',
    load(id) {
      if (!id.endsWith('/pdf.worker.min.mjs?url')) return undefined;
      const source = readFileSync(id.slice(0, -'?url'.length), 'utf8');
      if (source.split(ASKS_FOR_ALL).length !== 2) {
        throw new Error('pdf.js walks the page tree in another way than the worker’s change expects');
      }
      const file = this.emitFile({
        type: 'asset',
        name: 'pdf.worker.min.mjs',
        source: source.replace(ASKS_FOR_ALL, ASKS_FOR_ONE),
      });
      return `export default import.meta.ROLLUP_FILE_URL_${file};`;
    },
  };
}

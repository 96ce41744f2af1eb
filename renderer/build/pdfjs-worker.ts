import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

/** How pdf.js walks the page tree, as its pinned version is minified. */
const ASKS_FOR_ALL = 'n===this.toplevelPagesDict&&a instanceof Ref&&!o.has(a)&&o.put(a,s.fetchAsync(a))';
const ASKS_FOR_ONE = `a instanceof Ref&&(c===h.length?r.has(a)||r.put(a,1):${ASKS_FOR_ALL})`;

/** What is told of each font with a page's text, and with the name that the file gives it. */
const FONT_FACTS = 'fontFamily:e.fallbackName,';
const FONT_FACTS_AND_NAME = `${FONT_FACTS}name:e.name,`;

/** Signs without a width are left out of a page's text; the soft hyphen among them is a letter in old Vietnamese fonts. */
const LEAVES_OUT = 'o=s[e],{category:l}=o;if(l.isInvisibleFormatMark)continue;';
const LEAVES_OUT_BUT_HYPHENS = LEAVES_OUT.replace('Mark)', 'Mark&&"\\xad"!==o.unicode)');

const CHANGES = [
  [ASKS_FOR_ALL, ASKS_FOR_ONE],
  [FONT_FACTS, FONT_FACTS_AND_NAME],
  [LEAVES_OUT, LEAVES_OUT_BUT_HYPHENS],
] as const;

/**
 * Before it shows a page, pdf.js asks for the dictionaries of all pages that hang on the root of the page tree. Where
 * they lie beside their pages, as scanners write them, that is the whole file, its last page first. A node with as many
 * pages as children holds nothing but pages, so that the wanted one is found by counting.
 *
 * With the text of a page it tells how tall its fonts are and not what they are called; texts in the encodings of old
 * Vietnamese fonts are known by those names.
 *
 * The build fails when pdf.js has changed there: look at `getPageDict` and `getTextContent` again then.
 */
export function pdfjsWorker(): Plugin {
  return {
    name: 'bantron:pdfjs-worker',
    apply: 'build',
    enforce: 'pre',
    load(id) {
      if (!id.endsWith('/pdf.worker.min.mjs?url')) return undefined;
      let source = readFileSync(id.slice(0, -'?url'.length), 'utf8');
      for (const [before, after] of CHANGES) {
        if (source.split(before).length !== 2)
          throw new Error(`pdf.js is not what its change expects: ${before}`);
        source = source.replace(before, after);
      }
      const file = this.emitFile({
        type: 'asset',
        name: 'pdf.worker.min.mjs',
        source,
      });
      return `export default import.meta.ROLLUP_FILE_URL_${file};`;
    },
  };
}

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

/**
 * Of a piece of text only the whole length is told; where its letters are would have to be guessed. For each letter:
 * its place in the piece, its UTF-16 units, where it ends and how wide it is, in points.
 */
const KEEPS_LETTER = 'm||u.str.push(d);f&&(';
const KEEPS_LETTER_AND_PLACE =
  'm||((u.at??=[]).push(u.str.length,d.length,a.vertical?u.totalHeight+u.height*u.textAdvanceScale:u.totalWidth+u.width*u.textAdvanceScale,c*u.textAdvanceScale),u.str.push(d));f&&(';
const TELLS_PIECE = 'j.items.push(runBidiTransform(k));k.initialized=!1;';
const TELLS_PIECE_AND_PLACES =
  'j.items.push(Object.assign(runBidiTransform(k),{places:Float32Array.from(k.at??[])}));k.at=null;k.initialized=!1;';

/**
 * Steps that one page may be drawn in; dense plans have some hundred thousand. A page beyond it would fill the memory of
 * the window before its time is over: its worker stops there and answers no more, and is replaced when the time is over.
 */
const MOST_STEPS = 1_000_000;
const TAKES_STEP = 'addOp(e,t){this.optimizer.push(e,t);';
const TAKES_STEP_WITHIN_BOUNDS = `addOp(e,t){if((this.steps=1+(this.steps??0))>${MOST_STEPS}){self.close();throw Error("endless page")}this.optimizer.push(e,t);`;

const WORKER_CHANGES = [
  [ASKS_FOR_ALL, ASKS_FOR_ONE],
  [TAKES_STEP, TAKES_STEP_WITHIN_BOUNDS],
  [FONT_FACTS, FONT_FACTS_AND_NAME],
  [LEAVES_OUT, LEAVES_OUT_BUT_HYPHENS],
  [KEEPS_LETTER, KEEPS_LETTER_AND_PLACE],
  [TELLS_PIECE, TELLS_PIECE_AND_PLACES],
] as const;

/** Where pdf.js waits for the next frame with every part of a page, also when the page isn't drawn in this thread. */
const WAITS_FOR_FRAME = 'if (this._useRequestAnimationFrame) {';
const WAITS_WHERE_IT_DRAWS = 'if (this._useRequestAnimationFrame && !this.#rendererTask) {';

/** Where pdf.js loads a font into the page as well as into the worker that draws with it. */
const LOADS_FONT =
  'rendererWorker?.sendCommonObj(id, type, exportedData);\n      if (!this.commonObjs.has(id)) {';
const LOADS_FONT_WHERE_IT_DRAWS = LOADS_FONT.replace(
  'if (!this',
  'if (!(rendererWorker?.messageHandler && type === "Font") && !this',
);

/** Where pdf.js draws the picture that comes from its worker onto the page's canvas. */
const COPIES_PICTURE =
  'const ctx = this.#canvasFactory.getNoAlphaContext(this.#canvas);\n        ctx.drawImage(frame.bitmap, 0, 0);';
const TAKES_PICTURE =
  'this.#canvas.getContext("bitmaprenderer", { alpha: false }).transferFromImageBitmap(frame.bitmap);';

const PAGE_CHANGES = [
  [WAITS_FOR_FRAME, WAITS_WHERE_IT_DRAWS],
  [LOADS_FONT, LOADS_FONT_WHERE_IT_DRAWS],
  [COPIES_PICTURE, TAKES_PICTURE],
] as const;

/**
 * Before it shows a page, pdf.js asks for the dictionaries of all pages that hang on the root of the page tree. Where
 * they lie beside their pages, as scanners write them, that is the whole file, its last page first. A node with as many
 * pages as children holds nothing but pages, so that the wanted one is found by counting.
 *
 * With the text of a page it tells how tall its fonts are and not what they are called; texts in the encodings of old
 * Vietnamese fonts are known by those names. Nor does it tell where each letter is, which marks on words need.
 *
 * A page that is drawn in a worker waits for two to four frames of the window, which it needs for nothing, and its fonts
 * are loaded into the window too, which then lays itself out anew with each. Its picture is drawn onto a canvas, and
 * without a graphics card browsers copy such a canvas with every frame in which anything moves, a pen over the page for
 * one; a canvas that only holds the picture stays as it is.
 *
 * The build fails when pdf.js has changed there: look at `getPageDict`, `getTextContent`, `_scheduleNext`, "commonobj" and
 * `drawFrame` again then.
 */
export function pdfjsWorker(): Plugin {
  return {
    name: 'bantron:pdfjs-worker',
    apply: 'build',
    enforce: 'pre',
    load(id) {
      if (id.endsWith('/pdfjs-dist/build/pdf.mjs')) {
        return changed(readFileSync(id, 'utf8'), PAGE_CHANGES);
      }
      if (!id.endsWith('/pdf.worker.min.mjs?url')) return undefined;
      const file = this.emitFile({
        type: 'asset',
        name: 'pdf.worker.min.mjs',
        source: changed(readFileSync(id.slice(0, -'?url'.length), 'utf8'), WORKER_CHANGES),
      });
      return `export default import.meta.ROLLUP_FILE_URL_${file};`;
    },
  };
}

function changed(source: string, changes: readonly (readonly [string, string])[]): string {
  return changes.reduce((text, [before, after]) => {
    if (text.split(before).length !== 2) throw new Error(`pdf.js is not what its change expects: ${before}`);
    return text.replace(before, after);
  }, source);
}

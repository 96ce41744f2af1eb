/// <reference types="vite/client" />
import { getDocument, GlobalWorkerOptions, type PDFDocumentLoadingTask, PDFWorker } from 'pdfjs-dist';
// `?url` is the bundler's: the default export is the file's address.
// oxlint-disable-next-line import/default
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url';
import type { PlainSettings } from './settings.ts';

// pdf.js as its documentation shows it: a document, a canvas for each page that is looked at, nothing in advance. Pages
// are found as in the product: `[data-page]` counted from 0, a canvas in it once the page is painted.

const settings: PlainSettings = JSON.parse(decodeURIComponent(location.hash.slice(1)));
const scroller = element('[data-reader-scroller]');
scroller.style.width = `${settings.screenWidth}px`;
scroller.style.height = `${settings.screenHeight}px`;
GlobalWorkerOptions.workerSrc = workerUrl;

let worker: PDFWorker | undefined;
let task: PDFDocumentLoadingTask | undefined;
let current = 0;

async function open(): Promise<void> {
  await task?.destroy();
  scroller.replaceChildren();
  performance.mark('asked');
  worker ??= PDFWorker.create({ verbosity: 0 });
  task = getDocument({
    url: settings.file,
    httpHeaders: { authorization: `Bearer ${settings.token}` },
    worker,
    rangeChunkSize: settings.rangeBytes,
    disableAutoFetch: true,
    disableStream: true,
    cMapUrl: '/pdfjs/cmaps/',
    standardFontDataUrl: '/pdfjs/standard_fonts/',
    wasmUrl: '/pdfjs/wasm/',
    iccUrl: '/pdfjs/iccs/',
    verbosity: 0,
  });
  const pdf = await task.promise;
  const size = (await pdf.getPage(1)).getViewport({ scale: 1 });
  for (let page = 0; page < pdf.numPages; page++) {
    const host = document.createElement('div');
    host.dataset['page'] = String(page);
    host.style.width = `${settings.pageWidth}px`;
    host.style.height = `${(settings.pageWidth * size.height) / size.width}px`;
    const picture = document.createElement('div');
    picture.ariaHidden = 'true';
    host.append(picture);
    scroller.append(host);
  }
  await goTo(0);
}

async function goTo(page: number): Promise<void> {
  current = page;
  const host = element(`[data-page="${page}"]`);
  scroller.scrollTop = host.offsetTop - 12;
  if (host.querySelector('canvas') !== null || task === undefined) return;
  const proxy = await (await task.promise).getPage(page + 1);
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(settings.pageWidth * devicePixelRatio);
  const scale = canvas.width / proxy.getViewport({ scale: 1 }).width;
  const viewport = proxy.getViewport({ scale });
  canvas.height = Math.round(viewport.height);
  await proxy.render({ canvas, viewport }).promise;
  host.firstElementChild?.replaceChildren(canvas);
}

function element(selector: string): HTMLElement {
  const found = document.querySelector(selector);
  if (!(found instanceof HTMLElement)) throw new Error(`${selector} is missing`);
  return found;
}

element('#open').addEventListener('click', () => void open());
element('#next').addEventListener('click', () => void goTo(current + 1));
element('#page').addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && event.target instanceof HTMLInputElement) {
    void goTo(Number(event.target.value) - 1);
  }
});
if (settings.opensAtOnce) void open();

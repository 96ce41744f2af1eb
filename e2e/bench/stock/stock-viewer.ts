/// <reference types="vite/client" />
import { getDocument, GlobalWorkerOptions, type PDFDocumentLoadingTask } from 'pdfjs-dist';
import { EventBus, PDFFindController, PDFLinkService, PDFViewer } from 'pdfjs-dist/web/pdf_viewer.mjs';
// `?url` is the bundler's: the default export is the file's address.
// oxlint-disable-next-line import/default
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url';
import type { PlainSettings } from '../plain/settings.ts';

// The viewer that comes with pdf.js, with the defaults of its own app (`defaultOptions` in pdf_viewer.mjs) and without
// that app's toolbar and panels: a document is streamed while its pages are asked for, opened in a worker of its own, and
// drawn with its text and its links. Pages get `data-page`, counted from 0, as in the product.

const settings: PlainSettings = JSON.parse(decodeURIComponent(location.hash.slice(1)));
const frame = element('#frame');
frame.style.width = `${settings.screenWidth}px`;
frame.style.height = `${settings.screenHeight}px`;
GlobalWorkerOptions.workerSrc = workerUrl;

const eventBus = new EventBus();
const linkService = new PDFLinkService({ eventBus });
const findController = new PDFFindController({ eventBus, linkService });
const container = element('[data-reader-scroller]');
const viewer = new PDFViewer({
  // The peer asks for a "div" by its type.
  container: container instanceof HTMLDivElement ? container : document.createElement('div'),
  eventBus,
  linkService,
  findController,
  maxCanvasPixels: 2 ** 25,
});
linkService.setViewer(viewer);
let task: PDFDocumentLoadingTask | undefined;

eventBus.on('pagesinit', () => {
  for (const page of document.querySelectorAll<HTMLElement>('.page')) {
    page.dataset['page'] = String(Number(page.dataset['pageNumber']) - 1);
  }
  const page = document.querySelector<HTMLElement>('.page');
  if (page === null) throw new Error('the viewer shows no page');
  viewer.currentScale = (viewer.currentScale * settings.pageWidth) / page.clientWidth;
});

// A page that takes long is shown half drawn; it counts when it is whole.
eventBus.on('pagerendered', ({ pageNumber }: { pageNumber: number }) => {
  element(`[data-page-number="${pageNumber}"] .canvasWrapper > canvas`).dataset['painted'] = '';
});

async function open(): Promise<void> {
  viewer.setDocument(null);
  linkService.setDocument(null);
  await task?.destroy();
  performance.mark('asked');
  task = getDocument({
    url: settings.file,
    httpHeaders: { authorization: `Bearer ${settings.token}` },
    enableHWA: true,
    enableXfa: true,
    disableWorkerRendering: true,
    cMapUrl: '/pdfjs/cmaps/',
    standardFontDataUrl: '/pdfjs/standard_fonts/',
    wasmUrl: '/pdfjs/wasm/',
    iccUrl: '/pdfjs/iccs/',
  });
  const pdf = await task.promise;
  linkService.setDocument(pdf);
  viewer.setDocument(pdf);
}

function element(selector: string): HTMLElement {
  const found = document.querySelector(selector);
  if (!(found instanceof HTMLElement)) throw new Error(`${selector} is missing`);
  return found;
}

element('#open').addEventListener('click', () => void open());
if (settings.opensAtOnce) void open();

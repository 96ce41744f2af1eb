import { open } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { looksLikeOffice } from '#protocol/documents/office';
import type { RefusalCode } from '#protocol/wire/codes';
import type { PageSizes } from './versions.ts';

/** What a file turned out to be: a readable PDF with its pages' sizes, or why it can't be taken. */
export type Inspection =
  | { readonly ok: true; readonly pages: PageSizes }
  | { readonly ok: false; readonly code: RefusalCode };

/** A file that takes longer to open than this is treated as damaged, in milliseconds. */
const INSPECTION_TIME = 60_000;
/** Old-space limit of the thread that opens foreign files, in MiB: a bomb ends the thread, not the server. */
const INSPECTION_MEMORY = 1024;

const HEADER_REACH = 1024;
/** Scanners and mail gateways append bytes of their own; an end further from the file's end is not looked for. */
const TRAILER_REACH = 1024 * 1024;

/**
 * Looks at a file before it becomes a paper: cheap signs first, then pdf.js opens it and every page in a thread of its
 * own, with bounded time and memory. `fileName` helps to tell an office file from another ZIP.
 */
export async function inspectPdf(path: string, fileName: string): Promise<Inspection> {
  const { head, tail, size } = await ends(path);
  if (size === 0) return { ok: false, code: 'emptyFile' };
  if (looksLikeOffice(fileName, Buffer.from(head, 'latin1'))) return { ok: false, code: 'officeFile' };
  if (!head.includes('%PDF-')) return { ok: false, code: 'notPdf' };
  // pdf.js mends what is cut off by guessing, and pages are lost without a word: a paper must be whole.
  if (isCutOff(tail)) return { ok: false, code: 'damagedPdf' };
  await slot();
  try {
    return await openInThread(path);
  } finally {
    release();
  }
}

/** Files that are opened at a time: each may take a core and a gigabyte. */
const MAX_OPEN = 2;
let opened = 0;
const waiting: (() => void)[] = [];

async function slot(): Promise<void> {
  if (opened < MAX_OPEN) opened++;
  else await new Promise<void>((resolve) => waiting.push(resolve));
}

function release(): void {
  const next = waiting.shift();
  if (next === undefined) opened--;
  else next();
}

async function ends(path: string): Promise<{ head: string; tail: string; size: number }> {
  await using file = await open(path);
  const { size } = await file.stat();
  const part = async (position: number, length: number) => {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
    return buffer.toString('latin1', 0, bytesRead);
  };
  return {
    size,
    head: await part(0, HEADER_REACH),
    tail: await part(Math.max(0, size - TRAILER_REACH), TRAILER_REACH),
  };
}

/** Without an end mark, or with objects after the last one: the rest of an update or of a linearised file is missing. */
function isCutOff(tail: string): boolean {
  const end = tail.lastIndexOf('%%EOF');
  return end < 0 || /\d+ \d+ obj\b/.test(tail.slice(end));
}

function openInThread(path: string): Promise<Inspection> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./inspect-pdf-thread.ts', import.meta.url), {
      workerData: path,
      name: 'inspect-pdf',
      resourceLimits: { maxOldGenerationSizeMb: INSPECTION_MEMORY },
      stdout: true,
      stderr: true,
    });
    const finish = (inspection: Inspection) => {
      clearTimeout(timer);
      void worker.terminate();
      resolve(inspection);
    };
    // oxlint-disable-next-line bantron/pure -- bounds a real thread, whatever clock the rest of the server has
    const timer = setTimeout(() => finish({ ok: false, code: 'damagedPdf' }), INSPECTION_TIME);
    worker.once('message', finish);
    worker.once('error', () => finish({ ok: false, code: 'damagedPdf' }));
    worker.once('exit', () => finish({ ok: false, code: 'damagedPdf' }));
  });
}

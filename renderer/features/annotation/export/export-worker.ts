import boldUrl from '@expo-google-fonts/be-vietnam-pro/700Bold/BeVietnamPro_700Bold.ttf?url';
import regularUrl from '@expo-google-fonts/be-vietnam-pro/400Regular/BeVietnamPro_400Regular.ttf?url';
import type { Picture } from '#protocol/annotation/mark';
import { type ExportChoice, type ExportedFile, exportFiles, type PaperWarning } from './export-files.ts';
import type { ExportPaper, ExportWords } from './export-model.ts';

/** The one message that the worker takes; cancelling ends the worker. */
export interface ExportOrder {
  readonly name: string;
  readonly papers: readonly ExportPaper[];
  readonly choice: ExportChoice;
  readonly words: ExportWords;
}

export type ExportNews =
  | { readonly type: 'progress'; readonly share: number }
  | { readonly type: 'done'; readonly file: ExportedFile; readonly warnings: readonly PaperWarning[] }
  | { readonly type: 'failed'; readonly reason: string };

/** Told at most this often, in milliseconds. */
const PROGRESS_EVERY = 100;

addEventListener('message', ({ data }: MessageEvent<ExportOrder>) => {
  work(data).catch((error: unknown) => tell({ type: 'failed', reason: String(error) }));
});

async function work({ name, papers, choice, words }: ExportOrder): Promise<void> {
  const [regular, bold] = await Promise.all([fontAt(regularUrl), fontAt(boldUrl)]);
  let toldAt = 0;
  const { file, warnings } = await exportFiles(name, papers, choice, words, {
    fonts: { regular, bold },
    readPicture,
    signal: new AbortController().signal,
    progress: (share) => {
      const now = performance.now();
      if (now - toldAt < PROGRESS_EVERY) return;
      toldAt = now;
      tell({ type: 'progress', share });
    },
  });
  tell({ type: 'done', file, warnings });
}

async function fontAt(url: string): Promise<Uint8Array> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`the font could not be loaded: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** PDF knows no WebP: it is drawn anew. */
async function readPicture({
  type,
  bytes,
}: Picture): Promise<{ type: 'png' | 'jpeg'; bytes: Uint8Array } | undefined> {
  if (type === 'image/png') return { type: 'png', bytes };
  if (type === 'image/jpeg') return { type: 'jpeg', bytes };
  try {
    const bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
    bitmap.close();
    const png = await canvas.convertToBlob({ type: 'image/png' });
    return { type: 'png', bytes: new Uint8Array(await png.arrayBuffer()) };
  } catch {
    return undefined;
  }
}

function tell(news: ExportNews): void {
  if (news.type === 'done') postMessage(news, { transfer: [news.file.bytes.buffer] });
  else postMessage(news);
}

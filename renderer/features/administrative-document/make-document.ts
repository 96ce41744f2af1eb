import type { AdministrativeDocument } from './document-model.ts';
import type { DocumentNews, DocumentOrder } from './document-worker.ts';

export type DocumentForm = 'docx' | 'pdf';

/** Why there is no file: a font of the PDF could not be fetched or read, or something that nobody expected. */
export type DocumentFault = 'fontMissing' | 'broken';

export type MadeDocument =
  | { readonly ok: true; readonly file: Blob }
  | { readonly ok: false; readonly code: DocumentFault };

/**
 * Makes the file of a document in a worker of its own, which also loads the libraries that write it: a page that only
 * offers a document loads nothing. Never rejects.
 */
export async function makeDocument(
  document: AdministrativeDocument,
  form: DocumentForm,
): Promise<MadeDocument> {
  const worker = new Worker(new URL('document-worker.ts', import.meta.url), {
    type: 'module',
    name: 'document',
  });
  const order: DocumentOrder = { document, form };
  try {
    const news = await new Promise<DocumentNews>((resolve, reject) => {
      worker.addEventListener('error', (event) => reject(new Error(event.message)));
      worker.addEventListener('message', ({ data }: MessageEvent<DocumentNews>) => resolve(data));
      worker.postMessage(order);
    });
    if (news.ok) return { ok: true, file: new Blob([news.bytes], { type: TYPES[form] }) };
    console.warn('a document could not be made', news.reason);
    return { ok: false, code: news.code };
  } catch (error) {
    console.warn('a document could not be made', error);
    return { ok: false, code: 'broken' };
  } finally {
    worker.terminate();
  }
}

const TYPES: Record<DocumentForm, string> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
};

import regularUrl from '@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf?url';
import italicUrl from '@expo-google-fonts/tinos/400Regular_Italic/Tinos_400Regular_Italic.ttf?url';
import boldUrl from '@expo-google-fonts/tinos/700Bold/Tinos_700Bold.ttf?url';
import boldItalicUrl from '@expo-google-fonts/tinos/700Bold_Italic/Tinos_700Bold_Italic.ttf?url';
import type { AdministrativeDocument } from './document-model.ts';
import { fetchFonts, FontMissing } from './document-fonts.ts';
import type { DocumentFault, DocumentForm } from './make-document.ts';

/** The one message that the worker takes. */
export interface DocumentOrder {
  readonly document: AdministrativeDocument;
  readonly form: DocumentForm;
}

/** The one that it gives. */
export type DocumentNews =
  | { readonly ok: true; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly ok: false; readonly code: DocumentFault; readonly reason: string };

const URLS = { regular: regularUrl, bold: boldUrl, italic: italicUrl, boldItalic: boldItalicUrl };

addEventListener('message', ({ data }: MessageEvent<DocumentOrder>) => {
  write(data).then(
    (bytes) => tell({ ok: true, bytes: new Uint8Array(bytes) }),
    (error: unknown) =>
      tell({
        ok: false,
        code: error instanceof FontMissing ? 'fontMissing' : 'broken',
        reason: String(error),
      }),
  );
});

async function write({ document, form }: DocumentOrder): Promise<Uint8Array> {
  if (form === 'docx') {
    const { documentDocx } = await import('./document-docx.ts');
    return await documentDocx(document);
  }
  const [{ documentPdf }, fonts] = await Promise.all([import('./document-pdf.ts'), fetchFonts(URLS)]);
  return await documentPdf(document, fonts);
}

function tell(news: DocumentNews): void {
  if (news.ok) postMessage(news, { transfer: [news.bytes.buffer] });
  else postMessage(news);
}

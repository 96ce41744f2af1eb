import type { FontStyle } from './page-writer.ts';

/** A font of the PDF could not be fetched, or what came is no font. */
export class FontMissing extends Error {
  override name = 'FontMissing';
}

/** First bytes of a TrueType file. */
const TRUE_TYPE = 0x00_01_00_00;

/** Fetches the four fonts of a document. Throws `FontMissing`. */
export async function fetchFonts(
  urls: Readonly<Record<FontStyle, string>>,
  get: typeof fetch = fetch,
): Promise<Record<FontStyle, Uint8Array>> {
  const [regular, bold, italic, boldItalic] = await Promise.all(
    [urls.regular, urls.bold, urls.italic, urls.boldItalic].map((url) => fontAt(url, get)),
  );
  if (!regular || !bold || !italic || !boldItalic) throw new FontMissing('no font');
  return { regular, bold, italic, boldItalic };
}

async function fontAt(url: string, get: typeof fetch): Promise<Uint8Array> {
  let bytes: Uint8Array;
  try {
    const response = await get(url);
    if (!response.ok) throw new FontMissing(`${url}: ${response.status}`);
    bytes = new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    throw error instanceof FontMissing ? error : new FontMissing(url, { cause: error });
  }
  // A server that answers every address gives its page for a file that isn't there.
  if (bytes.length < 4 || new DataView(bytes.buffer).getUint32(0) !== TRUE_TYPE)
    throw new FontMissing(`${url}: no TrueType font`);
  return bytes;
}

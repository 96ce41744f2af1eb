import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { isOwnPage } from './origin.ts';

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
  '.pfb': 'application/octet-stream',
  '.wasm': 'application/wasm',
  '.bcmap': 'application/octet-stream',
  '.icc': 'application/octet-stream',
  '.pdf': 'application/pdf',
  '.txt': 'text/plain; charset=utf-8',
};

/**
 * The file that an address of our page stands for, or null when it stands for none: another origin, or a path
 * that would leave the folder. An address whose last part has no extension is a route of the page, not a file,
 * and gets `index.html`.
 */
export function fileForAddress(address: string, rendererDir: string): string | null {
  if (!isOwnPage(address)) return null;
  let pathname: string;
  try {
    pathname = decodeURIComponent(new URL(address).pathname);
  } catch {
    return null; // a stray percent sign: no file of ours has such a name
  }
  // A back-slash is a separator on Windows and NUL ends a name for the system; neither is in our file names.
  if (pathname.includes('\\') || pathname.includes('\0')) return null;
  const relative = path.extname(pathname) === '' ? 'index.html' : pathname.replace(/^\/+/, '');
  const file = path.resolve(rendererDir, relative);
  const inside = path.relative(rendererDir, file);
  return inside === '' || inside === '..' || inside.startsWith(`..${path.sep}`) || path.isAbsolute(inside)
    ? null
    : file;
}

/** Answers a request for our own page from the folder, with `policy` on every answer, also on a refusal. */
export async function answerFromBundle(
  request: { url: string; method: string },
  rendererDir: string,
  policy: string,
): Promise<Response> {
  const headers = {
    'Content-Security-Policy': policy,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    // The files are on this disk: a cached copy would only outlive an update.
    'Cache-Control': 'no-store',
  };
  const refuse = (status: number): Response => new Response(null, { status, headers });
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405);
  const file = fileForAddress(request.url, rendererDir);
  if (file === null) return refuse(404);
  let body: Buffer<ArrayBuffer>;
  try {
    body = await readFile(file);
  } catch {
    return refuse(404);
  }
  const type = mediaTypes[path.extname(file).toLowerCase()] ?? 'application/octet-stream';
  return new Response(request.method === 'HEAD' ? null : body, {
    status: 200,
    headers: { ...headers, 'Content-Type': type },
  });
}

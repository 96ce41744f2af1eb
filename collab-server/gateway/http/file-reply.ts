import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Hash } from '#protocol/wire/ids';
import type { Blobs } from '../../storage/blobs/port.ts';

/** Answers with a PDF: whole, or the one range that was asked for. The right to read it has been looked at. */
export function replyWithPdf(
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  blobs: Blobs,
  { hash, bytes, fileName }: { readonly hash: Hash; readonly bytes: number; readonly fileName?: string },
): FastifyReply {
  const name = fileName === undefined ? '' : `; filename*=UTF-8''${encodeURIComponent(fileName)}`;
  reply
    .header('accept-ranges', 'bytes')
    .header('content-type', 'application/pdf')
    .header('content-disposition', `inline${name}`)
    // The version never changes, but the right to read it may: the browser asks again each time it starts.
    .header('cache-control', 'private, no-store');
  const range = byteRange(request.headers.range, bytes);
  if (range === 'unsatisfiable') return reply.code(416).header('content-range', `bytes */${bytes}`).send();
  if (range === undefined) {
    return reply.header('content-length', bytes).send(blobs.read(hash));
  }
  return reply
    .code(206)
    .header('content-range', `bytes ${range.start}-${range.end}/${bytes}`)
    .header('content-length', range.end - range.start + 1)
    .send(blobs.read(hash, range));
}

/** Answers with a whole file that is for a program, not for a browser to show. The right to read it has been looked at. */
export function replyWithBytes(
  { reply }: { readonly reply: FastifyReply },
  blobs: Blobs,
  { hash, bytes }: { readonly hash: Hash; readonly bytes: number },
): FastifyReply {
  return reply
    .header('content-type', 'application/octet-stream')
    .header('cache-control', 'private, no-store')
    .header('content-length', bytes)
    .send(blobs.read(hash));
}

/** The single range of a Range header, both ends inclusive; undefined: the whole file. Several ranges count as none. */
function byteRange(
  header: string | undefined,
  size: number,
): { start: number; end: number } | 'unsatisfiable' | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  const [, from = '', to = ''] = match ?? [];
  if (match === null || (from === '' && to === '')) return undefined;
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  return start > end || start >= size ? 'unsatisfiable' : { start, end };
}

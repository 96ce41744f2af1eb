import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { documentsApi, UPLOAD_PIECE } from '#protocol/documents/api';
import { AppError } from '#protocol/wire/codes';
import type { Coverage } from '../../domain/documents/coverage.ts';
import type { Digests } from '../../domain/documents/digests.ts';
import type { ReadingPlaces } from '../../domain/documents/reading-places.ts';
import type { Recognitions } from '../../domain/documents/recognitions.ts';
import type { Uploads } from '../../domain/documents/uploads.ts';
import type { Versions } from '../../domain/documents/versions.ts';
import type { Blobs } from '../../storage/blobs/port.ts';
import { replyWithPdf } from './file-reply.ts';
import { handle } from './handle.ts';

export interface DocumentParts {
  readonly uploads: Uploads;
  readonly versions: Versions;
  readonly places: ReadingPlaces;
  readonly recognitions: Recognitions;
  readonly digests: Digests;
  readonly coverage: Coverage;
  readonly blobs: Blobs;
}

export function documentRoutes(
  app: FastifyInstance,
  { uploads, versions, places, recognitions, digests, coverage, blobs }: DocumentParts,
): void {
  handle(app, documentsApi.startUpload, ({ params, body }, caller) =>
    uploads.start(caller.person, params.meeting, body),
  );
  handle(app, documentsApi.uploads, async ({ params }, caller) => ({
    uploads: await uploads.unfinished(caller.person, params.meeting),
  }));
  handle(
    app,
    documentsApi.uploadPiece,
    async ({ params, query, body }, caller) => {
      if (!(body instanceof Readable)) throw new AppError('badRequest');
      return {
        received: await uploads.write(caller.person, params.upload, query.offset, atMost(UPLOAD_PIECE, body)),
      };
    },
    { raw: true },
  );
  handle(app, documentsApi.finishUpload, ({ params }, caller) =>
    uploads.finish(caller.person, params.upload),
  );
  handle(app, documentsApi.removeUpload, async ({ params }, caller) => {
    await uploads.remove(caller.person, params.upload);
    return { ok: true as const };
  });

  handle(app, documentsApi.pages, async ({ params }, caller) => {
    const { paper, meeting, bytes } = await versions.readable(caller.person, params.version);
    return { paper: paper.id, meeting: meeting.id, bytes, pages: await versions.pageSizes(params.version) };
  });
  handle(
    app,
    documentsApi.bytes,
    async (call, caller) =>
      replyWithPdf(call, blobs, await versions.readable(caller.person, call.params.version)),
    { raw: true },
  );
  handle(
    app,
    documentsApi.original,
    async ({ params, reply }, caller) => {
      const { original } = await versions.readable(caller.person, params.version);
      if (original === undefined) throw new AppError('notFound');
      // Never shown by a browser of ours: it is what somebody else's program wrote.
      return reply
        .header('content-type', 'application/octet-stream')
        .header(
          'content-disposition',
          `attachment; filename*=UTF-8''${encodeURIComponent(original.fileName)}`,
        )
        .header('cache-control', 'private, no-store')
        .header('content-length', await blobs.size(original.hash))
        .send(blobs.read(original.hash));
    },
    { raw: true },
  );
  handle(app, documentsApi.recognition, ({ params }, caller) =>
    recognitions.state(caller.person, params.version),
  );
  handle(app, documentsApi.startRecognition, ({ params }, caller) =>
    recognitions.start(caller.person, params.version),
  );
  handle(app, documentsApi.removeRecognition, ({ params }, caller) =>
    recognitions.remove(caller.person, params.version),
  );
  handle(app, documentsApi.recognisedPage, ({ params }, caller) =>
    recognitions.page(caller.person, params.version, params.page),
  );
  handle(app, documentsApi.coverage, async ({ params }, caller) => ({
    papers: await coverage(caller.person, params.meeting),
  }));
  handle(app, documentsApi.digest, async ({ params }, caller) => ({
    papers: await digests.of(caller.person, params.meeting),
  }));
  handle(app, documentsApi.mentions, async (_call, caller) => ({
    meetings: await digests.mentions(caller.person),
  }));
  handle(app, documentsApi.packPlace, async ({ params }, caller) => ({
    paper: await digests.place(caller.person, params.meeting),
  }));
  handle(app, documentsApi.setPackPlace, async ({ params, body }, caller) => {
    await digests.setPlace(caller.person, params.meeting, body.paper);
    return { ok: true as const };
  });
  handle(app, documentsApi.place, async ({ params }, caller) => {
    await versions.readable(caller.person, params.version);
    return { place: await places.get(caller.person.id, params.version) };
  });
  handle(app, documentsApi.setPlace, async ({ params, body }, caller) => {
    await versions.readable(caller.person, params.version);
    await places.set(caller.person.id, params.version, body);
    return { ok: true as const };
  });
}

/** The bytes, as long as there aren't more of them: Fastify leaves a body alone that is read as a stream. */
async function* atMost(limit: number, body: Readable): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of body) {
    if (!(chunk instanceof Uint8Array)) throw new AppError('badRequest');
    size += chunk.length;
    if (size > limit) throw new AppError('tooLarge');
    yield chunk;
  }
}

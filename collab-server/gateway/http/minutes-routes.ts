import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { MAX_MINUTES_FILE, minutesApi } from '#protocol/minutes/api';
import { historyApi } from '#protocol/minutes/history';
import { MAX_PICTURE_FILE } from '#protocol/minutes/picture';
import { AppError } from '#protocol/wire/codes';
import type { MinutesFiles } from '../../domain/minutes/files.ts';
import type { MinutesPictures } from '../../domain/minutes/pictures.ts';
import type { Signing } from '../../domain/minutes/signing.ts';
import { minutesHistory, type HistoryParts } from '../../domain/minutes/history.ts';
import type { Blobs } from '../../storage/blobs/port.ts';
import { replyWithBytes, replyWithPdf } from './file-reply.ts';
import { handle } from './handle.ts';

export function minutesRoutes(
  app: FastifyInstance,
  {
    files,
    pictures,
    signing,
    history,
    blobs,
  }: {
    readonly files: MinutesFiles;
    readonly pictures: MinutesPictures;
    readonly signing: Signing;
    readonly history: HistoryParts;
    readonly blobs: Blobs;
  },
): void {
  handle(
    app,
    minutesApi.putFile,
    ({ params, body }, caller) => {
      if (!(body instanceof Readable)) throw new AppError('badRequest');
      return files.put(caller.person, params.meeting, body);
    },
    { raw: true, bodyLimit: MAX_MINUTES_FILE },
  );
  handle(
    app,
    minutesApi.file,
    async (call, caller) => {
      const { meeting, hash } = call.params;
      const { kind, bytes } = await files.readable(caller.person, meeting, hash);
      if (kind === 'pdf') return replyWithPdf(call, blobs, { hash, bytes });
      return replyWithBytes(call, blobs, { hash, bytes });
    },
    { raw: true },
  );
  handle(
    app,
    minutesApi.putPicture,
    ({ params, body }, caller) => {
      if (!(body instanceof Readable)) throw new AppError('badRequest');
      return pictures.put(caller.person, params.meeting, body);
    },
    { raw: true, bodyLimit: MAX_PICTURE_FILE },
  );
  handle(
    app,
    minutesApi.picture,
    async (call, caller) => {
      const { meeting, hash } = call.params;
      const bytes = await pictures.readable(caller.person, meeting, hash);
      return replyWithBytes(call, blobs, { hash, bytes });
    },
    { raw: true },
  );
  handle(app, minutesApi.signature, ({ params, body }, { person }) =>
    signing.sign(person, params.meeting, body),
  );
  handle(app, minutesApi.registerKey, async ({ body }, { person }) => {
    await signing.register(person.id, body.key, body.password);
    return { ok: true as const };
  });
  handle(app, minutesApi.keys, async ({ params }, { person }) => ({
    keys: [...(await signing.keysOf(person, params.meeting))],
  }));
  handle(app, historyApi.page, ({ params, query }, { person }) =>
    minutesHistory(history, person.id, params.meeting, query.after),
  );
}

import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DISPLAY_SCHEME, displayApi } from '#protocol/display/api';
import { DisplayToken } from '#protocol/display/live';
import { AppError } from '#protocol/wire/codes';
import type { CheckIn } from '../../domain/display/check-in.ts';
import type { DisplayLinks } from '../../domain/display/links.ts';
import type { Screens } from '../../domain/display/screens.ts';
import type { Blobs } from '../../storage/blobs/port.ts';
import { replyWithPdf } from './file-reply.ts';
import { handle } from './handle.ts';

export interface DisplayParts {
  readonly links: DisplayLinks;
  readonly screens: Screens;
  readonly checkIn: CheckIn;
  readonly blobs: Blobs;
  /** Configured address of the server; undefined: as each request says. */
  readonly publicUrl: string | undefined;
}

export function displayRoutes(app: FastifyInstance, parts: DisplayParts): void {
  const { links, screens, checkIn, blobs, publicUrl } = parts;
  handle(app, displayApi.links, async ({ params }, caller) => ({
    links: (await links.list(caller.person, params.meeting)).map((link) => ({
      ...link,
      open: screens.openOf(link.id),
    })),
  }));
  handle(app, displayApi.makeLink, async ({ params, request }, caller) => {
    const { id, token, expiresAt } = await links.make(caller.person, params.meeting);
    const origin = publicUrl ?? `${request.protocol}://${request.host}`;
    return { id, url: `${origin}/display#${token}`, expiresAt };
  });
  handle(app, displayApi.removeLink, async ({ params }, caller) => {
    await links.revoke(caller.person, params.meeting, params.display);
    return { ok: true as const };
  });
  handle(app, displayApi.pages, async ({ params, request }) => {
    const token = tokenOf(request);
    const { bytes } = await screens.file(token, params.version);
    return { bytes, pages: await screens.pageSizes(token, params.version) };
  });
  handle(
    app,
    displayApi.bytes,
    async (call) => replyWithPdf(call, blobs, await screens.file(tokenOf(call.request), call.params.version)),
    { raw: true },
  );
  handle(app, displayApi.checkIn, async ({ params, body }, caller) => {
    await checkIn.enter(caller.person, params.meeting, body.code);
    return { ok: true as const };
  });
}

function tokenOf(request: FastifyRequest): string {
  const [scheme, token] = (request.headers.authorization ?? '').split(' ', 2);
  const parsed = DisplayToken.safeParse(token);
  if (scheme !== DISPLAY_SCHEME || !parsed.success) throw new AppError('linkExpired');
  return parsed.data;
}

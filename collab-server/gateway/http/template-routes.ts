import type { FastifyInstance } from 'fastify';
import { templateApi } from '#protocol/meeting/templates';
import type { Templates } from '../../domain/meeting/templates.ts';
import { handle } from './handle.ts';

export function templateRoutes(app: FastifyInstance, templates: Templates): void {
  handle(app, templateApi.list, async (_call, { person }) => ({ templates: await templates.list(person) }));
  handle(app, templateApi.put, async ({ params, body }, { person }) => {
    await templates.put(person, params.template, body);
    return { ok: true as const };
  });
  handle(app, templateApi.remove, async ({ params }, { person }) => {
    await templates.remove(person, params.template);
    return { ok: true as const };
  });
}

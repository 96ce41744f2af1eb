import type { FastifyInstance } from 'fastify';
import { outlineApi } from '#protocol/minutes/outline';
import type { Outlines } from '../../domain/minutes/outline.ts';
import { handle } from './handle.ts';

export function outlineRoutes(app: FastifyInstance, outlines: Outlines): void {
  handle(app, outlineApi.get, () => outlines.get());
  handle(app, outlineApi.put, async ({ body }, { person }) => {
    await outlines.put(person, body);
    return { ok: true as const };
  });
}

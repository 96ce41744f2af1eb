import type { FastifyInstance } from 'fastify';
import { phraseApi } from '#protocol/minutes/phrases';
import type { Phrases } from '../../domain/minutes/phrases.ts';
import { handle } from './handle.ts';

export function phraseRoutes(app: FastifyInstance, phrases: Phrases): void {
  handle(app, phraseApi.list, async () => ({ phrases: await phrases.list() }));
  handle(app, phraseApi.put, async ({ params, body }, { person }) => {
    await phrases.put(person, params.phrase, body);
    return { ok: true as const };
  });
  handle(app, phraseApi.remove, async ({ params }, { person }) => {
    await phrases.remove(person, params.phrase);
    return { ok: true as const };
  });
}

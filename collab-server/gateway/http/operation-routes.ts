import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { AppError } from '#protocol/wire/codes';
import type { Media } from '../../domain/media/media.ts';
import type { Storage } from '../../storage/port.ts';
import type { Channels } from '../live/channel.ts';
import type { Rooms } from '../yjs/rooms.ts';
import { isLocalHost } from './local-host.ts';

const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'];

/** What whoever runs the server looks at: health, figures, the description of the API. Nothing about people. */
export function operationRoutes(
  app: FastifyInstance,
  parts: {
    readonly storage: Storage;
    readonly channels: Channels;
    readonly rooms: Rooms;
    readonly media: Media;
    readonly publicUrl: string | undefined;
  },
): void {
  const { storage, channels, rooms, media, publicUrl } = parts;
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'bantron_' });
  const gauge = (name: string, help: string, value: () => number) => {
    const metric = new Gauge({
      name: `bantron_${name}`,
      help,
      registers: [registry],
      collect() {
        metric.set(value());
      },
    });
  };
  gauge('live_connections', 'Open meeting channels', () => channels.stats().connections);
  gauge('media_ready', '1 when sound and pictures work', () => (media.state.state === 'ready' ? 1 : 0));
  const figures = () => new Map<string, number>(Object.entries(rooms.stats()));
  for (const name of figures().keys()) {
    const metric = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    gauge(`collab_${metric}`, `Rooms: ${name}`, () => figures().get(name) ?? 0);
  }

  const hidden = { schema: { hide: true } } as const;
  app.get('/healthz', hidden, async () => {
    await storage.read(storage.sql.selectFrom('organisation').select('id').compile());
    return { ok: true, media: media.state.state };
  });
  app.get('/metrics', hidden, async (request, reply) => {
    // Figures are for the machine's own monitor or an administrator, not for whoever reaches the port, nor for whoever
    // reaches a proxy that runs on this machine.
    const proxied = publicUrl !== undefined || FORWARDED.some((name) => request.headers[name] !== undefined);
    const local = /^(127\.|::1$|::ffff:127\.)/.test(request.ip) && isLocalHost(request.host);
    if ((proxied || !local) && request.caller?.person.role !== 'admin') throw new AppError('notAllowed');
    return reply.type(registry.contentType).send(await registry.metrics());
  });
  app.get('/api/openapi.json', hidden, async () => app.swagger());
}

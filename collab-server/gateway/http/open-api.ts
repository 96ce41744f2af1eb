import type { FastifySchema } from 'fastify';
import { z } from 'zod';
import { displayApi } from '#protocol/display/api';
import { documentsApi } from '#protocol/documents/api';
import { meetingApi } from '#protocol/meeting/api';
import { minutesApi } from '#protocol/minutes/api';
import { templateApi } from '#protocol/meeting/templates';
import { outlineApi } from '#protocol/minutes/outline';
import { phraseApi } from '#protocol/minutes/phrases';
import { peopleApi } from '#protocol/people/api';
import { ticketApi } from '#protocol/wire/collab';
import type { Endpoint } from '#protocol/wire/endpoint';

const ENDPOINTS: readonly Endpoint[] = [
  peopleApi,
  meetingApi,
  minutesApi,
  templateApi,
  outlineApi,
  phraseApi,
  documentsApi,
  displayApi,
  ticketApi,
].flatMap((area): Endpoint[] => Object.values(area));

/** Describes a route from its endpoint's schemas, as a client writes them (before defaults and normalisation). */
export function openApiTransform({ schema, url }: { schema: FastifySchema; url: string }): {
  schema: FastifySchema;
  url: string;
} {
  const described = ENDPOINTS.filter((endpoint) => endpoint.path === url);
  const summary = schema && 'summary' in schema ? schema.summary : undefined;
  const endpoint = described.find((entry) => entry.summary === summary);
  if (endpoint === undefined) return { schema: { ...schema, hide: true }, url };
  const parts: FastifySchema = { ...schema };
  if (hasMembers(endpoint.params)) parts.params = json(endpoint.params);
  if (hasMembers(endpoint.query)) parts.querystring = json(endpoint.query);
  if (!(endpoint.body instanceof z.ZodUndefined) && endpoint.method !== 'GET')
    parts.body = json(endpoint.body);
  parts.response = { 200: { description: 'OK', ...json(endpoint.response, 'output') } };
  return { schema: parts, url };
}

function hasMembers(schema: z.ZodType): boolean {
  return schema instanceof z.ZodObject && Object.keys(schema.shape).length > 0;
}

function json(schema: z.ZodType, io: 'input' | 'output' = 'input'): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    target: 'openapi-3.0',
  });
  return rest;
}

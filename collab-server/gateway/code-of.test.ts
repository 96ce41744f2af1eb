import { expect, it } from 'vitest';
import { z } from 'zod';
import { AppError, CODES } from '#protocol/wire/codes';
import { DiskFullError } from '../storage/port.ts';
import { codeOf } from './code-of.ts';

it('[HTTP-8] every error has a code: refusals their own, a full disk that of its own, the rest is broken', () => {
  expect(codeOf(new AppError('secrecy'))).toBe('secrecy');
  expect(codeOf(new DiskFullError('no room'))).toBe('diskFull');
  expect(CODES.diskFull.http).toBe(507);
  expect(codeOf(z.string().safeParse(7).error)).toBe('broken');
  expect(codeOf(new Error('a bug'))).toBe('broken');
  expect(codeOf('thrown by a stranger')).toBe('broken');
  expect(codeOf(undefined)).toBe('broken');
  const http = (statusCode: unknown) =>
    codeOf(Object.assign(new Error('from the framework'), { statusCode }));
  expect([413, 429, 404, 400, 415, 500, 'x'].map(http)).toEqual([
    'tooLarge',
    'slowDown',
    'notFound',
    'badRequest',
    'badRequest',
    'broken',
    'broken',
  ]);
});

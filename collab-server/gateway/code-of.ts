import { ZodError } from 'zod';
import { AppError, type RefusalCode } from '#protocol/wire/codes';
import { DiskFullError } from '../storage/port.ts';

/** What somebody is told of an error, on HTTP and on sockets alike: `broken` for whatever wasn't foreseen. */
export function codeOf(error: unknown): RefusalCode {
  if (error instanceof AppError) return error.code;
  if (error instanceof DiskFullError) return 'diskFull';
  if (error instanceof ZodError) return 'broken';
  const status =
    typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : 500;
  if (status === 413) return 'tooLarge';
  if (status === 429) return 'slowDown';
  if (status === 404) return 'notFound';
  return typeof status === 'number' && status >= 400 && status < 500 ? 'badRequest' : 'broken';
}

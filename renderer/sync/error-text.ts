import { useTranslation } from 'react-i18next';
import { AppError } from '#protocol/wire/codes';
import { Unreachable } from './api-client.ts';

/** Key in the `codes` namespace for anything that was thrown; `broken` for what nobody expected. */
export function errorKey(error: unknown): string {
  if (error instanceof AppError) return error.code;
  if (error instanceof Unreachable) return 'unreachable';
  return 'broken';
}

/** Says in the person's language what was refused or failed, and what to do. */
export function useErrorText(): (error: unknown) => string {
  const { t } = useTranslation('codes');
  return (error) => t(errorKey(error));
}

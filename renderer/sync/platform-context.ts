import { createContext, use } from 'react';
import type { Platform } from '../platform/index.ts';

/** Given by the app around everything. */
export const PlatformContext = createContext<Platform | null>(null);

/** The machine this page runs on; throws outside the app. */
export function usePlatform(): Platform {
  const platform = use(PlatformContext);
  if (platform === null) throw new Error('PlatformContext is missing');
  return platform;
}

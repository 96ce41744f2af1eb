import path from 'node:path';
import { serverAddress } from '#ipc/server-address';
import { APP_ORIGIN, isOwnPage } from './origin.ts';

/** What the environment says about this run. Read once, at start. */
export interface DesktopConfig {
  /** An address that wins over the remembered one for this run and is not written down; `npm start` sets it. */
  readonly presetServer: string | null;
  /**
   * The route the window opens on, from its `/`. On a first run `npm start` names the page that sets the server up,
   * with its one-time token.
   */
  readonly startPage: string;
  /** The folder served as `app://bantron`. */
  readonly rendererDir: string;
}

/**
 * Reads the configuration. A packaged app takes its page from its own archive only: a variable that could
 * replace it would be a way around the archive's integrity check.
 *
 * @throws Error when a variable is not what it should be; the message names it and says what it should be.
 */
export function readConfig(
  env: NodeJS.ProcessEnv,
  app: { isPackaged: boolean; bundleDir: string },
): DesktopConfig {
  const preset = env['BANTRON_DESKTOP_SERVER'];
  if (preset !== undefined && preset !== '' && !serverAddress.safeParse(preset).success)
    throw new Error(
      `BANTRON_DESKTOP_SERVER should be the origin of a server, such as https://hop.example.gov.vn:4180, not ${preset}`,
    );
  const startPage = env['BANTRON_DESKTOP_PAGE'] || '/';
  if (!startPage.startsWith('/') || !isOwnPage(`${APP_ORIGIN}${startPage}`))
    throw new Error(
      'BANTRON_DESKTOP_PAGE should be a route of the page that begins with a slash, such as /setup',
    );
  const chosen = app.isPackaged ? undefined : env['BANTRON_RENDERER_DIR'];
  return {
    presetServer: preset === undefined || preset === '' ? null : preset,
    startPage,
    rendererDir: chosen ? path.resolve(chosen) : path.resolve(app.bundleDir, '../renderer'),
  };
}

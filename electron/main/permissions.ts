import { isOwnPage } from './origin.ts';

/**
 * What our own page may use: camera and microphone, and writing text to the clipboard, which Chromium asks about
 * when a person presses "copy the link" (reading the clipboard is another permission, and is refused).
 */
const granted: ReadonlySet<string> = new Set(['media', 'clipboard-sanitized-write']);

/** Whether a permission is given: only to the main frame of our own page. */
export function permissionGranted(permission: string, address: string, isMainFrame: boolean): boolean {
  return isMainFrame && granted.has(permission) && isOwnPage(address);
}

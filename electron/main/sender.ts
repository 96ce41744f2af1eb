import { isOwnPage } from './origin.ts';

/** The part of Electron's event that says who asks. */
export interface Asking {
  readonly senderFrame: { readonly url: string; readonly parent: unknown } | null;
}

/**
 * Whether a request comes from the main frame of our own page. A frame that was destroyed or has navigated on
 * since is null, and nothing is done for it.
 */
export function isTrustedSender({ senderFrame }: Asking): boolean {
  return senderFrame !== null && senderFrame.parent === null && isOwnPage(senderFrame.url);
}

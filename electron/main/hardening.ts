import { app, session, shell, type WebContents } from 'electron';
import { externalLink } from './external-link.ts';
import { isOwnPage } from './origin.ts';
import { permissionGranted } from './permissions.ts';

/**
 * Closes what a page could use to become another page or to reach the computer. It holds for every web contents
 * there will ever be, so a window added later can't forget it. To be called before the first window is made.
 */
export function hardenAllContents(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-frame-navigate', (event) => {
      if (event.isMainFrame && isOwnPage(event.url)) return; // reloading, and following our own links
      event.preventDefault();
      if (event.isMainFrame) openOutside(event.url);
    });
    contents.on('will-redirect', (event) => {
      if (!isOwnPage(event.url)) event.preventDefault();
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      openOutside(url);
      return { action: 'deny' };
    });
  });
}

/** Answers every permission question of the page, asked or implied. To be called when the app is ready. */
export function answerPermissions(): void {
  const pages = session.defaultSession;
  pages.setPermissionRequestHandler((contents, permission, done, details) => {
    const origin = 'requestingUrl' in details ? details.requestingUrl : contents.getURL();
    done(permissionGranted(permission, origin, details.isMainFrame));
  });
  pages.setPermissionCheckHandler((contents: WebContents | null, permission, origin, details) =>
    permissionGranted(permission, contents === null ? origin : contents.getURL(), details.isMainFrame),
  );
  pages.setDevicePermissionHandler(() => false); // USB, serial, HID
}

/** Opens a checked link in the person's browser. Returns whether it did. */
export function openOutside(url: string): boolean {
  const link = externalLink(url);
  if (link === null) {
    console.warn('window: refused to open a link that is not https');
    return false;
  }
  shell.openExternal(link).catch((error: unknown) => console.warn('window: the link was not opened', error));
  return true;
}

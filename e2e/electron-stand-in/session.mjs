import { strict } from './strict.mjs';

/** Chromium's permissions, and what Electron calls them in its handlers. */
const PERMISSIONS = [
  { descriptor: { name: 'microphone' }, permission: 'media', mediaTypes: ['audio'] },
  { descriptor: { name: 'camera' }, permission: 'media', mediaTypes: ['video'] },
  { descriptor: { name: 'geolocation' }, permission: 'geolocation' },
  { descriptor: { name: 'notifications' }, permission: 'notifications' },
  { descriptor: { name: 'clipboard-read' }, permission: 'clipboard-read' },
  { descriptor: { name: 'clipboard-write' }, permission: 'clipboard-sanitized-write' },
  { descriptor: { name: 'midi' }, permission: 'midi' },
];

/**
 * `electron.session.defaultSession`. Electron asks the application when a page needs a permission; a Chromium that is
 * driven from outside has to be told before, so each is asked about when a document is about to load.
 */
export function createSession(context) {
  let requestHandler;
  let checkHandler;
  const defaultSession = {
    setPermissionRequestHandler(handler) {
      requestHandler = handler;
    },
    setPermissionCheckHandler(handler) {
      checkHandler = handler;
    },
    setDevicePermissionHandler() {},
    async _applyPermissions(contents, requestingUrl, chromiumOrigin) {
      if (!/^https?:/.test(chromiumOrigin)) return;
      for (const { descriptor, permission, mediaTypes } of PERMISSIONS) {
        const details = { requestingUrl, isMainFrame: true, securityOrigin: requestingUrl, mediaTypes };
        // Before anything has loaded, the contents have the address they are about to have.
        const asked = { getURL: () => requestingUrl, id: contents.id };
        const requested = await new Promise((resolve) => {
          if (requestHandler) requestHandler(asked, permission, resolve, details);
          else resolve(true);
        });
        const checked = checkHandler ? checkHandler(asked, permission, requestingUrl, details) : true;
        const setting = requested && checked ? 'granted' : 'denied';
        await context.chromium.send('Browser.setPermission', {
          permission: descriptor,
          setting,
          origin: chromiumOrigin,
        });
      }
    },
  };
  return strict('session', defaultSession);
}

/** Scheme and host of our own page. Standard and secure, so it has storage, camera and `crypto.subtle`. */
export const APP_SCHEME = 'app';
const APP_HOST = 'bantron';
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`;

/** Whether an address is one of our own page's. Node gives such an address the origin "null", so parts are compared. */
export function isOwnPage(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return (
    url.protocol === `${APP_SCHEME}:` &&
    url.hostname === APP_HOST &&
    url.port === '' &&
    url.username === '' &&
    url.password === ''
  );
}

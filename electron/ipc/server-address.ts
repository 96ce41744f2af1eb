import { z } from 'zod';

/**
 * The origin of a Bàn Tròn server as it is stored and compared: lower-case scheme and host, a port only when
 * it isn't the scheme's own, no path, no credentials. The pattern is checked on both sides of the bridge; what
 * a person typed is brought into this shape by `parseServerAddress` in `renderer/platform/`.
 *
 * The host is limited to letters, digits, dots and hyphens (or a bracketed IPv6 address) because the address
 * is also written into a Content-Security-Policy header, where a `;` or a space would begin a directive.
 */
export const serverAddress = z
  .string()
  .max(300)
  .regex(/^https?:\/\/(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::[1-9]\d{0,4})?$/);

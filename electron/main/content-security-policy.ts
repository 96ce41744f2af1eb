/**
 * The policy sent with every answer of `app://bantron`.
 *
 * @param server the remembered server; the page may then talk to it and to nobody else. Without one (`null`)
 *   it may talk to any server, since a person is about to type the address of theirs and the page asks that
 *   server for its version before the address is remembered.
 *
 * `'wasm-unsafe-eval'` is for the decoders of PDF pictures; inline styles are for positions and sizes that
 * are computed. Frames, plug-ins, forms and base addresses are not used, so they are not allowed.
 */
export function contentSecurityPolicy(server: string | null): string {
  const servers = server === null ? 'http: https: ws: wss:' : `${server} ${server.replace(/^http/, 'ws')}`;
  return [
    "default-src 'self'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self' ${servers}`,
    "worker-src 'self' blob:",
    "media-src 'self' blob:",
    "frame-src 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
    "form-action 'none'",
    "base-uri 'none'",
  ].join('; ');
}

// Custom schemes for a stock Chromium, which has no way to register one. `app://bantron/x` is loaded as
// `http://bantron.app.localhost/x`: an origin with storage and a secure context, as a standard, secure scheme has.
// Chromium sends it to this proxy, which asks the handler that the application gave to `protocol.handle`.
// Requests to real servers pass through, with the page's origin rewritten, so that a server sees `app://bantron`.
import http from 'node:http';
import net from 'node:net';

export class SchemeProxy {
  #server = http.createServer((request, response) => this.#request(request, response));
  #handlers = new Map();
  port = 0;

  async start() {
    this.#server.on('connect', (request, socket, head) => this.#connect(request, socket, head));
    await new Promise((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.port = this.#server.address().port;
  }

  close() {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  handle(scheme, handler) {
    if (this.#handlers.has(scheme)) throw new Error(`The scheme '${scheme}' is already registered`);
    this.#handlers.set(scheme, handler);
  }

  isHandled(scheme) {
    return this.#handlers.has(scheme);
  }

  /** The address that Chromium is to load. */
  inward(address) {
    const [, scheme, host, rest] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/s.exec(address) ?? [];
    return this.#handlers.has(scheme) ? `http://${host}.${scheme}.localhost${rest || '/'}` : address;
  }

  /** The address as the application and servers know it. */
  outward(address) {
    const [whole, host, scheme] = /^http:\/\/([^/.]+)\.([a-z][a-z0-9+-]*)\.localhost/.exec(address) ?? [];
    return this.#handlers.has(scheme) ? `${scheme}://${host}${address.slice(whole.length)}` : address;
  }

  async #request(request, response) {
    const address = this.outward(request.url);
    const scheme = address.split(':')[0];
    if (this.#handlers.has(scheme)) await this.#askHandler(scheme, address, request, response);
    else this.#passOn(request, response);
  }

  async #askHandler(scheme, address, request, response) {
    try {
      const answer = await this.#handlers.get(scheme)(
        new Request(address, { method: request.method, headers: withoutHopHeaders(request.headers) }),
      );
      response.writeHead(answer.status, Object.fromEntries(answer.headers));
      response.end(Buffer.from(await answer.arrayBuffer()));
    } catch (error) {
      console.error(`electron stand-in: the handler of ${scheme}: failed`, error);
      response.writeHead(500).end();
    }
  }

  #passOn(request, response) {
    const url = new URL(request.url);
    const headers = { ...request.headers };
    delete headers['proxy-connection'];
    if (headers.origin) headers.origin = this.outward(headers.origin);
    delete headers.referer; // Chromium sends none from a custom scheme
    const onward = http.request(url, { method: request.method, headers }, (answer) => {
      const allowed = answer.headers['access-control-allow-origin'];
      if (allowed) answer.headers['access-control-allow-origin'] = this.inward(allowed).replace(/\/$/, '');
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    response.on('close', () => onward.destroy());
    request.pipe(onward);
  }

  /** A tunnel: TLS goes through as it is; an unencrypted WebSocket gets the origin a server would see. */
  #connect(request, socket, head) {
    const { hostname, port } = new URL(`http://${request.url}`);
    const server = net.connect(Number(port) || 80, hostname.replace(/^\[|\]$/g, ''), () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    });
    const end = () => {
      socket.destroy();
      server.destroy();
    };
    socket.on('error', end).on('close', end);
    server.on('error', end).on('close', end);
    server.pipe(socket);

    let begun = head;
    const first = (chunk) => {
      begun = Buffer.concat([begun, chunk]);
      const isText = begun.subarray(0, 4).toString('latin1') === 'GET '.slice(0, begun.length);
      const headerEnd = begun.indexOf('\r\n\r\n');
      if (isText && headerEnd < 0) return; // the rest of the handshake is still to come
      socket.off('data', first);
      if (isText) {
        const text = begun.subarray(0, headerEnd).toString('latin1');
        const rewritten = text.replace(
          /^(origin: )(.*)$/im,
          (_line, name, origin) => name + this.outward(origin),
        );
        server.write(Buffer.concat([Buffer.from(rewritten, 'latin1'), begun.subarray(headerEnd)]));
      } else server.write(begun);
      socket.pipe(server);
    };
    socket.on('data', first);
  }
}

function withoutHopHeaders(headers) {
  const kept = Object.entries(headers).filter(
    ([name]) => !['host', 'connection', 'proxy-connection'].includes(name),
  );
  return Object.fromEntries(kept);
}

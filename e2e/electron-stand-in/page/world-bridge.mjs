// contextBridge between the page's world and the preload's. Evaluated in both
// worlds, which share the DOM but no object. Messages are DOM events with a secret name; a listener in the other
// world runs before dispatchEvent returns, so that calls are synchronous, as they are in Electron.
export function createWorldBridge(codec, side, secret) {
  const other = side === 'page' ? 'preload' : 'page';
  const kept = new Map();
  const ids = new WeakMap();
  const awaited = new Map();
  let nextId = 1;
  let reply;

  const functions = {
    keep(callback) {
      if (!ids.has(callback)) {
        ids.set(callback, nextId);
        kept.set(nextId++, callback);
      }
      return ids.get(callback);
    },
    call:
      (id) =>
      (...args) => {
        const answer = post('call', { id, args: codec.encode(args, functions) });
        if (answer.ok) return codec.decode(answer.value, functions);
        throw codec.decode(answer.value, functions);
      },
    follow(promise) {
      const id = nextId++;
      const settle = (ok) => (value) => {
        post('settle', { id, ok, value: codec.encode(value, functions) });
      };
      promise.then(settle(true), settle(false));
      return id;
    },
    await: (id) => new Promise((resolve, reject) => awaited.set(id, { resolve, reject })),
  };

  function post(kind, body) {
    reply = undefined;
    window.dispatchEvent(new CustomEvent(`${secret}${other}-${kind}`, { detail: JSON.stringify(body) }));
    return reply === undefined ? undefined : JSON.parse(reply);
  }

  function receive(kind, listener) {
    const onEvent = (event) => {
      event.stopImmediatePropagation();
      const answer = listener(JSON.parse(event.detail));
      if (answer !== undefined)
        window.dispatchEvent(new CustomEvent(`${secret}${other}-reply`, { detail: JSON.stringify(answer) }));
    };
    window.addEventListener(`${secret}${side}-${kind}`, onEvent, true);
  }

  window.addEventListener(
    `${secret}${side}-reply`,
    (event) => {
      event.stopImmediatePropagation();
      reply = event.detail;
    },
    true,
  );
  receive('call', ({ id, args }) => {
    try {
      return { ok: true, value: codec.encode(kept.get(id)(...codec.decode(args, functions)), functions) };
    } catch (error) {
      return {
        ok: false,
        value: codec.encode(error instanceof Error ? error : new Error(String(error)), functions),
      };
    }
  });
  receive('settle', ({ id, ok, value }) => {
    const { resolve, reject } = awaited.get(id);
    awaited.delete(id);
    (ok ? resolve : reject)(codec.decode(value, functions));
  });

  const deepFreeze = (value) => {
    if (value && typeof value === 'object' && !ArrayBuffer.isView(value)) {
      Object.freeze(value);
      Object.values(value).forEach(deepFreeze);
    }
    return value;
  };
  if (side === 'page')
    receive('expose', ({ name, api }) => {
      if (name in window)
        return { error: 'Cannot bind an API on top of an existing property on the window object' };
      const value = deepFreeze(codec.decode(api, functions));
      Object.defineProperty(window, name, { value, enumerable: true, configurable: false, writable: false });
      return {};
    });

  return {
    exposeInMainWorld(name, api) {
      const answer = post('expose', { name, api: codec.encode(api, functions) });
      if (answer === undefined) throw new Error('electron stand-in: the page has no world yet');
      if (answer.error) throw new Error(answer.error);
    },
  };
}

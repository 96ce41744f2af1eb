// Runs the application's preload in its own world, with what a sandboxed preload has: a `require` that knows Electron
// only, and no Node.
const missing = (name) => () => {
  throw new Error(`electron stand-in: ${name} is not implemented`);
};

export function hostPreload(codec, contextBridge, bindingName, runPreload, facts) {
  const native = globalThis[bindingName];
  delete globalThis[bindingName];
  const waiting = new Map();
  const listeners = new Map();
  let nextId = 1;

  const send = (message) => native(JSON.stringify(message));
  const listen = (channel, listener, once) => {
    listeners.set(channel, [...(listeners.get(channel) ?? []), { listener, once }]);
    return ipcRenderer;
  };
  const ipcRenderer = {
    invoke: (channel, ...args) =>
      new Promise((resolve, reject) => {
        const id = nextId++;
        const encoded = codec.encode(args); // throws, and so rejects, for what can't be cloned
        waiting.set(id, { resolve, reject });
        send({ kind: 'invoke', channel, id, args: encoded });
      }),
    send: (channel, ...args) => send({ kind: 'send', channel, args: codec.encode(args) }),
    on: (channel, listener) => listen(channel, listener, false),
    once: (channel, listener) => listen(channel, listener, true),
    removeListener(channel, listener) {
      listeners.set(
        channel,
        (listeners.get(channel) ?? []).filter((entry) => entry.listener !== listener),
      );
      return ipcRenderer;
    },
    off: (channel, listener) => ipcRenderer.removeListener(channel, listener),
    sendSync: missing('ipcRenderer.sendSync'),
    postMessage: missing('ipcRenderer.postMessage'),
  };

  // Called by the stand-in's main process, which alone can evaluate in this world.
  globalThis.standInReply = (id, answer) => {
    const { resolve, reject } = waiting.get(id);
    waiting.delete(id);
    if (answer.error === undefined) resolve(codec.decode(answer.value));
    else reject(new Error(answer.error));
  };
  globalThis.standInPush = (channel, encoded) => {
    for (const { listener, once } of listeners.get(channel) ?? []) {
      if (once) ipcRenderer.removeListener(channel, listener);
      listener({ sender: ipcRenderer, ports: [] }, ...codec.decode(encoded));
    }
  };

  const electron = { ipcRenderer, contextBridge };
  const require = (name) => {
    if (name === 'electron' || name === 'electron/renderer' || name === 'electron/common') return electron;
    throw new Error(`module not found: ${name}`);
  };
  const process = Object.freeze({ type: 'renderer', sandboxed: true, contextIsolated: true, ...facts });
  const module = { exports: {} };
  try {
    runPreload.call(module.exports, require, process, module, module.exports, globalThis);
  } catch (error) {
    send({ kind: 'preload-error', channel: '', args: codec.encode([facts.preload, error]) });
    console.error(`Unable to load preload script: ${facts.preload}\n${error.stack}`);
  }
}

import { EventEmitter } from 'node:events';
import { strict } from './strict.mjs';

/** `electron.ipcMain`, and the way requests of pages reach it. */
export function createIpcMain() {
  const handlers = new Map();
  const ipcMain = Object.assign(new EventEmitter(), {
    handle(channel, handler) {
      if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
      handlers.set(channel, handler);
    },
    removeHandler(channel) {
      handlers.delete(channel);
    },
  });

  /** Answers `ipcRenderer.invoke`; what goes wrong is worded as Electron words it. */
  const invoke = async (channel, event, args) => {
    const handler = handlers.get(channel);
    if (!handler)
      return {
        error: `Error invoking remote method '${channel}': Error: No handler registered for '${channel}'`,
      };
    try {
      return { value: await handler(event, ...args) };
    } catch (error) {
      console.error(`Error occurred in handler for '${channel}':`, error);
      return { error: `Error invoking remote method '${channel}': ${String(error)}` };
    }
  };
  return { ipcMain: strict('ipcMain', ipcMain), invoke };
}

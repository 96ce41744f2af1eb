// Parts of Electron that need no Chromium: recorded, scriptable by a test, or simple.
import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { strict } from './strict.mjs';

/** `shell` opens nothing: what it was asked for is recorded, and a test may replace its methods. */
export function createShell(calls) {
  return strict('shell', {
    async openExternal(url) {
      calls.push({ api: 'shell.openExternal', args: [url] });
    },
  });
}

/** `dialog` answers as a person who closes it; a test may replace its methods. */
export function createDialog(calls) {
  return strict('dialog', {
    async showMessageBox(...args) {
      calls.push({ api: 'dialog.showMessageBox', args });
      return { response: args.at(-1).cancelId ?? 0, checkboxChecked: false };
    },
    showErrorBox(...args) {
      calls.push({ api: 'dialog.showErrorBox', args });
    },
  });
}

/**
 * `safeStorage`. STAND_IN_KEYRING names the backend it claims to have (default `basic_text`, as on a machine without a
 * desktop). The password is fixed in either case: this is not a keyring, but what it seals is not plain text.
 */
export function createSafeStorage() {
  const backend = process.env.STAND_IN_KEYRING ?? 'basic_text';
  const key = scryptSync('stand-in', backend, 32);
  let plainTextAllowed = false;
  const check = () => {
    if (backend === 'basic_text' && !plainTextAllowed) throw new Error('Encryption is not available.');
  };
  return strict('safeStorage', {
    getSelectedStorageBackend: () => backend,
    setUsePlainTextEncryption(allowed) {
      plainTextAllowed = allowed;
    },
    isAsyncEncryptionAvailable: async () => backend !== 'basic_text' || plainTextAllowed,
    async encryptStringAsync(text) {
      check();
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    },
    async decryptStringAsync(sealed) {
      check();
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12));
      decipher.setAuthTag(sealed.subarray(-16));
      const text = Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]).toString(
        'utf8',
      );
      return { result: text, shouldReEncrypt: false };
    },
  });
}

/** `screen` with one display. */
export function createScreen() {
  const area = { x: 0, y: 0, width: 1280, height: 800 };
  const display = {
    id: 1,
    bounds: area,
    workArea: area,
    workAreaSize: { width: 1280, height: 800 },
    scaleFactor: 1,
  };
  return strict('screen', { getPrimaryDisplay: () => display, getAllDisplays: () => [display] });
}

/** `Menu`: kept, so that a test can look at them and click. Roles do nothing. */
export function createMenu() {
  let applicationMenu = null;
  const makeItem = ({ click, submenu, ...options }) => {
    const item = { enabled: true, visible: true, label: options.label ?? options.role ?? '', ...options };
    if (submenu) item.submenu = Menu.buildFromTemplate(submenu);
    item.click = (...args) => click?.(item, ...args);
    return item;
  };
  class Menu extends EventEmitter {
    items = [];
    static buildFromTemplate(template) {
      const menu = new Menu();
      menu.items = template.map(makeItem);
      return menu;
    }
    static setApplicationMenu(menu) {
      applicationMenu = menu;
    }
    static getApplicationMenu() {
      return applicationMenu;
    }
  }
  return { Menu };
}

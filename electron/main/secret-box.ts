import { safeStorage } from 'electron';

/** Seals short secrets with the operating system's keyring. */
export interface SecretBox {
  /** False when the secret is only obfuscated: whoever reads the disk can undo it. The page has to say so. */
  isProtected(): boolean;
  seal(secret: string): Promise<Buffer>;
  /** Rejects when the keyring no longer has the key, or the bytes were changed. */
  open(sealed: Buffer): Promise<string>;
}

/**
 * The box of this computer; to be made after the app is ready.
 *
 * On a Linux desktop without a keyring Electron offers a fixed password ("basic_text"). It is used rather than
 * refused, since the alternative is to sign in at every start, but {@link SecretBox.isProtected} is then false.
 */
export function systemSecretBox(): SecretBox {
  const weak = process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text';
  if (weak) safeStorage.setUsePlainTextEncryption(true);
  return {
    isProtected: () => !weak,
    seal: (secret) => safeStorage.encryptStringAsync(secret),
    open: async (sealed) => (await safeStorage.decryptStringAsync(sealed)).result,
  };
}

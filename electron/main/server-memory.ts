import path from 'node:path';
import { z } from 'zod';
import { serverAddress } from '#ipc/server-address';
import { JsonFile } from './json-file.ts';

const content = z.strictObject({ address: serverAddress.nullable() });

/**
 * The server this computer belongs to, kept in `<folder>/server.json`. It is held in memory too, because the
 * policy of every page answer depends on it and is made without waiting.
 */
export class ServerMemory {
  readonly #file: JsonFile<z.infer<typeof content>>;
  readonly #preset: string | null;
  #address: string | null;

  private constructor(
    file: JsonFile<z.infer<typeof content>>,
    preset: string | null,
    address: string | null,
  ) {
    this.#file = file;
    this.#preset = preset;
    this.#address = address;
  }

  /** @param preset wins over what is remembered and is not written down. */
  static async open(folder: string, preset: string | null): Promise<ServerMemory> {
    const file = new JsonFile(path.join(folder, 'server.json'), content, { address: null });
    return new ServerMemory(file, preset, preset ?? (await file.read()).address);
  }

  get address(): string | null {
    return this.#address;
  }

  /** Whether the address in use is the preset one. */
  get isPreset(): boolean {
    return this.#preset !== null && this.#address === this.#preset;
  }

  async set(address: string): Promise<void> {
    await this.#file.write({ address });
    this.#address = address;
  }

  /** Forgets the address, also a preset one until the next start. */
  async clear(): Promise<void> {
    await this.#file.write({ address: null });
    this.#address = null;
  }
}

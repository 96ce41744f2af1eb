import type { ChannelEnvironment } from './channel-environment.ts';

/** Timers by name: starting one again replaces it, and all of them end together. */
export class NamedTimers {
  readonly #env: Pick<ChannelEnvironment, 'after'>;
  readonly #cancels = new Map<string, () => void>();

  constructor(env: Pick<ChannelEnvironment, 'after'>) {
    this.#env = env;
  }

  has(name: string): boolean {
    return this.#cancels.has(name);
  }

  start(name: string, ms: number, call: () => void): void {
    this.cancel(name);
    const cancel = this.#env.after(ms, () => {
      this.#cancels.delete(name);
      call();
    });
    this.#cancels.set(name, cancel);
  }

  cancel(...names: readonly string[]): void {
    for (const name of names) {
      this.#cancels.get(name)?.();
      this.#cancels.delete(name);
    }
  }

  close(): void {
    this.cancel(...this.#cancels.keys());
  }
}

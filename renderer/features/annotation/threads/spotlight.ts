import type { MarkRef } from '#protocol/annotation/mark';
import type { Rect } from '#protocol/annotation/page-transform';
import type { ThreadRoot } from './thread-model.ts';

/** How long a mark pulses, in milliseconds. */
const PULSE = 2800;

export interface Lit {
  /** The mark that was gone to last; each time anew. */
  readonly pulse: { readonly root: ThreadRoot; readonly turn: number } | null;
  /** A place without a mark of ours that was gone to last. */
  readonly place: { readonly page: number; readonly rect: Rect; readonly turn: number } | null;
  /** The mark on the shared layer that the presenter points out. */
  readonly held: MarkRef | null;
}

/** Where the eye is led to on the pages: a mark that was gone to pulses, one that is pointed out keeps a frame. */
export class Spotlight {
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #listeners = new Set<() => void>();
  #turn = 0;
  #lit: Lit = { pulse: null, place: null, held: null };

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  getSnapshot = (): Lit => this.#lit;

  pulse(root: ThreadRoot): void {
    this.#beat({ pulse: { root, turn: this.#turn + 1 }, place: null });
  }

  /** The same for a place of a page. */
  pulseAt(page: number, rect: Rect): void {
    this.#beat({ pulse: null, place: { page, rect, turn: this.#turn + 1 } });
  }

  hold(held: MarkRef | null): void {
    const before = this.#lit.held;
    if (before?.author === held?.author && before?.mark === held?.mark) return;
    this.#become({ ...this.#lit, held });
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#listeners.clear();
  }

  #beat(lit: Pick<Lit, 'pulse' | 'place'>): void {
    clearTimeout(this.#timer);
    this.#turn += 1;
    this.#become({ ...this.#lit, ...lit });
    this.#timer = setTimeout(() => this.#become({ ...this.#lit, pulse: null, place: null }), PULSE);
  }

  #become(lit: Lit): void {
    this.#lit = lit;
    for (const listener of this.#listeners) listener();
  }
}

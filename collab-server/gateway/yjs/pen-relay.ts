import type { AuthoredPenPiece } from '#protocol/annotation/pen';
import type { Environment, Timer } from '../../environment.ts';
import type { Frame } from './frame.ts';
import { penFrame } from './messages.ts';
import { Pace } from '../pace.ts';

/** One display frame, and two under load. */
const PACE = { leastPeriod: 16, mostWait: 33 };
/** What each one who draws adds to the time between two frames, until it is a display frame. */
const PER_PEN = 4;
/** Who sent nothing for so long doesn't draw any more. */
const RECENT = 100;

/**
 * Passes pens in motion on: a lone pen's pieces as they come, and what many draw in one shared frame per display frame.
 * Nothing of it is stored, and a piece that is lost harms no other.
 */
export class PenRelay<Sender> {
  readonly #env: Environment;
  readonly #clock: () => number;
  readonly #pace: Pace;
  readonly #relay: (frame: Frame, except: Sender | undefined) => void;
  #gathered: AuthoredPenPiece[] = [];
  /** Who sent all of what is gathered; `'several'` when it isn't one. */
  #from: { readonly sender: Sender } | 'several' | undefined;
  #timer: Timer | undefined;
  /** When each pen was last heard of. */
  readonly #pens = new Map<Sender, number>();

  constructor(
    env: Environment,
    clock: () => number,
    relay: (frame: Frame, except: Sender | undefined) => void,
  ) {
    this.#env = env;
    this.#clock = clock;
    this.#pace = new Pace(clock, PACE);
    this.#relay = relay;
  }

  add(sender: Sender, pieces: readonly AuthoredPenPiece[]): void {
    this.#gathered.push(...pieces);
    this.#pens.set(sender, this.#clock());
    if (this.#from === undefined) this.#from = { sender };
    else if (this.#from !== 'several' && this.#from.sender !== sender) this.#from = 'several';
    if (this.#timer !== undefined) return;
    const wait = this.#pace.wait();
    if (wait === 0) this.#flush();
    else this.#timer = this.#env.after(wait, () => this.#flush());
  }

  close(): void {
    this.#timer?.cancel();
    this.#gathered = [];
    this.#pens.clear();
  }

  #flush(): void {
    const pieces = this.#gathered;
    const from = this.#from;
    this.#timer = undefined;
    this.#gathered = [];
    this.#from = undefined;
    this.#pace.begin(PER_PEN * this.#drawing());
    this.#pace.run(() => {
      this.#relay(penFrame(pieces), from === 'several' ? undefined : from?.sender);
    });
  }

  /** How many draw now. */
  #drawing(): number {
    const recent = this.#clock() - RECENT;
    for (const [sender, at] of this.#pens) if (at < recent) this.#pens.delete(sender);
    return this.#pens.size;
  }
}

import { writeUpdate } from 'y-protocols/sync';
import * as Y from 'yjs';
import { RawSocket } from '../../collab-server/bench/raw-socket.ts';
import { minutesBody } from '../../collab-server/protocol/minutes/ydoc.ts';
import { COLLAB_MESSAGE } from '../../collab-server/protocol/wire/collab.ts';
import { message } from './pen-bots.ts';

/** A key every so many milliseconds: eight in a second. */
export const KEY_INTERVAL = 125;

/** Several who type without a screen, each in a paragraph of their own and as a Yjs client of their own. */
export class Writers implements Disposable {
  readonly #doc: Y.Doc;
  readonly #sockets: readonly RawSocket[];
  readonly #texts: readonly Y.XmlText[];
  #timer: ReturnType<typeof setInterval> | undefined;
  #next = 0;

  /** `doc` is what all of them know; what others write meanwhile is nothing to them. */
  constructor(doc: Y.Doc, sockets: readonly RawSocket[]) {
    this.#doc = doc;
    this.#sockets = sockets;
    const texts = minutesBody(doc)
      .toArray()
      .flatMap((node) => (node instanceof Y.XmlElement ? node.toArray() : []))
      .filter((text) => text instanceof Y.XmlText);
    // Not in the lines that are watched, and far from each other.
    const step = Math.floor((texts.length - 4) / sockets.length);
    this.#texts = sockets.flatMap((_, n) => texts[3 + n * step] ?? []);
  }

  /** From now on all type, evenly spread over the time. */
  begin(): void {
    this.#timer = setInterval(() => this.#key(), KEY_INTERVAL / this.#sockets.length);
  }

  rest(): void {
    clearInterval(this.#timer);
  }

  [Symbol.dispose](): void {
    this.rest();
    for (const socket of this.#sockets) socket.close();
  }

  #key(): void {
    const n = this.#next++ % this.#sockets.length;
    const [text, socket] = [this.#texts[n], this.#sockets[n]];
    if (text === undefined || socket === undefined) return;
    const own = this.#doc.clientID;
    this.#doc.clientID = WRITER_CLIENT + n;
    this.#doc.once('update', (update: Uint8Array) =>
      socket.send(message(COLLAB_MESSAGE.sync, (encoder) => writeUpdate(encoder, update))),
    );
    this.#doc.transact(() => text.insert(text.length, 'a'));
    this.#doc.clientID = own;
  }
}

const WRITER_CLIENT = 6_000_000;

import { type InkPoint, packInk, unpackInk } from '#protocol/annotation/ink';
import type { MarkColour } from '#protocol/annotation/mark';
import {
  type AuthoredPenPiece,
  MAX_PEN_PIECES,
  MAX_PIECE_BYTES,
  type PenPiece,
  type PenTool,
} from '#protocol/annotation/pen';
import type { MarkId, PersonId } from '#protocol/wire/ids';

/**
 * A lone pen's pieces leave at most this often, in milliseconds: a stylus reports every 8 or so, and a point that waited
 * for the next would often come a frame later to the other screens.
 */
export const LONE_INTERVAL = 6;
/**
 * When others draw too: once per frame of a 60 Hz screen, as the server gathers them. A little less than a frame, so that
 * the points of one that came early don't wait for a timer.
 */
export const SHARED_INTERVAL = 13;
/** More pens than this besides one's own make the room's strokes share frames. */
const FEW = 2;
/** A foreign stroke whose author fell silent goes after this, in milliseconds. */
export const SILENT_STROKE = 10_000;
/** A finished stroke waits so long for its mark, in milliseconds. */
export const FINISHED_STROKE = 5000;
/** The laser pointer's trail fades within this, in milliseconds. */
export const LASER_TRAIL = 900;
/** Points that surely fit into one piece, whatever their distances (two 5-byte numbers and a pressure each). */
const POINTS_PER_PIECE = Math.floor(MAX_PIECE_BYTES / 11);

/** How a stroke looks, apart from its points. Width in PDF points. */
export interface StrokeLook {
  readonly mark: MarkId;
  readonly page: number;
  readonly tool: PenTool;
  readonly colour: MarkColour;
  readonly width: number;
}

/** A stroke that somebody else is drawing. */
export interface LiveStroke extends StrokeLook {
  readonly author: PersonId;
  readonly points: readonly InkPoint[];
  /** When each point came, of a laser pointer only: its trail fades. */
  readonly times: readonly number[];
  /** The pointer was lifted. */
  readonly isOver: boolean;
}

interface MovingStroke extends LiveStroke {
  readonly points: InkPoint[];
  readonly times: number[];
  isOver: boolean;
}

/** Sends one's own strokes in motion: only new points, and seldomer when others draw too. */
export class PenOutbox {
  readonly #send: (pieces: readonly PenPiece[]) => void;
  readonly #othersDraw: () => boolean;
  #look: StrokeLook | undefined;
  #points: InkPoint[] = [];
  #piece = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sentAt = Number.NEGATIVE_INFINITY;

  constructor(send: (pieces: readonly PenPiece[]) => void, othersDraw: () => boolean) {
    this.#send = send;
    this.#othersDraw = othersDraw;
  }

  begin(look: StrokeLook): void {
    this.end();
    this.#look = look;
    this.#piece = 0;
  }

  add(points: readonly InkPoint[]): void {
    if (this.#look === undefined) return;
    this.#points.push(...points);
    const interval = this.#othersDraw() ? SHARED_INTERVAL : LONE_INTERVAL;
    const wait = this.#sentAt + interval - Date.now();
    if (wait <= 0) this.#flush(false);
    else this.#timer ??= setTimeout(() => this.#flush(false), wait);
  }

  /** The stroke is finished or given up. */
  end(): void {
    if (this.#look === undefined) return;
    this.#flush(true);
    this.#look = undefined;
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#look = undefined;
    this.#points = [];
  }

  #flush(end: boolean): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const look = this.#look;
    if (look === undefined) return;
    const pieces: PenPiece[] = [];
    do {
      const points = this.#points.splice(0, POINTS_PER_PIECE);
      const last = this.#points.length === 0;
      pieces.push({ ...look, piece: this.#piece, end: end && last, points: packInk(points) });
      this.#piece += 1;
    } while (this.#points.length > 0);
    for (let at = 0; at < pieces.length; at += MAX_PEN_PIECES)
      this.#send(pieces.slice(at, at + MAX_PEN_PIECES));
    this.#sentAt = Date.now();
  }
}

/** The strokes that others are drawing in one room. Tells which pages changed; forgets strokes that never finish. */
export class LiveStrokes {
  /** By author and mark: an id that somebody else uses too must not touch a stroke. */
  readonly #strokes = new Map<string, { readonly stroke: MovingStroke; next: number; until: number }>();
  /** Marks that arrived, so that a late piece doesn't bring a stroke back. */
  readonly #arrived = new Set<string>();
  readonly #listeners = new Set<(page: number) => void>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Calls back with a page whose strokes in motion have changed. Returns what stops it. */
  onChange(listener: (page: number) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Whether more than a few pens move in the room. */
  get isBusy(): boolean {
    let moving = 0;
    for (const { stroke } of this.#strokes.values()) if (!stroke.isOver) moving += 1;
    return moving > FEW;
  }

  /** Strokes on a page; their `points` grow in place. A laser's trail ends where it has faded. */
  on(page: number): LiveStroke[] {
    const found: LiveStroke[] = [];
    const now = Date.now();
    for (const { stroke, until } of this.#strokes.values()) {
      if (stroke.page !== page || (stroke.tool === 'laser' && until <= now)) continue;
      if (stroke.tool === 'laser') dropFaded(stroke, now);
      found.push(stroke);
    }
    return found;
  }

  /** Shows one's own laser pointer like the others'. */
  point(author: PersonId, look: StrokeLook, points: readonly InkPoint[], isOver: boolean): void {
    const key = keyOf(author, look.mark);
    let live = this.#strokes.get(key);
    if (live === undefined) {
      live = { stroke: newStroke(author, look), next: 0, until: 0 };
      this.#strokes.set(key, live);
    }
    this.#grow(live, points, isOver);
    this.#sweepLater();
    this.#tell(look.page);
  }

  receive(pieces: readonly AuthoredPenPiece[]): void {
    const pages = new Set<number>();
    for (const piece of pieces) {
      const points = unpackInk(piece.points);
      const key = keyOf(piece.author, piece.mark);
      if (points === undefined || this.#arrived.has(key)) continue;
      const { points: _packed, piece: number, end, author, ...look } = piece;
      let live = this.#strokes.get(key);
      if (live === undefined) {
        if (end && points.length === 0) continue;
        live = { stroke: newStroke(author, look), next: 0, until: 0 };
        this.#strokes.set(key, live);
      }
      if (number < live.next) continue;
      live.next = number + 1;
      this.#grow(live, points, end);
      pages.add(live.stroke.page);
    }
    this.#sweepLater();
    for (const page of pages) this.#tell(page);
  }

  /** The stroke is in the document now. */
  arrived(author: PersonId, mark: MarkId): void {
    const key = keyOf(author, mark);
    this.#arrived.add(key);
    if (this.#arrived.size > 2000) {
      const [oldest] = this.#arrived;
      if (oldest !== undefined) this.#arrived.delete(oldest);
    }
    const live = this.#strokes.get(key);
    if (live === undefined) return;
    this.#strokes.delete(key);
    this.#tell(live.stroke.page);
  }

  /** The connection is gone: what was in motion can't be followed any more. */
  clear(): void {
    const pages = new Set([...this.#strokes.values()].map(({ stroke }) => stroke.page));
    this.#strokes.clear();
    for (const page of pages) this.#tell(page);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#strokes.clear();
    this.#listeners.clear();
  }

  #grow(
    live: { readonly stroke: MovingStroke; until: number },
    points: readonly InkPoint[],
    isOver: boolean,
  ): void {
    const { stroke } = live;
    const now = Date.now();
    stroke.points.push(...points);
    stroke.isOver ||= isOver;
    const isLaser = stroke.tool === 'laser';
    if (isLaser) for (const _ of points) stroke.times.push(now);
    live.until = now + (!isOver ? SILENT_STROKE : isLaser ? LASER_TRAIL : FINISHED_STROKE);
  }

  #tell(page: number): void {
    for (const listener of this.#listeners) listener(page);
  }

  #sweepLater(): void {
    if (this.#timer !== undefined || this.#strokes.size === 0) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      const now = Date.now();
      for (const [mark, { stroke, until }] of this.#strokes) {
        if (until > now) continue;
        this.#strokes.delete(mark);
        this.#tell(stroke.page);
      }
      this.#sweepLater();
    }, 1000);
  }
}

function newStroke(author: PersonId, look: StrokeLook): MovingStroke {
  return { ...look, author, points: [], times: [], isOver: false };
}

/** The tip stays: somebody may hold the pointer still. */
function dropFaded({ points, times }: MovingStroke, now: number): void {
  const left = times.findIndex((time) => time > now - LASER_TRAIL);
  const faded = Math.min(left === -1 ? times.length : left, points.length) - 1;
  if (faded <= 0) return;
  points.splice(0, faded);
  times.splice(0, faded);
}

function keyOf(author: PersonId, mark: MarkId): string {
  return `${author} ${mark}`;
}

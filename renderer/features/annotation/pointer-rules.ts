import type { Tool } from './tools/tool.ts';

/** The part of a `PointerEvent` that decides who may draw. */
export interface PointerSign {
  readonly pointerId: number;
  readonly pointerType: string;
  readonly button: number;
  readonly isPrimary: boolean;
}

/** What becomes of a pointer that goes down on a page. */
export type PointerFate = 'draw' | 'navigate' | 'ignore';

/**
 * Decides which pointer draws: a stylus always, a mouse with its main button, one finger if fingers draw. While one
 * draws no other does, and while a stylus is down or was a moment ago, a touch is the palm that rests on the glass.
 */
export class PointerRules {
  #drawing: PointerSign | undefined;
  readonly #touches = new Set<number>();
  #stylusAt = Number.NEGATIVE_INFINITY;

  /** Milliseconds after a stylus left the glass in which touches are still the palm. */
  static readonly PALM_TIME = 500;

  down(pointer: PointerSign, tool: Tool, fingerDraws: boolean, now: number): PointerFate {
    if (pointer.pointerType === 'touch') {
      this.#touches.add(pointer.pointerId);
      if (this.#isPalm(now)) return 'ignore';
      // A second finger turns what the first began into scrolling.
      if (this.#touches.size > 1) return 'navigate';
      if (tool === 'read' || !fingerDraws) return 'navigate';
    } else if (tool === 'read' || (pointer.pointerType === 'mouse' && pointer.button !== 0)) {
      return 'navigate';
    }
    if (this.#drawing !== undefined) return 'ignore';
    if (pointer.pointerType === 'pen') this.#stylusAt = now;
    this.#drawing = pointer;
    return 'draw';
  }

  /** Whether this pointer is the one that draws. */
  draws(pointerId: number): boolean {
    return this.#drawing?.pointerId === pointerId;
  }

  /** A finger that drew is joined by another: the stroke is given up if it only just began. */
  get drawingFinger(): number | undefined {
    return this.#drawing?.pointerType === 'touch' ? this.#drawing.pointerId : undefined;
  }

  up(pointerId: number, now: number): void {
    this.#touches.delete(pointerId);
    if (this.#drawing?.pointerId !== pointerId) return;
    if (this.#drawing.pointerType === 'pen') this.#stylusAt = now;
    this.#drawing = undefined;
  }

  get isStylusDown(): boolean {
    return this.#drawing?.pointerType === 'pen';
  }

  #isPalm(now: number): boolean {
    return this.isStylusDown || now - this.#stylusAt < PointerRules.PALM_TIME;
  }
}

/** The part of a `PointerEvent` that says how a stylus is held. */
export interface StylusSign {
  readonly pointerType: string;
  /** From 0 to 1. */
  readonly pressure: number;
  /** Degrees from upright, along and across the screen. */
  readonly tiltX: number;
  readonly tiltY: number;
}

/** A stylus held as for writing is no more tilted than this, in degrees; and flat on the screen at this. */
const WRITING = 40;
const FLAT = 70;

/** How flat a stylus is held, from 0 (for writing) to 1 (for shading). */
function flatness({ tiltX, tiltY }: StylusSign): number {
  const tilt = Math.hypot(tiltX, tiltY);
  return Math.min(1, Math.max(0, (tilt - WRITING) / (FLAT - WRITING)));
}

/**
 * The strength of a point of ink, from 0 to 1; a half is the pen's own width. Only a stylus knows pressure: a mouse says
 * 0.5 and some touch screens anything. A pen follows the pressure and is broader when it is held flat; a highlighter has
 * one width and is broader only when it is held flat.
 */
export function penStrength(sign: StylusSign, isHighlighter: boolean): number {
  if (sign.pointerType !== 'pen') return 0.5;
  const flat = flatness(sign);
  return isHighlighter ? 0.5 + 0.5 * flat : Math.min(1, sign.pressure + 0.4 * flat);
}

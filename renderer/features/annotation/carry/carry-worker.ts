import { type Carriage, Carrier, type WordPage } from '#protocol/annotation/anchor/carry-mark';
import type { PageMark } from '#protocol/annotation/mark';

/** What the worker is given, once. */
export interface CarryOrder {
  readonly old: readonly WordPage[];
  readonly now: readonly WordPage[];
  readonly marks: readonly PageMark[];
}

onmessage = ({ data: { old, now, marks } }: MessageEvent<CarryOrder>) => {
  const carrier = new Carrier(old, now);
  const carriages: Carriage[] = marks.map((mark) => carrier.carry(mark));
  postMessage(carriages);
};

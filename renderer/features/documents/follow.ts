import type { MarkRef } from '#protocol/annotation/mark';
import type { PresentedPage } from '#protocol/meeting/records';
import type { PaperId, VersionId } from '#protocol/wire/ids';
import type { ReaderModel } from './reader-model.ts';

/** What the presenter shows leaves at most this often, in milliseconds. */
const PRESENT_INTERVAL = 50;

/** Which mark the presenter points out. */
export interface Pointer {
  readonly subscribe: (listener: () => void) => () => void;
  readonly getSnapshot: () => { readonly held: MarkRef | null };
}

/** Tells what this screen shows, whenever it moves or points at something else. Returns what ends it. */
export function present(
  model: ReaderModel,
  paper: PaperId,
  version: VersionId,
  tell: (page: PresentedPage) => void,
  pointer?: Pointer,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let toldAt = Number.NEGATIVE_INFINITY;
  let told = '';
  const now = () => {
    timer = undefined;
    const { page, rect } = model.shownPart();
    const shown: PresentedPage = {
      paper,
      version,
      page,
      rect: { x: round(rect.x), y: round(rect.y), width: round(rect.width), height: round(rect.height) },
      mark: pointer?.getSnapshot().held ?? null,
      view: model.getSnapshot().arrangement,
    };
    const text = JSON.stringify(shown);
    if (text === told) return;
    told = text;
    toldAt = Date.now();
    tell(shown);
  };
  const soon = () => {
    timer ??= setTimeout(now, Math.max(0, toldAt + PRESENT_INTERVAL - Date.now()));
  };
  soon();
  const stops = [model.onMove(soon), pointer?.subscribe(soon)];
  return () => {
    for (const stop of stops) stop?.();
    clearTimeout(timer);
  };
}

function round(points: number): number {
  return Math.round(points * 10) / 10;
}

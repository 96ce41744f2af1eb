import type { PresentedPage } from '#protocol/meeting/records';
import type { PaperId, VersionId } from '#protocol/wire/ids';
import type { ReaderModel } from './reader-model.ts';

/** What the presenter shows leaves at most this often, in milliseconds. */
const PRESENT_INTERVAL = 50;

/** Tells what this screen shows, whenever it moves. Returns what ends it. */
export function present(
  model: ReaderModel,
  paper: PaperId,
  version: VersionId,
  tell: (page: PresentedPage) => void,
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
      mark: null,
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
  const stop = model.onMove(soon);
  return () => {
    stop();
    clearTimeout(timer);
  };
}

function round(points: number): number {
  return Math.round(points * 10) / 10;
}

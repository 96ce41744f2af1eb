/** The family of everything typed on a page; the app's own, with all Vietnamese letters. */
export const PAGE_FONT = "'Be Vietnam Pro', 'Segoe UI', 'Noto Sans', sans-serif";

const FACES = ["400 16px 'Be Vietnam Pro'", "700 16px 'Be Vietnam Pro'"];
/** One letter of each file that the family is split into: Latin, and the Vietnamese ones. */
const LETTERS = 'aộ';

let isReady = false;
let loading: Promise<void> | undefined;

/** Whether words can be painted in the app's font now. */
export function hasPageFont(): boolean {
  return isReady;
}

/** Fetches the font for canvases, which don't do it by themselves. Resolves also when it can't be had. */
export function loadPageFont(): Promise<void> {
  loading ??= Promise.allSettled(FACES.map((face) => document.fonts.load(face, LETTERS))).then(() => {
    isReady = true;
  });
  return loading;
}

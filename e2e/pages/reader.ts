import type { Locator, Page } from '@playwright/test';

/** A place on a page: fractions of its width and height from its upper left corner, as it is shown. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

export type ReaderTool = 'Đọc' | 'Bút' | 'Bút tô' | 'Ghi chú chữ' | 'Tẩy';

/** The canvases over a page: finished highlighters, finished pens, strokes in motion. */
const CANVASES = { highlighter: 0, pen: 1, motion: 2 } as const;
export type InkKind = keyof typeof CANVASES;

/** Red, green, blue and alpha, each up to 255. */
type Pixel = readonly [number, number, number, number];
const CLEAR: Pixel = [0, 0, 0, 0];

/** A paper that is open, as a person reads it and writes on it. Pages are counted from 1. */
export class ReaderPage {
  readonly window: Page;
  /** The scrolling column of pages. */
  readonly pages: Locator;
  /** The field that says which page one is on, and takes another. */
  readonly pageField: Locator;
  readonly undo: Locator;
  readonly redo: Locator;
  readonly layer: Locator;

  /** The card of the next paper while somebody pulls towards it. */
  readonly pulledToNext: Locator;

  constructor(window: Page) {
    this.window = window;
    this.pages = window.getByRole('region', { name: /^Các trang của / });
    this.pageField = window.getByRole('textbox', { name: 'Đến trang' });
    this.undo = window.getByRole('button', { name: 'Hoàn tác nét của tôi' });
    this.redo = window.getByRole('button', { name: 'Làm lại' });
    this.pulledToNext = window.locator('[data-pulled]');
    this.layer = window.getByRole('radiogroup', { name: 'Lớp ghi chú' });
  }

  page(number: number): Locator {
    return this.pages.getByRole('group', { name: `Trang ${number}`, exact: true });
  }

  /** Chooses in the menu of how pages are shown. */
  async view(choice: string): Promise<void> {
    await this.window.getByRole('button', { name: 'Hiển thị trang' }).click();
    const menu = this.window.getByRole('menu', { name: 'Hiển thị trang' });
    await menu
      .getByRole('menuitemradio', { name: choice })
      .or(menu.getByRole('menuitem', { name: choice }))
      .click();
    // Choices stay open while they are tried.
    if (await menu.isVisible()) await this.window.keyboard.press('Escape');
    await menu.waitFor({ state: 'detached' });
  }

  /** The page as it is once its picture is on the screen. */
  shown(number: number): Locator {
    return this.pages.locator(`[data-page="${number - 1}"][data-shown="shown"]`);
  }

  /** The words about where the marks are: `Nét vẽ đã lưu` and others. */
  saveState(text: string | RegExp): Locator {
    return this.window.locator('[data-save-state]').filter({ hasText: text });
  }

  async goTo(number: number): Promise<void> {
    await this.pageField.fill(String(number));
    await this.pageField.press('Enter');
  }

  async take(tool: ReaderTool): Promise<void> {
    await this.window.getByRole('radio', { name: tool, exact: true }).click();
  }

  async writeOn(layer: 'Chung' | 'Riêng'): Promise<void> {
    await this.layer.getByRole('radio', { name: layer, exact: true }).click();
  }

  /** A spot of a page in the window, in pixels. The page must be on screen. */
  async pixel(page: number, spot: Spot): Promise<{ x: number; y: number }> {
    const box = await this.page(page).boundingBox();
    if (box === null) throw new Error(`page ${page} is not there`);
    return { x: box.x + box.width * spot.x, y: box.y + box.height * spot.y };
  }

  /** Presses at the first spot and moves over the others; the pointer stays down. */
  async startStroke(page: number, spots: readonly Spot[]): Promise<void> {
    // All at once: what appears above the page meanwhile must not bend the stroke.
    const [first, ...rest] = await Promise.all(spots.map((spot) => this.pixel(page, spot)));
    if (first === undefined) throw new Error('a stroke needs a spot to begin');
    await this.window.mouse.move(first.x, first.y);
    await this.window.mouse.down();
    for (const { x, y } of rest) await this.window.mouse.move(x, y, { steps: 8 });
  }

  async endStroke(): Promise<void> {
    await this.window.mouse.up();
  }

  /** A whole stroke with the tool in hand. */
  async draw(page: number, spots: readonly Spot[]): Promise<void> {
    await this.startStroke(page, spots);
    await this.endStroke();
  }

  async tap(page: number, spot: Spot): Promise<void> {
    const at = await this.pixel(page, spot);
    await this.window.mouse.click(at.x, at.y);
  }

  /** A horizontal stroke across the page at this height. */
  async line(page: number, y: number): Promise<void> {
    await this.draw(page, lineAt(y));
  }

  /** Puts down a note with the note tool in hand and saves it. */
  async note(page: number, spot: Spot, text: string): Promise<void> {
    await this.tap(page, spot);
    await this.window.getByRole('textbox', { name: 'Nội dung ghi chú' }).fill(text);
    await this.window.getByRole('button', { name: 'Lưu ghi chú' }).click();
  }

  notePin(author: string, text: string): Locator {
    return this.window.getByRole('button', { name: `Ghi chú của ${author}: ${text}` });
  }

  /** Whether there is ink within about three points of a spot, seen in the pixels of the page's canvases. */
  async hasInk(page: number, spot: Spot, kind: InkKind = 'pen'): Promise<boolean> {
    return (await this.#strongest(page, spot, kind))[3] > 40;
  }

  /** The colour of the ink at a spot as `r,g,b`, or undefined where there is none. */
  async inkColour(page: number, spot: Spot, kind: InkKind = 'pen'): Promise<string | undefined> {
    const [red, green, blue, alpha] = await this.#strongest(page, spot, kind);
    return alpha > 40 ? `${red},${green},${blue}` : undefined;
  }

  /** Whether the line of {@link line} is there at this height. */
  hasLine(page: number, y: number, kind: InkKind = 'pen'): Promise<boolean> {
    return this.hasInk(page, { x: 0.5, y }, kind);
  }

  /** The strongest pixel around a spot. */
  async #strongest(page: number, spot: Spot, kind: InkKind): Promise<Pixel> {
    const index = CANVASES[kind];
    return this.pages.locator(`[data-page="${page - 1}"]`).evaluate(
      (element, { index: at, x, y, clear }) => {
        const canvas = element.querySelectorAll<HTMLCanvasElement>('[data-tool] > canvas')[at];
        const context = canvas?.width === 1 ? null : canvas?.getContext('2d');
        if (!canvas || !context) return clear;
        const reach = Math.max(2, Math.round(canvas.width / 200));
        const side = 2 * reach + 1;
        const left = Math.round(x * canvas.width) - reach;
        const top = Math.round(y * canvas.height) - reach;
        const { data } = context.getImageData(left, top, side, side);
        let best = clear;
        for (let i = 0; i < data.length; i += 4) {
          const [r = 0, g = 0, b = 0, a = 0] = data.subarray(i, i + 4);
          if (a > best[3]) best = [r, g, b, a];
        }
        return best;
      },
      { index, x: spot.x, y: spot.y, clear: CLEAR },
    );
  }
}

/** The spots of a horizontal stroke in the middle of the page. */
export function lineAt(y: number): readonly Spot[] {
  return [
    { x: 0.3, y },
    { x: 0.7, y },
  ];
}

import type { Locator, Page } from '@playwright/test';
import type { ReaderPage, Spot } from './reader.ts';

/** Keys that take tools while the reader has the focus. */
const KEYS = {
  select: 'v',
  pen: 'p',
  laser: 'l',
  highlighter: 'h',
  underline: 'u',
  strikeOut: 's',
  line: 'i',
  arrow: 'a',
  box: 'b',
  ellipse: 'o',
  textBox: 't',
  stamp: 'd',
  eraser: 'e',
} as const;

/** Making marks with the keyboard's short ways, and what one sees of it. */
export class MarkingPage {
  readonly reader: ReaderPage;
  readonly window: Page;
  /** The frame around what is selected. */
  readonly frame: Locator;
  readonly selectionBar: Locator;
  readonly wordBar: Locator;
  /** What the tool in hand can be set to. */
  readonly options: Locator;

  constructor(reader: ReaderPage) {
    this.reader = reader;
    this.window = reader.window;
    this.frame = reader.pages.locator('[data-selection]');
    this.selectionBar = reader.pages.getByRole('toolbar', { name: /^Đã chọn / });
    this.wordBar = reader.window.getByRole('toolbar', { name: 'Đánh dấu đoạn chữ đang chọn' });
    this.options = reader.window.getByRole('dialog', { name: 'Tùy chọn của công cụ' });
  }

  async key(key: string): Promise<void> {
    await this.reader.pages.focus();
    await this.window.keyboard.press(key);
  }

  async take(tool: keyof typeof KEYS): Promise<void> {
    await this.key(KEYS[tool]);
    await this.reader.pages.locator(`[data-tool="${tool}"]`).first().waitFor();
  }

  /** Pulls from one spot of a page to another with a tool. */
  async pull(tool: keyof typeof KEYS, page: number, from: Spot, to: Spot): Promise<void> {
    await this.take(tool);
    await this.reader.draw(page, [from, to]);
  }

  /** Opens the options of the tool in hand by taking it again. */
  async openOptions(tool: string): Promise<void> {
    await this.window.getByRole('radio', { name: tool, exact: true }).click();
    await this.options.waitFor();
  }

  /** Puts an image of one colour on the clipboard's way into the reader, as pasting it does. */
  async pasteImage(colour: string): Promise<void> {
    await this.reader.pages.focus();
    await this.window.evaluate(async (fill) => {
      const file = await makeImage(fill);
      const data = new DataTransfer();
      data.items.add(file);
      document.activeElement?.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
      );
      async function makeImage(style: string): Promise<File> {
        const canvas = document.createElement('canvas');
        canvas.width = 200;
        canvas.height = 100;
        const context = canvas.getContext('2d');
        if (context === null) throw new Error('no canvas');
        context.fillStyle = style;
        context.fillRect(0, 0, 200, 100);
        const blob = await new Promise<Blob | null>((resolve) => {
          canvas.toBlob(resolve, 'image/png');
        });
        if (blob === null) throw new Error('no image');
        return new File([blob], 'anh.png', { type: 'image/png' });
      }
    }, colour);
  }

  /** Drops a file with these bytes on a spot of a page. */
  async dropFile(page: number, spot: Spot, bytes: Uint8Array, type: string): Promise<void> {
    const { x, y } = await this.reader.pixel(page, spot);
    await this.window.evaluate(
      ({ left, top, content, kind }) => {
        const data = new DataTransfer();
        data.items.add(new File([Uint8Array.from(content)], 'tep', { type: kind }));
        const target = document.elementFromPoint(left, top);
        const drop = { dataTransfer: data, clientX: left, clientY: top, bubbles: true, cancelable: true };
        target?.dispatchEvent(new DragEvent('dragover', drop));
        target?.dispatchEvent(new DragEvent('drop', drop));
      },
      { left: x, top: y, content: [...bytes], kind: type },
    );
  }
}

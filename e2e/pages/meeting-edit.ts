import type { Locator, Page } from '@playwright/test';

/** A file as the browser's picker hands it over. */
export interface PickedFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** The screens on which a meeting is made and prepared, in Vietnamese. */
export class MeetingEditPage {
  readonly window: Page;
  readonly agenda: Locator;
  readonly dialog: Locator;

  constructor(window: Page) {
    this.window = window;
    this.agenda = window.getByRole('grid', { name: 'Chương trình họp' });
    this.dialog = window.getByRole('dialog');
  }

  async tab(name: string): Promise<void> {
    await this.window.getByRole('tab', { name }).click();
  }

  /** Until everything that was done is on the server. */
  async saved(): Promise<void> {
    await this.window.getByText('Mọi thay đổi đã được lưu').waitFor();
  }

  /** Chooses in a box that is typed into. */
  async pick(box: string, typed: string, option: RegExp | string): Promise<void> {
    await this.window.getByRole('combobox', { name: box, exact: true }).fill(typed);
    await this.window.getByRole('option', { name: option }).click();
  }

  /** Chooses in a list that drops down. */
  async select(scope: Locator, label: string, option: string): Promise<void> {
    await scope.getByRole('button', { name: label }).click();
    await this.window.getByRole('option', { name: option }).click();
  }

  async addItem(title: string): Promise<void> {
    const line = this.window.getByLabel('Nội dung mới', { exact: true });
    await line.fill(title);
    await line.press('Enter');
    await this.row(title).waitFor();
  }

  row(title: string): Locator {
    return this.agenda.getByRole('row').filter({ hasText: title });
  }

  /** Numbers and titles from top to bottom, as a screen reader hears them. */
  async outline(): Promise<string[]> {
    return this.agenda
      .getByRole('row')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label') ?? row.textContent ?? ''));
  }

  async itemMenu(number: string, action: string): Promise<void> {
    await this.window.getByRole('button', { name: `Thao tác với nội dung ${number}`, exact: true }).click();
    await this.window.getByRole('menuitem', { name: action }).click();
  }

  papers(number: string): Locator {
    return this.agenda.getByRole('list', { name: `Tài liệu của nội dung ${number}`, exact: true });
  }

  /** Opens the dialog that asks what these files are. */
  async choose(number: string, files: readonly PickedFile[]): Promise<void> {
    const chooser = this.window.waitForEvent('filechooser');
    await this.window
      .getByRole('button', { name: `Thêm tài liệu vào nội dung ${number}`, exact: true })
      .click();
    await (await chooser).setFiles([...files]);
  }

  async send(): Promise<void> {
    await this.dialog.getByRole('button', { name: /^Tải lên \d+ tệp$/ }).click();
  }

  /** Drops a file of this machine onto an item, as from a file manager. */
  async drop(row: Locator, file: string): Promise<void> {
    await row.scrollIntoViewIfNeeded();
    const box = await row.boundingBox();
    if (box === null) throw new Error('the item is not on screen');
    const devtools = await this.window.context().newCDPSession(this.window);
    const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    const data = { items: [], files: [file], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await devtools.send('Input.dispatchDragEvent', { type, ...at, data });
    }
    await devtools.detach();
  }
}

import type { Locator, Page } from '@playwright/test';

/** Notes and comments of an open paper, as a person sees them in Vietnamese: the panel's list, and a thread. */
export class NotesPage {
  readonly window: Page;
  readonly panel: Locator;
  readonly list: Locator;
  /** Opens the panel; its name says how much is new. */
  readonly button: Locator;

  constructor(window: Page) {
    this.window = window;
    this.panel = window.getByRole('tabpanel', { name: /Ghi chú và góp ý/ });
    this.list = window.getByRole('listbox', { name: 'Ghi chú và góp ý' });
    this.button = window.getByRole('button', { name: /^Ghi chú và góp ý/ });
  }

  async open(): Promise<void> {
    if ((await this.button.getAttribute('aria-expanded')) === 'true') return;
    await this.button.click();
    await this.panel.waitFor();
  }

  row(text: string | RegExp): Locator {
    return this.list.getByRole('option').filter({ hasText: text });
  }

  /** How much the reader says is new; 0 when it says nothing. */
  async unread(): Promise<number> {
    const name = (await this.button.getAttribute('aria-label')) ?? '';
    return Number(/(\d+) chưa xem/.exec(name)?.[1] ?? 0);
  }

  /** Back from a thread to the list. */
  async back(): Promise<void> {
    await this.panel.getByRole('button', { name: 'Danh sách' }).click();
  }

  /** Turns a switch of the filter. */
  async filter(name: string): Promise<void> {
    await this.panel.getByRole('button', { name: /^Lọc và nhóm/ }).click();
    await this.window.getByRole('switch', { name }).click({ force: true });
    await this.window.keyboard.press('Escape');
  }

  async menu(action: string): Promise<void> {
    await this.panel.getByRole('button', { name: 'Thao tác khác' }).click();
    await this.window.getByRole('menuitem', { name: action }).click();
  }
}

/** Where a thread is open: the panel, or the window of a pin. */
export class ThreadPart {
  readonly root: Locator;
  readonly comments: Locator;
  readonly field: Locator;

  constructor(root: Locator) {
    this.root = root;
    this.comments = root.getByRole('list', { name: 'Các góp ý' }).getByRole('listitem');
    this.field = root.getByRole('textbox', { name: 'Góp ý', exact: true });
  }

  async say(text: string): Promise<void> {
    await this.field.fill(text);
    await this.root.getByRole('button', { name: 'Gửi' }).click();
  }

  async menu(action: string): Promise<void> {
    await this.root.getByRole('button', { name: 'Thao tác với ghi chú' }).click();
    await this.root.page().getByRole('menuitem', { name: action }).click();
  }
}

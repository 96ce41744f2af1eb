import type { Locator, Page } from '@playwright/test';

/** What an administrator writes down about somebody. */
export interface PersonFacts {
  readonly name: string;
  readonly email: string;
  readonly title?: string;
  readonly unit?: string;
  readonly rank?: number;
  readonly role?: string;
}

/** The administrator's list of accounts, in Vietnamese. */
export class PeoplePage {
  readonly window: Page;
  readonly dialog: Locator;
  readonly question: Locator;

  constructor(window: Page) {
    this.window = window;
    this.dialog = window.getByRole('dialog');
    this.question = window.getByRole('alertdialog');
  }

  async open(): Promise<void> {
    await this.window.getByRole('link', { name: 'Người dùng' }).click();
    await this.table.waitFor();
  }

  get table(): Locator {
    return this.window.getByRole('table', { name: 'Người dùng' });
  }

  row(name: string): Locator {
    return this.table.getByRole('row').filter({ hasText: name });
  }

  /** Names from top to bottom. */
  async names(): Promise<string[]> {
    const cells = await this.table.getByRole('rowheader').allInnerTexts();
    return cells.map((text) => text.split('\n').find((line) => line.length > 3) ?? '');
  }

  async act(name: string, action: string): Promise<void> {
    await this.row(name)
      .getByRole('button', { name: `Thao tác với ${name}` })
      .click();
    await this.window.getByRole('menuitem', { name: action }).click();
  }

  /** Fills in the form and sends it; the one-time link is shown then. */
  async add(facts: PersonFacts): Promise<void> {
    await this.window.getByRole('button', { name: 'Thêm người' }).click();
    await this.dialog.getByLabel('Họ và tên').fill(facts.name);
    await this.dialog.getByLabel('Thư điện tử').fill(facts.email);
    if (facts.title !== undefined) await this.dialog.getByLabel('Chức vụ').fill(facts.title);
    if (facts.unit !== undefined) await this.dialog.getByLabel('Đơn vị').fill(facts.unit);
    if (facts.rank !== undefined) {
      await this.dialog.getByRole('textbox', { name: 'Thứ tự trong danh sách' }).fill(String(facts.rank));
    }
    if (facts.role !== undefined) {
      await this.dialog.getByRole('button', { name: 'Vai trò trong cơ quan' }).click();
      await this.window.getByRole('option', { name: facts.role }).click();
    }
    await this.dialog.getByRole('button', { name: 'Thêm và lấy liên kết' }).click();
  }

  /** The link on screen. */
  async link(): Promise<string> {
    return this.dialog.getByLabel(/^Liên kết cho /).inputValue();
  }

  async done(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Xong' }).click();
  }
}

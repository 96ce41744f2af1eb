import type { Locator, Page } from '@playwright/test';

/** What is done with a meeting before and after it, on the home page and where it is prepared, in Vietnamese. */
export class InvitationsPage {
  readonly window: Page;
  readonly dialog: Locator;
  readonly answers: Locator;

  constructor(window: Page) {
    this.window = window;
    this.dialog = window.getByRole('dialog');
    this.answers = window.getByRole('table', { name: 'Trả lời giấy mời' });
  }

  /** One's own invitation, on the home page or in the room. */
  own(title: string): Locator {
    return this.window.getByRole('region', { name: `Giấy mời: ${title}` });
  }

  async decline(title: string, reason: string): Promise<void> {
    await this.own(title).getByRole('button', { name: 'Không tham dự' }).click();
    await this.dialog.getByLabel('Lý do').fill(reason);
    await this.dialog.getByRole('button', { name: 'Gửi trả lời' }).click();
    await this.dialog.waitFor({ state: 'detached' });
  }

  async sendSubstitute(title: string, typed: string, person: RegExp): Promise<void> {
    await this.own(title).getByRole('button', { name: 'Cử người dự thay' }).click();
    await this.dialog.getByRole('combobox', { name: 'Người dự thay' }).fill(typed);
    await this.window.getByRole('option', { name: person }).click();
    await this.dialog.getByRole('button', { name: 'Cử người dự thay' }).click();
    await this.dialog.waitFor({ state: 'detached' });
  }

  /** The step that the meeting stands at. */
  get step(): Locator {
    return this.window.getByRole('list', { name: 'Các bước của phiên họp' }).locator('[aria-current="step"]');
  }

  action(name: string): Locator {
    return this.window.getByRole('main').getByRole('button', { name, exact: true });
  }

  answer(person: string): Locator {
    return this.answers
      .getByRole('row')
      .filter({ has: this.window.getByRole('rowheader', { name: person }) });
  }

  seat(name: RegExp): Locator {
    return this.window.getByRole('list', { name: 'Sơ đồ chỗ ngồi' }).getByRole('button', { name });
  }
}

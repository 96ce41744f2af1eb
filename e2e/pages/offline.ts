import { expect, type Locator, type Page } from '@playwright/test';

/** Taking a pack along, on the home page and in the dialog that says what is on the device. */
export class OfflinePage {
  readonly window: Page;
  readonly dialog: Locator;
  /** The line that says that a copy of this device is on screen. */
  readonly copyNotice: Locator;

  constructor(window: Page) {
    this.window = window;
    this.dialog = window.getByRole('dialog', { name: 'Tập tài liệu trên thiết bị này' });
    this.copyNotice = window.getByText(/Đang xem bản lưu trên thiết bị, lúc/);
  }

  /** Opens the dialog of the nearest meeting. */
  async open(): Promise<void> {
    await this.window
      .getByRole('button', { name: /^(Mang theo tập tài liệu|Đã có trên thiết bị|Chưa tải đủ về thiết bị)$/ })
      .click();
    await this.dialog.waitFor();
  }

  /** Takes the nearest meeting's pack along, and waits until all of it is on the device. */
  async takeAlong(): Promise<void> {
    await this.open();
    await this.dialog.getByRole('button', { name: 'Mang theo tập tài liệu' }).click();
    await this.isWhole();
    await this.dialog.getByRole('button', { name: 'Đóng' }).last().click();
  }

  async isWhole(): Promise<void> {
    await expect(this.dialog.getByText('Đã có đủ trên thiết bị')).toBeVisible({ timeout: 60_000 });
  }

  /** Waits until the browser can start the app without the server. */
  async startsWithoutServer(): Promise<void> {
    await expect
      .poll(() => this.window.evaluate(() => navigator.serviceWorker.controller?.state), { timeout: 60_000 })
      .toBe('activated');
  }

  async enter(): Promise<void> {
    await this.window.getByRole('link', { name: 'Vào phiên họp' }).click();
  }
}

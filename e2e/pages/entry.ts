import type { Locator, Page } from '@playwright/test';

/** The screens before somebody is signed in, in Vietnamese. */
export class EntryPage {
  readonly window: Page;
  readonly problem: Locator;

  constructor(window: Page) {
    this.window = window;
    this.problem = window.getByRole('alert');
  }

  heading(name: string): Locator {
    return this.window.getByRole('heading', { level: 1, name });
  }

  async chooseOrganisation(): Promise<void> {
    await this.window.getByRole('button', { name: 'Bắt đầu' }).click();
  }

  async chooseSample(): Promise<void> {
    await this.window.getByRole('button', { name: 'Mở bản mẫu' }).click();
  }

  async typeSetupToken(token: string): Promise<void> {
    await this.window.getByLabel('Mã thiết lập').fill(token);
  }

  async nameOrganisation(facts: {
    readonly organisation: string;
    readonly name: string;
    readonly email: string;
    readonly password: string;
  }): Promise<void> {
    await this.window.getByLabel('Tên cơ quan').fill(facts.organisation);
    await this.window.getByLabel('Họ và tên').fill(facts.name);
    await this.window.getByLabel('Thư điện tử').fill(facts.email);
    await this.window.getByLabel('Mật khẩu', { exact: true }).fill(facts.password);
    await this.window.getByRole('button', { name: 'Tạo cơ quan' }).click();
  }

  async signIn(email: string, password: string): Promise<void> {
    await this.window.getByLabel('Thư điện tử').fill(email);
    await this.window.getByLabel('Mật khẩu', { exact: true }).fill(password);
    await this.window.getByRole('button', { name: 'Đăng nhập' }).click();
  }

  async choosePassword(password: string): Promise<void> {
    await this.window.getByLabel('Mật khẩu mới', { exact: true }).fill(password);
    await this.window.getByRole('button', { name: 'Lưu mật khẩu và đăng nhập' }).click();
  }

  /** In words: who is signed in here. */
  account(name: string): Locator {
    return this.window.getByRole('button', { name: `Tài khoản: ${name}` });
  }
}

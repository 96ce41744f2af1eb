import type { Locator, Page } from '@playwright/test';

/** An opinion round in its room, as a person sees it in Vietnamese. */
export class RoundPage {
  readonly window: Page;
  /** Beside the paper: the questions, and who is asked. */
  readonly panel: Locator;
  /** The line over the room. */
  readonly strip: Locator;
  /** What chair and secretary do with the round. */
  readonly desk: Locator;

  constructor(window: Page) {
    this.window = window;
    this.panel = window.getByRole('complementary', { name: 'Phiếu lấy ý kiến' });
    this.strip = window.getByRole('region', { name: 'Lấy ý kiến', exact: true });
    this.desk = this.panel.getByRole('region', { name: 'Điều hành lấy ý kiến' });
  }

  question(motion: string): Locator {
    return this.panel.getByRole('article', { name: motion });
  }

  /** Chooses and sends; what was written as the reason stays. */
  async answer(motion: string, choice: 'Đồng ý' | 'Không đồng ý' | 'Phiếu trắng'): Promise<void> {
    const question = this.question(motion);
    await question.getByRole('button', { name: choice, exact: true }).click();
    await question.getByRole('button', { name: 'Gửi phiếu', exact: true }).click();
  }
}

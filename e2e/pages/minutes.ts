import type { Locator, Page } from '@playwright/test';
import type { SampleMeeting } from '../fixtures/meeting.ts';

/** The minutes of a meeting while they are written, as a person sees them in Vietnamese. */
export class MinutesPage {
  readonly window: Page;
  /** The whole document. */
  readonly sheet: Locator;
  /** The part of it that is written. */
  readonly text: Locator;
  /** Where what was typed is kept. */
  readonly status: Locator;

  constructor(window: Page) {
    this.window = window;
    this.sheet = window.getByRole('article', { name: 'Biên bản', exact: true });
    this.text = window.getByRole('textbox', { name: 'Nội dung biên bản' });
    this.status = window.getByRole('main').getByRole('status');
  }

  async open({ server, meeting }: SampleMeeting): Promise<void> {
    await this.window.goto(`${server.url}/meetings/${meeting}/minutes`);
    await this.text.waitFor();
  }

  /** What was said about passages. */
  get comments(): Locator {
    return this.window.getByRole('complementary', { name: 'Góp ý' });
  }

  /** Selects a whole line, by its words. */
  async select(words: string): Promise<void> {
    await this.text.locator(':scope > p').filter({ hasText: words }).click({ clickCount: 3 });
  }

  /** A step of the minutes, by what its button says. */
  action(name: string): Locator {
    return this.window.getByRole('button', { name, exact: true });
  }

  /** Where the minutes stand. */
  get step(): Locator {
    return this.window.getByRole('list', { name: 'Tiến trình biên bản' }).locator('[aria-current=step]');
  }

  /** Types into the nth empty line that is there to write in. */
  async type(line: number, words: string): Promise<void> {
    await this.text.locator(':scope > p:not([data-conclusion])').nth(line).click();
    await this.window.keyboard.type(words);
  }
}

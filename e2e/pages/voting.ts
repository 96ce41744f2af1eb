import type { Locator, Page } from '@playwright/test';
import { RoomPage } from './room.ts';

/** Voting as a person sees it in Vietnamese: the desk's section, the card with the ballots, and the tab with all votes. */
export class VotingPage {
  readonly window: Page;
  readonly room: RoomPage;
  /** Over the page while there is something to vote on, and with the result after. */
  readonly card: Locator;
  /** The section of the chair's desk. */
  readonly desk: Locator;
  readonly dialog: Locator;

  constructor(window: Page) {
    this.window = window;
    this.room = new RoomPage(window);
    this.card = window.locator('#ballot-card');
    this.desk = this.room.side.getByRole('region', { name: 'Biểu quyết', exact: true });
    this.dialog = window.getByRole('dialog', { name: /^Biểu quyết/ });
  }

  /** Begins a vote as it is offered: two presses. */
  async start(): Promise<void> {
    await this.desk.getByRole('button', { name: 'Biểu quyết', exact: true }).click();
    await this.dialog.getByRole('button', { name: 'Bắt đầu biểu quyết' }).click();
  }

  /** Opens the dialog for a new vote with its options unfolded. */
  async write(motion: string): Promise<void> {
    await this.desk.getByRole('button', { name: 'Biểu quyết', exact: true }).click();
    await this.dialog.getByRole('textbox', { name: 'Nội dung biểu quyết' }).fill(motion);
    await this.dialog.getByRole('button', { name: 'Tùy chọn' }).click();
  }

  /** Ends the vote; whoever hasn't voted didn't. */
  async stop(): Promise<void> {
    await this.desk.getByRole('button', { name: 'Kết thúc biểu quyết' }).click();
    const question = this.window.getByRole('alertdialog', { name: 'Kết thúc biểu quyết?' });
    const isAsked = await question.waitFor({ timeout: 3000 }).then(
      () => true,
      () => false,
    );
    if (isAsked) await question.getByRole('button', { name: 'Kết thúc biểu quyết' }).click();
  }

  ballot(name: string | RegExp = 'Phiếu của ông/bà'): Locator {
    return this.card.getByRole('region', { name });
  }

  async cast(choice: 'Đồng ý' | 'Không đồng ý' | 'Phiếu trắng', whose?: string | RegExp): Promise<void> {
    await this.ballot(whose).getByRole('button', { name: choice, exact: true }).click();
  }

  /** The tab with all votes and the proxies. */
  async openList(): Promise<Locator> {
    await this.room.side.getByRole('tab', { name: 'Biểu quyết' }).click();
    return this.room.side.getByRole('tabpanel');
  }

  /** Names and numbers of the bars in a place. */
  async numbers(place: Locator): Promise<string[]> {
    const bars = place.getByRole('list', { name: 'Kết quả theo phương án' }).getByRole('listitem');
    return bars.evaluateAll((rows) =>
      rows.map((row) => (row.textContent ?? '').replace(/\s+/gu, ' ').trim()),
    );
  }
}

import type { Locator, Page } from '@playwright/test';

/** Who is called what on the floor: the panel's tab "Phát biểu" and the strip over the room, in Vietnamese. */
export class FloorPage {
  readonly window: Page;
  readonly panel: Locator;
  /** Whoever has the floor, with their clock. */
  readonly speaker: Locator;
  /** The requests, in the order of speaking. */
  readonly requests: Locator;

  constructor(window: Page) {
    this.window = window;
    this.panel = window.getByRole('complementary', { name: 'Phòng họp' });
    this.speaker = this.panel.getByRole('region', { name: 'Đang phát biểu' });
    this.requests = this.panel.getByRole('region', { name: 'Đăng ký phát biểu' });
  }

  /** Turns the panel to the floor. */
  async open(): Promise<void> {
    await this.panel.getByRole('tab', { name: 'Phát biểu' }).click();
  }

  async ask(): Promise<void> {
    await this.panel.getByRole('button', { name: 'Đăng ký phát biểu', exact: true }).click();
  }

  async askOtherwise(kind: 'Ý kiến về thủ tục' | 'Trao đổi lại'): Promise<void> {
    await this.panel.getByRole('button', { name: 'Loại ý kiến khác' }).click();
    await this.window.getByRole('menuitem', { name: kind }).click();
  }

  /** Names in the order of speaking, as whoever runs the meeting sees them. */
  async order(): Promise<string[]> {
    return this.requests
      .getByRole('row')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label') ?? ''));
  }

  /** Calls whoever is next, with the usual minutes. */
  async callNext(name: string): Promise<void> {
    await this.panel.getByRole('button', { name: new RegExp(`^Mời ${name} \\(`) }).click();
  }

  /** Something of the menu of a request. */
  async act(name: string, action: string | RegExp): Promise<void> {
    await this.panel.getByRole('button', { name: `Thao tác với đăng ký của ${name}` }).click();
    await this.window.getByRole('menuitem', { name: action }).click();
  }

  /** The strip over the room of whoever has the floor. */
  get mine(): Locator {
    return this.window.getByText('Ông/Bà đang có quyền phát biểu');
  }

  async finish(): Promise<void> {
    await this.window.getByRole('button', { name: 'Kết thúc phát biểu' }).first().click();
  }
}

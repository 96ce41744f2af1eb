import type { Locator, Page } from '@playwright/test';
import { ReaderPage } from './reader.ts';

/** The meeting's room, as a person sees it in Vietnamese. */
export class RoomPage {
  readonly window: Page;
  readonly reader: ReaderPage;
  readonly agenda: Locator;
  /** The panel beside the page: running the meeting, the floor, and who is there. */
  readonly side: Locator;
  /** Connection and saving in words, in the top bar. */
  readonly status: Locator;

  constructor(window: Page) {
    this.window = window;
    this.reader = new ReaderPage(window);
    this.agenda = window.getByRole('complementary', { name: 'Chương trình' });
    this.side = window.getByRole('complementary', { name: 'Phòng họp' });
    this.status = window.getByRole('banner').getByRole('status');
  }

  /** The paper's entry in the agenda, by a part of its title. */
  paper(title: string | RegExp): Locator {
    return this.agenda.getByRole('button', { name: title });
  }

  async openPaper(title: string | RegExp): Promise<void> {
    await this.paper(title).click();
  }

  /** Opens the meeting (khai mạc); only for the chair and the secretary. */
  async openMeeting(): Promise<void> {
    await this.window.getByRole('button', { name: 'Khai mạc' }).click();
    await this.window.getByRole('timer').waitFor();
  }

  /** Ends the meeting for everybody, through the menu and its question. */
  async closeMeeting(): Promise<void> {
    await this.menu('Kết thúc phiên họp');
    await this.window.getByRole('alertdialog').getByRole('button', { name: 'Kết thúc phiên họp' }).click();
  }

  /** Turns the panel beside the page to one of its tabs. */
  async tab(name: 'Điều hành' | 'Phát biểu' | 'Thành phần'): Promise<void> {
    await this.side.getByRole('tab', { name }).click();
  }

  async menu(item: string | RegExp): Promise<void> {
    await this.window.getByRole('button', { name: 'Thao tác với phiên họp' }).click();
    await this.window.getByRole('menuitem', { name: item }).click();
  }

  async present(): Promise<void> {
    await this.window.getByRole('button', { name: 'Trình bày', exact: true }).click();
  }

  get leavePresenter(): Locator {
    return this.window.getByRole('button', { name: 'Rời theo dõi' });
  }

  get returnToPresenter(): Locator {
    return this.window.getByRole('button', { name: 'Quay lại người trình bày' });
  }

  /** Signs out through the account menu; a question about unsaved marks stays open. */
  async signOut(): Promise<void> {
    await this.window.getByRole('button', { name: /^Tài khoản: / }).click();
    await this.window.getByRole('menuitem', { name: 'Đăng xuất' }).click();
  }
}

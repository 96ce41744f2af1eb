import type { Browser, BrowserContext, Page } from '@playwright/test';
import { SampleMeeting, type WindowOptions } from '../../fixtures/meeting.ts';
import type { TestServer } from '../../fixtures/server.ts';
import { readablePdf, wordFile } from '../agenda/files.ts';
import { walkRoundPreparing } from './round-preparing-screens.ts';

/** Called at each screen once it shows what it is for. */
export type Visit = (screen: string, window: Page) => Promise<void>;

/** A window without anybody signed in, that looks as the options say. */
export async function strangersWindow(browser: Browser, options: WindowOptions): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: options.viewport ?? { width: 1280, height: 720 },
    locale: options.language === 'en' ? 'en-GB' : 'vi-VN',
    hasTouch: options.touch ?? false,
  });
  const { language = 'vi', theme = 'light', textSize = 'normal' } = options;
  await context.addInitScript(
    (display) => localStorage.setItem('bantron.display', display),
    JSON.stringify({ language, theme, text: textSize }),
  );
  return context;
}

/**
 * Walks through every screen and the dialogs of a fresh server, which becomes a sample on the way. `visit` may measure;
 * it must leave the screen as it was.
 */
export async function walk(
  server: TestServer,
  browser: Browser,
  options: WindowOptions,
  visit: Visit,
): Promise<void> {
  const say = (vi: string, en: string) => (options.language === 'en' ? en : vi);
  const entry = await strangersWindow(browser, options);
  const door = await entry.newPage();
  await door.goto(server.setupPage);
  await door.getByRole('button', { name: say('Bắt đầu', 'Begin') }).waitFor();
  await visit('setup', door);
  await door.getByRole('button', { name: say('Bắt đầu', 'Begin') }).click();
  await door.locator('button[type=submit]').click();
  await visit('setup-organisation', door);

  const sample = await SampleMeeting.open(server, browser);
  try {
    await door.goto(`${server.url}/signin`);
    await door.getByRole('button', { name: say('Đăng nhập', 'Sign in') }).click();
    await visit('sign-in', door);
    await door.goto(`${server.url}/trust`);
    await door.getByRole('heading', { level: 1 }).waitFor();
    await visit('trust', door);
    const link = await walkPeople(await sample.window('Yến', options), say, visit);
    await door.goto(link);
    await door.locator('input[type=password]').fill('đường dài');
    await visit('choose-password', door);
    await walkPreparing(sample, options, say, visit);
    await walkRoom(sample, options, say, visit);
  } finally {
    await entry.close();
    await sample.close();
  }
}

export type Say = (vi: string, en: string) => string;

/** The administrator's screens. Answers somebody's one-time link. */
async function walkPeople(window: Page, say: Say, visit: Visit): Promise<string> {
  window.setDefaultTimeout(60_000);
  await window.getByText(say('Chưa có phiên họp nào', 'No meetings yet')).waitFor();
  await visit('home-administrator', window);
  await window.getByRole('button', { name: say('Hiển thị', 'Display') }).click();
  await window.getByRole('menu').or(window.getByRole('dialog')).first().waitFor();
  await visit('display-menu', window);
  await window.keyboard.press('Escape');
  await window.goto(`${new URL(window.url()).origin}/people`);
  await window.getByText('Trần Minh Đức').waitFor();
  await visit('people', window);
  const act = async (action: string) => {
    await window.getByRole('button', { name: `${say('Thao tác với', 'Actions for')} Trần Minh Đức` }).click();
    if (action !== '') await window.getByRole('menuitem', { name: action }).click();
  };
  await act('');
  await window.getByRole('menu').waitFor();
  await visit('people-menu', window);
  await window.keyboard.press('Escape');
  await window.getByRole('button', { name: say('Thêm người', 'Add a person') }).click();
  await window.getByRole('dialog').locator('button[type=submit]').click();
  await visit('people-add', window);
  await window.keyboard.press('Escape');
  await window.getByRole('button', { name: say('Nhập từ CSV', 'Import CSV') }).click();
  await window.locator('input[type=file]').setInputFiles({
    name: 'danh-sach.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(
      'Name,Title,Unit,Rank,Role,Email\nLe Minh,Director,Legal,9,staff,minh@vidu.invalid\n,,,,,x\n',
    ),
  });
  await window.getByRole('dialog').getByRole('table').waitFor();
  await visit('people-import', window);
  await window.keyboard.press('Escape');
  await act(say('Tạm khóa tài khoản', 'Suspend account'));
  await window.getByRole('alertdialog').waitFor();
  await visit('people-suspend', window);
  await window.keyboard.press('Escape');
  await act(say('Cấp liên kết đặt mật khẩu', 'Make a password link'));
  await window.getByRole('alertdialog').getByRole('button').last().click();
  await window.getByRole('dialog').getByRole('textbox').waitFor();
  await visit('people-link', window);
  return window.getByRole('dialog').getByRole('textbox').inputValue();
}

/** The secretary's screens. */
async function walkPreparing(
  sample: SampleMeeting,
  options: WindowOptions,
  say: Say,
  visit: Visit,
): Promise<void> {
  const window = await sample.window('Đức', options);
  window.setDefaultTimeout(60_000);
  await window.getByRole('heading', { name: 'Họp giao ban công tác chuyển đổi số' }).waitFor();
  await visit('home', window);
  await window.goto(`${sample.server.url}/meetings/new`);
  await window.locator('button[type=submit]').click();
  await visit('create', window);
  await window.goto(`${sample.server.url}/meetings/${sample.meeting}/edit`);
  await window.getByText('342/BC-VP').waitFor();
  await visit('edit-agenda', window);
  const chooser = window.waitForEvent('filechooser');
  await window
    .getByRole('button', {
      name: `${say('Thêm tài liệu vào nội dung', 'Add papers to item')} 1`,
      exact: true,
    })
    .click();
  await (await chooser).setFiles([await readablePdf('du thao.pdf'), wordFile('bao cao.docx')]);
  await window.getByRole('dialog').getByRole('alert').waitFor();
  await window
    .getByRole('dialog')
    .getByText(say('Chỉ một số đơn vị, cá nhân', 'Only some units and people'))
    .click();
  await visit('papers', window);
  await window.keyboard.press('Escape');
  const itemMenu = window.getByRole('button', {
    name: `${say('Thao tác với nội dung', 'Actions for item')} 2`,
    exact: true,
  });
  await itemMenu.click();
  await window.getByRole('menuitem').first().waitFor();
  await visit('item-menu', window);
  await window.getByRole('menuitem').first().click();
  await window.getByRole('dialog').getByRole('combobox').waitFor();
  await visit('item', window);
  await window.keyboard.press('Escape');
  await window.getByRole('tab').nth(1).click();
  await window.getByRole('table').waitFor();
  await visit('edit-people', window);
  await window.getByRole('tab').last().click();
  await window.getByRole('radiogroup').waitFor();
  await visit('edit-facts', window);
  await walkRoundPreparing(sample, window, options, say, visit);
}

/** The room, before and after the meeting is opened. */
async function walkRoom(
  sample: SampleMeeting,
  options: WindowOptions,
  say: Say,
  visit: Visit,
): Promise<void> {
  const window = await sample.room('Hương', options);
  window.setDefaultTimeout(60_000);
  await window
    .getByRole('group', { name: say('Trang 1', 'Page 1') })
    .first()
    .waitFor();
  await visit('room', window);
  await window.getByRole('button', { name: say('Mở bảng bên', 'Open side panel') }).click();
  await window.getByRole('tab', { name: say('Tập tài liệu họp', 'Meeting papers') }).click();
  await visit('room-pack', window);
  await window.getByRole('tab', { name: say('Các trang thu nhỏ', 'Page thumbnails') }).click();
  await window.locator('[data-thumbnail] canvas').first().waitFor();
  await visit('room-thumbnails', window);
  await window.keyboard.press('Escape');
  await window.getByRole('button', { name: say('Hiển thị trang', 'Page display') }).click();
  await window.getByRole('menu').waitFor();
  await visit('room-pages-menu', window);
  await window.keyboard.press('Escape');
  await window.getByRole('button', { name: say('Khai mạc', 'Open the meeting') }).click();
  await window.getByRole('timer').waitFor();
  await window.getByRole('radio', { name: say('Bút', 'Pen'), exact: true }).click();
  // Away from the pen and its tooltip; and what a pressed button said to screen readers is over.
  await window.mouse.move(4, 4);
  await window.locator('[data-live-announcer] [role=img]').first().waitFor({ state: 'detached' });
  await visit('room-open', window);
  await window.getByRole('button', { name: say('Thao tác với phiên họp', 'Meeting actions') }).click();
  await window.getByRole('menu').waitFor();
  await visit('room-menu', window);
  await window.keyboard.press('Escape');
}

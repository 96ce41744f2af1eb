import type { Page } from '@playwright/test';
import { expect, test } from '../../fixtures/meeting.ts';
import { PeoplePage } from '../../pages/people.ts';
import { strangersWindow } from './screens.ts';

const PASSWORD = 'bốn mùa hoa trái';

/** What a screen reader calls the element that has the focus. */
async function focusedName(window: Page): Promise<string> {
  return window.evaluate(() => {
    const element = document.activeElement;
    if (element === null || element === document.body) return '';
    const labels = (element.getAttribute('aria-labelledby') ?? '')
      .split(' ')
      .map((id) => (id === '' ? '' : (document.getElementById(id)?.textContent ?? '')));
    const spoken = (part: Element) => {
      const copy = part.cloneNode(true);
      if (!(copy instanceof Element)) return '';
      for (const silent of copy.querySelectorAll('[aria-hidden="true"]')) silent.remove();
      return copy.textContent;
    };
    const label = element instanceof HTMLInputElement ? element.labels?.[0] : element;
    const own = label === undefined ? '' : spoken(label);
    return (element.getAttribute('aria-label') ?? (labels.join(' ').trim() || own)).trim();
  });
}

/** Presses a key until the focus is where it should be; fails when it doesn't get there. */
async function go(window: Page, name: RegExp, key = 'Tab'): Promise<void> {
  const passed: string[] = [];
  for (let step = 0; step < 60; step += 1) {
    const now = await focusedName(window);
    if (name.test(now)) return;
    passed.push(now);
    await window.keyboard.press(key);
  }
  throw new Error(`${key} never came to ${name.source}; it passed ${passed.join(' | ')}`);
}

test('everything from signing in to leaving works with the keyboard alone', async ({ sample, browser }) => {
  const admin = new PeoplePage(await sample.window('Yến'));
  await admin.open();
  await admin.act('Nguyễn Thị Thu Hương', 'Cấp liên kết đặt mật khẩu');
  await admin.question.getByRole('button', { name: 'Cấp liên kết' }).click();
  const link = await admin.link();

  const context = await strangersWindow(browser, {});
  const window = await context.newPage();
  const { keyboard } = window;
  await window.goto(link);
  await expect(window.getByLabel('Mật khẩu mới', { exact: true })).toBeFocused();
  await keyboard.type(PASSWORD);
  await keyboard.press('Enter');
  await expect(window.getByRole('heading', { level: 1, name: 'Phiên họp' })).toBeVisible();
  await go(window, /^Tài khoản: /);
  await keyboard.press('Enter');
  await expect(window.getByRole('menu')).toBeVisible();
  await go(window, /^Đăng xuất$/, 'ArrowDown');
  await keyboard.press('Enter');

  await expect(window.getByLabel('Thư điện tử')).toBeFocused();
  await keyboard.type('huong@vidu.invalid');
  await go(window, /^Mật khẩu$/);
  await keyboard.type(PASSWORD);
  await keyboard.press('Enter');
  await expect(window.getByRole('heading', { level: 1, name: 'Phiên họp' })).toBeVisible();

  await go(window, /^Vào phiên họp$/);
  await keyboard.press('Enter');
  const agenda = window.getByRole('complementary', { name: 'Chương trình' });
  await expect(agenda).toBeVisible();
  await go(window, /^Báo cáo kết quả thực hiện họp không giấy tờ/);
  await keyboard.press('Enter');
  await expect(
    window.getByRole('region', { name: 'Báo cáo kết quả thực hiện họp không giấy tờ', exact: true }),
  ).toBeVisible();
  await go(window, /^Đọc$/);
  await go(window, /^Bút$/, 'ArrowRight');
  await keyboard.press('Space');
  await expect(window.getByRole('radio', { name: 'Bút', exact: true })).toBeChecked();

  await go(window, /^Thu gọn: Phòng họp$/);
  await keyboard.press('Enter');
  await expect(window.getByRole('complementary', { name: 'Phòng họp' })).toBeHidden();
  await go(window, /^Thu gọn: Chương trình$/, 'Shift+Tab');
  await keyboard.press('Enter');
  await expect(agenda).toBeHidden();
  // A folded panel must leave the focus on something, not on nothing.
  expect(await focusedName(window)).not.toBe('');

  await go(window, /^Trang chủ/, 'Shift+Tab');
  await keyboard.press('Enter');
  await expect(window.getByRole('heading', { level: 1, name: 'Phiên họp' })).toBeVisible();
  await context.close();
});

import { expect, test } from '../../fixtures/meeting.ts';
import { bringPaper } from '../../fixtures/papers.ts';
import { RoomPage } from '../../pages/room.ts';
import { wordPdf } from './made-papers.ts';

test('a revised paper: the new version is said to be new, the old one stays readable, both side by side', async ({
  sample,
}) => {
  const paper = await bringPaper(sample, 'Dự thảo nghị quyết', await wordPdf(6, 'Ban mot'));
  const window = await sample.room('Ánh');
  const room = new RoomPage(window);
  const { reader } = room;
  await room.openPaper('Dự thảo nghị quyết');
  await reader.shown(1).waitFor();
  const told = window.waitForResponse(
    (answer) =>
      answer.request().method() === 'PUT' && /versions\/.*\/place$/.test(answer.url()) && answer.ok(),
  );
  await reader.goTo(4);
  await told;
  await room.openPaper(/^Tờ trình/);
  await reader.shown(1).waitFor();
  await bringPaper(sample, 'Dự thảo nghị quyết', await wordPdf(7, 'Ban hai'), paper);

  await test.step('the agenda says that it has changed since it was read', async () => {
    await expect(room.paper('Dự thảo nghị quyết')).toContainText('Đã thay đổi');
    await room.openPaper('Dự thảo nghị quyết');
    await expect(window.getByText('/ 7')).toBeVisible();
    await expect(room.paper('Dự thảo nghị quyết')).not.toContainText('Đã thay đổi');
  });

  await test.step('the former version opens where it was left, and says that it is no longer in force', async () => {
    await window.getByRole('button', { name: 'Bản 2', exact: true }).click();
    await window.getByRole('menuitemradio', { name: /^Bản 1/ }).click();
    await window.keyboard.press('Escape');
    await expect(window.getByText(/^Bản cũ \(bản 1\), đã được thay ngày /)).toBeVisible();
    await expect(window.getByText('/ 6')).toBeVisible();
    await expect(reader.pageField).toHaveValue('4');
    await window.getByRole('button', { name: 'Xem bản hiện hành' }).click();
    await expect(window.getByText('/ 7')).toBeVisible();
    await expect(window.getByText(/^Bản cũ/)).toHaveCount(0);
  });

  await test.step('both beside one another, one moves with the other', async () => {
    await window.getByRole('button', { name: 'Bản 2', exact: true }).click();
    await window.getByRole('menuitem', { name: 'So sánh với bản khác' }).click();
    const sides = window.getByRole('region', { name: 'Các trang của Dự thảo nghị quyết' });
    await expect(sides).toHaveCount(2);
    const shown = (side: number, page: number) =>
      sides.nth(side).locator(`[data-page="${page - 1}"][data-shown="shown"]`);
    // At the page where the older one was left.
    for (const side of [0, 1]) await shown(side, 4).waitFor();
    const topOf = (side: number) => sides.nth(side).evaluate((element) => element.scrollTop);
    const together = async () => Math.abs((await topOf(0)) - (await topOf(1)));
    await expect.poll(together).toBeLessThanOrEqual(2);
    const start = await topOf(0);
    const box = await sides.nth(0).boundingBox();
    await window.mouse.move((box?.x ?? 0) + 40, (box?.y ?? 0) + 60);
    await window.mouse.wheel(0, -300);
    await expect.poll(() => topOf(1)).toBeLessThan(start - 200);
    await expect.poll(together).toBeLessThanOrEqual(2);
    const before = await topOf(1);
    await window.getByRole('button', { name: 'Trang sau' }).click();
    for (const side of [0, 1]) await expect.poll(() => topOf(side)).toBeGreaterThan(before + 100);
    const left = await topOf(0);
    await sides.nth(1).press('PageUp');
    await expect.poll(() => topOf(0)).toBeLessThan(left - 200);
    await expect.poll(together).toBeLessThanOrEqual(2);
    // Seven words: "mot" became "hai" on six pages, and there is a page more.
    const marked = (side: number, what: string) => sides.nth(side).locator(`[data-difference="${what}"]`);
    const current = (side: number) => sides.nth(side).locator('[data-difference][data-current]');
    await expect(window.getByText('7 chỗ khác nhau')).toBeVisible();
    await expect(marked(0, 'old').first()).toBeVisible();
    await expect(marked(0, 'now')).toHaveCount(0);
    await window.getByRole('button', { name: 'Chỗ khác trước đó' }).click();
    await window.getByRole('button', { name: 'Chỗ khác tiếp theo' }).click();
    const at = await window.getByText(/^Chỗ \d\/7$/).textContent();
    const page = Number(at?.slice(4, 5));
    for (const side of [0, 1]) {
      await shown(side, page).waitFor();
      await expect(current(side)).toHaveCount(1);
      await expect(current(side)).toBeInViewport();
    }
    for (let number = page; number < 7; number++) {
      await window.getByRole('button', { name: 'Chỗ khác tiếp theo' }).click();
    }
    await expect(window.getByText('Chỗ 7/7')).toBeVisible();
    await expect(marked(0, 'gap')).toBeInViewport();
    await expect(current(1)).toBeInViewport();
    await window.getByRole('switch', { name: 'Đánh dấu chữ khác nhau' }).click({ force: true });
    await expect(window.locator('[data-difference]')).toHaveCount(0);
    await expect(window.getByRole('button', { name: 'Chỗ khác tiếp theo' })).toHaveCount(0);
    await window.getByRole('button', { name: 'Thôi so sánh' }).click();
    await expect(sides).toHaveCount(1);
    await expect(window.getByText('/ 7')).toBeVisible();
  });
});

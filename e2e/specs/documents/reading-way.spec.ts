import { expect, test } from '../../fixtures/meeting.ts';
import { bringPaper, longPdf } from '../../fixtures/papers.ts';
import { colourAt } from '../../pages/picture.ts';
import { RoomPage } from '../../pages/room.ts';
import { guidePdf } from './made-papers.ts';

test('contents, page labels, links and the way back', async ({ sample }) => {
  await bringPaper(sample, 'Cẩm nang', await guidePdf());
  const window = await sample.room('Ánh');
  const room = new RoomPage(window);
  const { reader } = room;
  await room.openPaper('Cẩm nang');
  await reader.shown(1).waitFor();

  await test.step('pages are called as the file calls them', async () => {
    await expect(reader.pageField).toHaveValue('i');
    await expect(window.getByText('(1 / 12)')).toBeVisible();
    await reader.pageField.fill('iv');
    await reader.pageField.press('Enter');
    await expect(window.getByText('(4 / 12)')).toBeVisible();
    await reader.pageField.fill('1');
    await reader.pageField.press('Enter');
    await expect(window.getByText('(5 / 12)')).toBeVisible();
    await reader.pageField.fill('12');
    await reader.pageField.press('Enter');
    await expect(window.getByText('(12 / 12)')).toBeVisible();
  });

  await test.step('the contents: a tree that says where one is', async () => {
    await reader.pages.press('F4');
    await window.getByRole('tab', { name: 'Mục lục' }).click();
    const tree = window.getByRole('treegrid', { name: 'Mục lục' });
    await expect(tree.getByRole('row')).toHaveCount(3);
    await expect(tree.getByRole('row', { name: /Chương hai/ })).toContainText('đang xem');
    await tree.getByRole('row', { name: /Chương một/ }).focus();
    await window.keyboard.press('ArrowRight');
    await expect(tree.getByRole('row')).toHaveCount(5);
    await window.keyboard.press('ArrowDown');
    await window.keyboard.press('ArrowDown');
    await window.keyboard.press('Enter');
    await expect(window.getByText('(8 / 12)')).toBeVisible();
    await expect(tree.getByRole('row', { name: /Mục 1.2/ })).toContainText('đang xem');
    await window.keyboard.press('Escape');
    await expect(tree).toHaveCount(0);
  });

  await test.step('a link leads to its page, and back', async () => {
    await reader.pages.press('Home');
    await reader.shown(1).waitFor();
    await window.getByRole('button', { name: 'Liên kết trong tài liệu' }).click();
    await expect(window.getByText('(9 / 12)')).toBeVisible();
    await window.getByRole('button', { name: 'Quay lại trang i', exact: true }).click();
    await expect(window.getByText('(1 / 12)')).toBeVisible();
    await reader.pages.press('Alt+ArrowRight');
    await expect(window.getByText('(9 / 12)')).toBeVisible();
    await reader.pages.press('Alt+ArrowLeft');
    await expect(window.getByText('(1 / 12)')).toBeVisible();
  });

  await test.step('an outside address is shown and asked about; what is not https is not opened', async () => {
    await window.context().route('https://chinhphu.example.vn/**', (route) => route.fulfill({ body: 'ok' }));
    await window.getByRole('button', { name: /Liên kết ra ngoài: https:/ }).click();
    const question = window.getByRole('alertdialog');
    await expect(question).toContainText('https://chinhphu.example.vn/nghi-dinh');
    const opened = window.context().waitForEvent('page');
    await question.getByRole('button', { name: 'Mở liên kết' }).click();
    expect((await opened).url()).toBe('https://chinhphu.example.vn/nghi-dinh');
    await window.bringToFront();
    await window.getByRole('button', { name: /Liên kết ra ngoài: http:/ }).click();
    const refusal = window.getByRole('dialog', { name: 'Không mở liên kết này' });
    await expect(refusal).toContainText('http://khong-an-toan.example.vn/');
    await expect(refusal.getByRole('button', { name: 'Mở liên kết' })).toHaveCount(0);
    await refusal.getByRole('button', { name: 'Đóng' }).last().click();
  });

  await test.step('links do not get into the way of a pen', async () => {
    await reader.take('Bút');
    await reader.draw(1, [
      { x: 0.15, y: 0.26 },
      { x: 0.45, y: 0.26 },
    ]);
    await expect(window.getByText('(1 / 12)')).toBeVisible();
    await expect.poll(() => reader.hasInk(1, { x: 0.3, y: 0.26 })).toBe(true);
    await window.keyboard.press('Escape');
  });

  await test.step('what is filled into a form is seen and read out, and cannot be changed', async () => {
    await reader.pageField.fill('ii');
    await reader.pageField.press('Enter');
    await reader.shown(2).waitFor();
    await expect(reader.page(2).getByText('hoTen: NGUYEN VAN A')).toBeAttached();
    await expect(reader.page(2).getByRole('textbox')).toHaveCount(0);
    const isYellow = async () => {
      const picture = reader.shown(2).locator('canvas').first();
      const [r = 0, g = 0, b = 255] = await colourAt(picture, 350 / 595, (842 - 620) / 842);
      return r > 240 && g > 240 && b < 200;
    };
    await expect.poll(isYellow).toBe(true);
  });
});

test('thumbnails: only what is seen is there and drawn, keys walk through them', async ({ sample }) => {
  await bringPaper(sample, 'Báo cáo dài', await longPdf(300));
  const window = await sample.room('Ánh');
  const room = new RoomPage(window);
  const { reader } = room;
  await room.openPaper('Báo cáo dài');
  await reader.shown(1).waitFor();
  await window.getByRole('button', { name: 'Mở bảng bên' }).click();
  const list = window.getByRole('listbox', { name: 'Các trang thu nhỏ' });
  await expect(list.locator('[data-thumbnail="0"] canvas')).toBeVisible();
  expect(await list.getByRole('option').count()).toBeLessThan(20);
  await expect(list.getByRole('option', { name: 'Trang 1', exact: true })).toHaveAttribute(
    'aria-selected',
    'true',
  );

  await list.focus();
  await window.keyboard.press('End');
  await expect(list.locator('[data-thumbnail="299"] canvas')).toBeVisible();
  await expect(reader.pageField).toHaveValue('1');
  await window.keyboard.press('Enter');
  await expect(reader.pageField).toHaveValue('300');
  await window.keyboard.press('ArrowUp');
  await window.keyboard.press('Enter');
  await expect(reader.pageField).toHaveValue('298');
  expect(await list.locator('canvas').count()).toBeLessThan(20);

  await reader.goTo(150);
  const current = list.getByRole('option', { name: 'Trang 150', exact: true });
  await expect(current).toBeInViewport();
  await list.getByRole('option', { name: 'Trang 151', exact: true }).click();
  await expect(reader.pageField).toHaveValue('151');
  await list.press('Escape');
  await expect(list).toHaveCount(0);
  // The bar has the focus, where it was last.
  await expect(window.getByRole('toolbar', { name: 'Trang và cỡ hiển thị' }).locator(':focus')).toHaveCount(
    1,
  );
});

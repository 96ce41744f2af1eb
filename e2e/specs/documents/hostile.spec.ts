import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { officePdf } from '../../bench/office-pdf.ts';
import { expect, test } from '../../fixtures/meeting.ts';
import { ELSEWHERE, hostilePdf } from '../../fixtures/hostile-pdf.ts';
import { bringPaper, squarePdf } from '../../fixtures/papers.ts';
import { RoomPage } from '../../pages/room.ts';

test('a hostile PDF runs nothing, asks nothing of anybody, and costs nobody but itself', async ({
  sample,
}) => {
  test.setTimeout(420_000);
  const usual = await bringPaper(sample, 'Tệp thường', await squarePdf(595, 842));
  const hostile = await bringPaper(sample, 'Tệp lạ', hostilePdf());
  const window = await sample.room('Bích');
  const room = new RoomPage(window);
  const { reader } = room;
  const dialogs: string[] = [];
  const asked: string[] = [];
  window.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  window.context().on('request', (request) => asked.push(request.url()));
  await reader.shown(1).waitFor();

  await test.step('a page that is in order is shown', async () => {
    await room.openPaper(hostile.title);
    await reader.shown(1).waitFor();
  });

  await test.step('another paper opens while this one hangs', async () => {
    await reader.goTo(2);
    await expect(reader.pageField).toHaveValue('2');
    await room.openPaper(usual.title);
    await reader.shown(1).waitFor();
  });

  await test.step('the page without end is stopped, with its reason in its place', async () => {
    await room.openPaper(hostile.title);
    await reader.goTo(2);
    await expect(reader.page(2).getByText('không hiển thị được trong 20 giây')).toBeVisible({
      timeout: 90_000,
    });
  });

  await test.step('the other pages go on', async () => {
    for (const page of [3, 7]) {
      await reader.goTo(page);
      await reader.shown(page).waitFor({ timeout: 90_000 });
    }
    for (const page of [4, 5, 6]) {
      await reader.goTo(page);
      const refused = reader.page(page).getByText('không hiển thị được');
      await reader.shown(page).or(refused).first().waitFor({ timeout: 90_000 });
    }
  });

  const workers = window.workers().filter((worker) => /pdf\.(?:worker|renderer)/.test(worker.url()));
  expect(workers.length).toBeLessThanOrEqual(8);
  expect(dialogs).toEqual([]);
  expect(asked.filter((url) => url.includes(ELSEWHERE) || url.startsWith('javascript:'))).toEqual([]);
  expect(new Set(asked.map((url) => new URL(url).host))).toEqual(new Set([new URL(window.url()).host]));
});

test('every PDF that there is opens, from its first page to its last', async ({ sample }) => {
  test.setTimeout(420_000);
  const folder = path.resolve(import.meta.dirname, '../../../assets/sample');
  const files = (await readdir(folder)).filter((name) => name.endsWith('.pdf'));
  expect(files.length).toBeGreaterThan(0);
  const papers = new Map<string, Uint8Array>();
  for (const name of files) papers.set(`Mẫu ${name}`, await readFile(path.join(folder, name)));
  papers.set('Trang xoay', await squarePdf(300, 700, 90));
  papers.set('Trang rất rộng', await squarePdf(14_000, 200));
  papers.set('Trang rất nhỏ', await squarePdf(3, 3));
  papers.set('Nhiều trang', await officePdf(12));
  for (const [title, bytes] of papers) await bringPaper(sample, title, bytes);
  const room = new RoomPage(await sample.room('Bích'));
  const { reader } = room;
  await reader.shown(1).waitFor();
  for (const title of papers.keys()) {
    await test.step(title, async () => {
      await room.openPaper(title);
      await expect(reader.pages).toHaveAccessibleName(`Các trang của ${title}`);
      await reader.shown(1).waitFor();
      await reader.pages.press('End');
      const last = Number(await reader.pages.locator('[data-page]').last().getAttribute('data-page')) + 1;
      await reader.shown(last).waitFor();
    });
  }
});

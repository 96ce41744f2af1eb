import { expect, test } from '../../fixtures/meeting.ts';
import { bringPaper } from '../../fixtures/papers.ts';
import { NotesPage } from '../../pages/notes.ts';
import { colourAt } from '../../pages/picture.ts';
import { RoomPage } from '../../pages/room.ts';
import { annotatedPdf } from '../documents/made-papers.ts';

test('[FILE-1] [FILE-3] marks that a file brought with it are a layer: listed, gone to, taken off the pages', async ({
  sample,
}) => {
  await bringPaper(sample, 'Dự thảo có ghi chú', await annotatedPdf());
  const window = await sample.room('Ánh');
  const room = new RoomPage(window);
  const { reader } = room;
  const notes = new NotesPage(window);
  await room.openPaper('Dự thảo có ghi chú');
  await reader.shown(1).waitFor();
  /** The colour of the first page's picture at a place in points, as `r,g,b`. */
  const colour = async (x: number, y: number) => {
    const picture = reader.shown(1).locator('canvas').first();
    return (await colourAt(picture, x / 595, (842 - y) / 842)).slice(0, 3).join(',');
  };
  const [marked, filledIn] = [
    [200, 550],
    [330, 420],
  ] as const;

  await test.step('they are on the page and in the list, by page, with whom the file names', async () => {
    await expect.poll(() => colour(...marked)).toBe('255,0,0');
    await notes.open();
    await expect(notes.list.getByRole('option')).toHaveCount(2);
    await expect(notes.row('Khung này chưa đúng')).toContainText('Trần Lan');
    await expect(notes.row('Khung này chưa đúng')).toContainText('tr. 1');
    await expect(notes.row('Khung này chưa đúng')).toContainText('1 góp ý');
  });

  await test.step('one leads to its page; it and its answers can be read and nothing else', async () => {
    await notes.row('Thiếu phụ lục').click();
    await expect(reader.pageField).toHaveValue('3');
    await expect(window.locator('[data-mark-pulse]')).toBeVisible();
    await notes.back();
    await notes.row('Khung này chưa đúng').click();
    await expect(reader.pageField).toHaveValue('1');
    await expect(notes.panel.getByRole('listitem')).toContainText('Sẽ sửa');
    await expect(notes.panel.getByRole('textbox')).toHaveCount(0);
    await notes.back();
  });

  await test.step('taken off, the page is without them; the form and the link stay', async () => {
    const layer = notes.panel.getByRole('button', { name: 'Của tệp' });
    await layer.click();
    await expect(layer).toHaveAttribute('aria-pressed', 'false');
    await expect.poll(() => colour(...marked)).toBe('255,255,255');
    expect(await colour(...filledIn)).toBe('255,255,153');
    await window.getByRole('button', { name: 'Liên kết trong tài liệu' }).click();
    await expect(reader.pageField).toHaveValue('2');
    await reader.goTo(1);
    expect(await colour(...marked)).toBe('255,255,255');
  });

  await test.step('whoever goes to one sees it again', async () => {
    await notes.row('Khung này chưa đúng').click();
    await expect.poll(() => colour(...marked)).toBe('255,0,0');
  });
});

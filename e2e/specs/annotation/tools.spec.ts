import { expect, test, type SampleMeeting } from '../../fixtures/meeting.ts';
import { MarkingPage } from '../../pages/marking.ts';
import { RoomPage } from '../../pages/room.ts';

const SAVED = 'Nét vẽ đã lưu';
/** Where the first paper of the sample has a line of words, as a share of its first page. */
const LINE = 0.302;

interface Writer {
  readonly room: RoomPage;
  readonly reader: RoomPage['reader'];
  readonly marking: MarkingPage;
}

async function enter(sample: SampleMeeting, ...names: string[]): Promise<Writer[]> {
  const rooms = await Promise.all(names.map(async (name) => new RoomPage(await sample.room(name))));
  for (const { reader } of rooms) {
    await reader.shown(1).waitFor();
    await expect(reader.saveState(SAVED)).toBeVisible();
  }
  return rooms.map((room) => ({ room, reader: room.reader, marking: new MarkingPage(room.reader) }));
}

async function pair(sample: SampleMeeting): Promise<[Writer, Writer]> {
  const [first, second] = await enter(sample, 'Ánh', 'Bích');
  if (first === undefined || second === undefined) throw new Error('two people are needed');
  return [first, second];
}

test('a highlighter snaps to the words; words that are selected are marked, and talked about', async ({
  sample,
}) => {
  const [anh, bich] = await pair(sample);
  const look = (y: number, x = 0.5) => bich.reader.hasInk(1, { x, y }, 'highlighter');

  await test.step('along a line it marks whole words, at their height', async () => {
    // The words of a page are read while it is drawn; a stroke before that would be ink.
    await expect(anh.reader.pages.locator('.bt-text span').first()).toBeAttached();
    await anh.marking.pull('highlighter', 1, { x: 0.3, y: LINE }, { x: 0.6, y: LINE + 0.002 });
    await expect.poll(() => look(LINE)).toBe(true);
    // Twelve points wide, the pen's own line would reach above the words.
    expect(await look(LINE - 0.025)).toBe(false);
    await anh.reader.undo.click();
    await expect.poll(() => look(LINE)).toBe(false);
    await anh.reader.redo.click();
    await expect.poll(() => look(LINE)).toBe(true);
  });

  await test.step('beside the words it stays ink', async () => {
    await anh.reader.draw(1, [
      { x: 0.1, y: 0.05 },
      { x: 0.4, y: 0.05 },
    ]);
    await expect.poll(() => look(0.05, 0.25)).toBe(true);
  });

  await test.step('selected words', async () => {
    await bich.reader.draw(1, [
      { x: 0.3, y: 0.37 },
      { x: 0.6, y: 0.4 },
    ]);
    await bich.marking.wordBar.getByRole('button', { name: 'Gạch chân' }).click();
    await expect(bich.marking.wordBar).toHaveCount(0);
    await bich.reader.undo.click();
    await bich.reader.draw(1, [
      { x: 0.3, y: LINE },
      { x: 0.6, y: LINE },
    ]);
    await bich.marking.wordBar.getByRole('button', { name: 'Góp ý' }).click();
    // The thread of the new mark is open for the first word.
    const talk = bich.room.window.getByRole('dialog');
    await expect(talk.getByRole('textbox')).toBeFocused();
    await talk.getByRole('textbox').fill('Đề nghị nêu rõ');
    await talk.getByRole('button', { name: 'Gửi' }).click();
    await expect(talk.getByText('Đề nghị nêu rõ')).toBeVisible();
    await bich.room.window.keyboard.press('Escape');
    await expect(bich.room.window.getByRole('button', { name: /^Góp ý về/ })).toBeVisible();
    // Both at once: the mark was made for these words.
    await bich.reader.undo.click();
    await expect(bich.room.window.getByRole('button', { name: /^Góp ý về/ })).toHaveCount(0);
    await expect(bich.reader.undo).toBeDisabled();
  });
});

test('shapes, a text box and a stamp are seen by the others, and are there again later', async ({
  sample,
}) => {
  const [anh, bich] = await pair(sample);
  const seen = (x: number, y: number) => bich.reader.hasInk(1, { x, y });

  await anh.marking.pull('box', 1, { x: 0.05, y: 0.05 }, { x: 0.2, y: 0.15 });
  await expect.poll(() => seen(0.05, 0.1)).toBe(true);
  expect(await seen(0.12, 0.1)).toBe(false);
  await anh.marking.pull('ellipse', 1, { x: 0.25, y: 0.05 }, { x: 0.35, y: 0.15 });
  await expect.poll(() => seen(0.3, 0.05)).toBe(true);
  await anh.marking.pull('arrow', 1, { x: 0.05, y: 0.2 }, { x: 0.2, y: 0.2 });
  await expect.poll(() => seen(0.12, 0.2)).toBe(true);

  await test.step('Shift holds a line straight', async () => {
    await anh.marking.take('line');
    await anh.room.window.keyboard.down('Shift');
    await anh.reader.draw(1, [
      { x: 0.05, y: 0.24 },
      { x: 0.3, y: 0.252 },
    ]);
    await anh.room.window.keyboard.up('Shift');
    await expect.poll(() => seen(0.28, 0.24)).toBe(true);
    expect(await seen(0.28, 0.251)).toBe(false);
  });

  await test.step('typed words stay when the pen is put elsewhere', async () => {
    await anh.marking.take('textBox');
    await anh.reader.tap(1, { x: 0.55, y: 0.05 });
    await anh.room.window.keyboard.type('Đề nghị làm rõ nguồn kinh phí');
    await anh.marking.key('v');
    await expect.poll(() => seen(0.6, 0.05)).toBe(true);
    await anh.reader.tap(1, { x: 0.6, y: 0.05 });
    await expect(anh.marking.selectionBar).toBeVisible();
    await anh.reader.tap(1, { x: 0.6, y: 0.05 });
    const field = anh.reader.pages.getByRole('textbox', { name: 'Nội dung hộp chữ' });
    await expect(field).toHaveValue('Đề nghị làm rõ nguồn kinh phí');
    await field.fill('');
    await anh.room.window.keyboard.press('Escape');
    await expect.poll(() => seen(0.6, 0.05)).toBe(false);
  });

  await test.step('a stamp with words of one’s own', async () => {
    await anh.marking.take('stamp');
    await anh.marking.openOptions('Dấu');
    await anh.marking.options.getByRole('textbox', { name: 'Chữ khác' }).fill('Đã trình');
    await anh.marking.options.getByRole('button', { name: 'Thêm' }).click();
    await expect(anh.marking.options.getByRole('radio', { name: 'ĐÃ TRÌNH' })).toBeChecked();
    await anh.room.window.keyboard.press('Escape');
    await anh.reader.tap(1, { x: 0.7, y: 0.2 });
    await expect.poll(() => seen(0.7, 0.2)).toBe(true);
    await expect(anh.reader.saveState(SAVED)).toBeVisible();
  });

  await test.step('for whoever comes later', async () => {
    const [uoc] = await enter(sample, 'Ước');
    for (const [x, y] of [
      [0.05, 0.1],
      [0.3, 0.05],
      [0.7, 0.2],
    ] as const) {
      await expect.poll(() => uoc?.reader.hasInk(1, { x, y })).toBe(true);
    }
  });
});

test('what is one’s own is selected, moved, sized, recoloured, copied to another page and deleted', async ({
  sample,
}) => {
  const [anh, bich] = await pair(sample);
  const seen = (x: number, y: number, page = 1) => bich.reader.hasInk(page, { x, y });
  const { marking, reader } = anh;
  const window = anh.room.window;

  await marking.pull('box', 1, { x: 0.1, y: 0.05 }, { x: 0.2, y: 0.1 });
  await marking.pull('box', 1, { x: 0.1, y: 0.15 }, { x: 0.2, y: 0.2 });
  await expect.poll(() => seen(0.15, 0.2)).toBe(true);

  await test.step('a box around both, and moved', async () => {
    await marking.pull('select', 1, { x: 0.05, y: 0.02 }, { x: 0.3, y: 0.25 });
    await expect(marking.selectionBar).toHaveAccessibleName('Đã chọn 2 ghi chú');
    await reader.draw(1, [
      { x: 0.15, y: 0.125 },
      { x: 0.45, y: 0.125 },
    ]);
    await expect.poll(() => seen(0.4, 0.075)).toBe(true);
    expect(await seen(0.1, 0.075)).toBe(false);
  });

  await test.step('pulled larger, by a corner', async () => {
    const corner = await marking.frame.boundingBox();
    if (corner === null) throw new Error('nothing is selected');
    const to = await reader.pixel(1, { x: 0.7, y: 0 });
    const y = corner.y + corner.height - 1;
    await window.mouse.move(corner.x + corner.width - 1, y);
    await window.mouse.down();
    await window.mouse.move(to.x, y, { steps: 5 });
    await window.mouse.up();
    await expect.poll(() => seen(0.7, 0.075)).toBe(true);
    await reader.undo.click();
    await expect.poll(() => seen(0.5, 0.075)).toBe(true);
  });

  await test.step('in another colour', async () => {
    const before = await bich.reader.inkColour(1, { x: 0.45, y: 0.2 });
    await marking.selectionBar.getByRole('button', { name: 'Màu và nét' }).click();
    await window.getByRole('dialog').getByRole('radio', { name: 'Xanh lá' }).click();
    await window.keyboard.press('Escape');
    await expect.poll(() => bich.reader.inkColour(1, { x: 0.45, y: 0.2 })).not.toBe(before);
  });

  await test.step('copied to the next page', async () => {
    await reader.pages.focus();
    await window.keyboard.press('Control+c');
    await reader.goTo(2);
    await bich.reader.goTo(2);
    await reader.shown(2).waitFor();
    await reader.pages.focus();
    await window.keyboard.press('Control+v');
    await expect.poll(() => seen(0.45, 0.2, 2)).toBe(true);
  });

  await test.step('nudged and deleted by keys, and all of it taken back', async () => {
    await reader.pages.focus();
    for (let n = 0; n < 3; n++) await window.keyboard.press('Shift+ArrowRight');
    await expect.poll(() => seen(0.45, 0.2, 2)).toBe(true);
    await window.keyboard.press('Delete');
    await expect.poll(() => seen(0.45, 0.2, 2)).toBe(false);
    await expect(marking.selectionBar).toHaveCount(0);
    await reader.undo.click();
    await expect.poll(() => seen(0.45, 0.2, 2)).toBe(true);
  });

  await test.step('of somebody else one sees only whose it is', async () => {
    await bich.marking.take('select');
    await bich.reader.tap(2, { x: 0.45, y: 0.2 });
    await expect(bich.reader.page(2).locator('span[aria-hidden]', { hasText: 'Lê Quang Ánh' })).toBeVisible();
    await expect(bich.marking.selectionBar).toHaveCount(0);
    await bich.marking.key('Delete');
    expect(await seen(0.45, 0.2, 2)).toBe(true);
  });
});

test('the eraser rubs out a part of a line, and the whole line when it is set so', async ({ sample }) => {
  const [anh, bich] = await pair(sample);
  const parts = () => Promise.all([0.32, 0.5, 0.68].map((x) => bich.reader.hasInk(1, { x, y: 0.1 })));
  await anh.marking.take('pen');
  await anh.reader.line(1, 0.1);
  await expect.poll(parts).toEqual([true, true, true]);

  await anh.marking.take('eraser');
  await anh.marking.openOptions('Tẩy');
  await anh.marking.options.getByRole('radio', { name: 'Từng phần' }).click();
  await anh.room.window.keyboard.press('Escape');
  const across = [
    { x: 0.5, y: 0.06 },
    { x: 0.5, y: 0.14 },
  ];
  await anh.reader.draw(1, across);
  await expect.poll(parts).toEqual([true, false, true]);
  await anh.reader.undo.click();
  await expect.poll(parts).toEqual([true, true, true]);
  await anh.reader.redo.click();

  await anh.marking.openOptions('Tẩy');
  await anh.marking.options.getByRole('radio', { name: 'Cả nét' }).click();
  await anh.room.window.keyboard.press('Escape');
  await anh.reader.draw(1, [
    { x: 0.35, y: 0.06 },
    { x: 0.35, y: 0.14 },
  ]);
  await expect.poll(parts).toEqual([false, false, true]);
});

test('the laser pointer is seen by everyone while it points, and never kept', async ({ sample }) => {
  const [anh, bich] = await pair(sample);
  const points = () => bich.reader.hasInk(1, { x: 0.6, y: 0.2 }, 'motion');
  await anh.marking.take('laser');
  await anh.reader.startStroke(1, [
    { x: 0.3, y: 0.2 },
    { x: 0.6, y: 0.2 },
  ]);
  await expect.poll(points).toBe(true);
  await anh.reader.endStroke();
  await expect.poll(points).toBe(false);
  await expect(anh.reader.undo).toBeDisabled();
  // A pen's line afterwards shows that the page is up to date.
  await anh.marking.take('pen');
  await anh.reader.line(1, 0.1);
  await expect.poll(() => bich.reader.hasLine(1, 0.1)).toBe(true);
  expect(await bich.reader.hasInk(1, { x: 0.6, y: 0.2 })).toBe(false);
});

test('an image that is pasted or dropped is on everybody’s page; what is no image is refused', async ({
  sample,
}) => {
  const [anh, bich] = await pair(sample);
  await anh.marking.pasteImage('rgb(0, 160, 80)');
  await expect(anh.marking.selectionBar).toBeVisible();
  const box = await anh.marking.frame.boundingBox();
  const page = await anh.reader.page(1).boundingBox();
  if (box === null || page === null) throw new Error('nothing was put down');
  const middle = {
    x: (box.x + box.width / 2 - page.x) / page.width,
    y: (box.y + box.height / 2 - page.y) / page.height,
  };
  await expect.poll(() => bich.reader.inkColour(1, middle)).toBe('0,160,80');

  await anh.marking.dropFile(1, { x: 0.5, y: 0.1 }, new TextEncoder().encode('not an image'), 'image/png');
  await expect(anh.room.window.getByText('Không đọc được ảnh này.')).toBeVisible();

  await anh.marking.key('Delete');
  await expect.poll(() => bich.reader.inkColour(1, middle)).not.toBe('0,160,80');
});

test('undo is one’s own, while two people write on the same page', async ({ sample }) => {
  const [anh, bich] = await pair(sample);
  const lines = async () => {
    const seen = await Promise.all(
      [anh, bich].map(({ reader }) => Promise.all([0.06, 0.1, 0.14].map((y) => reader.hasLine(1, y)))),
    );
    return seen.map((each) => each.join());
  };
  const both = (...expected: boolean[]) => expect.poll(lines).toEqual([expected.join(), expected.join()]);
  for (const writer of [anh, bich]) await writer.marking.take('pen');
  await anh.reader.line(1, 0.06);
  await bich.reader.line(1, 0.1);
  await anh.reader.line(1, 0.14);
  await both(true, true, true);
  await anh.reader.undo.click();
  await anh.reader.undo.click();
  await expect(anh.reader.undo).toBeDisabled();
  await both(false, true, false);
  await bich.reader.undo.click();
  await both(false, false, false);
  await anh.reader.redo.click();
  await both(true, false, false);
});

test('on a phone the tools stay in reach, and what was used last is in its place', async ({ sample }) => {
  const room = new RoomPage(await sample.room('Ánh', { viewport: { width: 390, height: 844 }, touch: true }));
  const { reader } = room;
  const marking = new MarkingPage(reader);
  await reader.shown(1).waitFor();
  const tray = room.window.getByRole('toolbar', { name: 'Bút và công cụ ghi chú' });
  const within = async () => {
    for (const button of await tray.getByRole('button').or(tray.getByRole('radio')).all()) {
      const box = await button.boundingBox();
      if (box === null) continue;
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(390);
    }
  };
  await within();
  await room.window.getByRole('radio', { name: 'Đường thẳng', exact: true }).click();
  await within();
  await marking.openOptions('Đường thẳng');
  await marking.options.getByRole('radio', { name: 'Mũi tên', exact: true }).click();
  await room.window.keyboard.press('Escape');
  await room.window.getByRole('radio', { name: 'Đọc', exact: true }).click();
  await room.window.reload();
  await reader.shown(1).waitFor();
  await expect(tray.getByRole('radio', { name: 'Mũi tên', exact: true })).toBeVisible();
  await expect(tray.getByRole('radio', { name: 'Đường thẳng', exact: true })).toHaveCount(0);
});

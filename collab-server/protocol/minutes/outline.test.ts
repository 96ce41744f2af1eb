import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { newItem } from '../agenda/records.ts';
import { ItemId } from '../wire/ids.ts';
import { DEFAULT_OUTLINE, readOutline, type Outline } from './outline.ts';
import { minutesBody, skeletonUpdate } from './ydoc.ts';

const item = ItemId.parse('1'.repeat(20));
const agenda = [newItem(item, null, { title: 'Kế hoạch', presenter: null, minutes: 0, kind: 'public' })];
const ours: Outline = {
  depth: 'points',
  parts: [
    { is: 'heading', text: 'Phần mở đầu' },
    { is: 'items' },
    { is: 'sentence', text: 'Biên bản lập thành hai bản.\nMỗi bên giữ một bản.' },
    { is: 'conclusion' },
  ],
};
const begun = (outline?: Outline) => {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, skeletonUpdate({ agenda }, outline));
  return minutesBody(doc).toJSON();
};

test('[MIN-4] [MIN-76] minutes begin with the parts of the outline in their order', () => {
  expect(begun(ours)).toBe(
    '<heading level="2">Phần mở đầu</heading>' +
      `<liveblock kind="item" ref="${item}"></liveblock><liveblock kind="speeches" ref="${item}"></liveblock>` +
      `<paragraph></paragraph><liveblock kind="votes" ref="${item}"></liveblock>` +
      '<paragraph>Biên bản lập thành hai bản.</paragraph><paragraph>Mỗi bên giữ một bản.</paragraph>' +
      '<conclusion></conclusion>',
  );
  expect(begun()).toContain('kind="attendance"');
  expect(skeletonUpdate({ agenda }, ours)).toEqual(skeletonUpdate({ agenda }, structuredClone(ours)));
});

test('[MIN-76] parts that nobody knows are left out, and what isn’t an outline is the default one', () => {
  const newer = { depth: 'full', parts: [{ is: 'chart' }, { is: 'items' }, { is: 'heading' }] };
  expect(readOutline(newer)).toEqual({ depth: 'full', parts: [{ is: 'items' }] });
  expect(readOutline({ ...ours, depth: 'lạ' }).depth).toBe('full');
  for (const none of [null, 1, {}, { depth: 'full', parts: [{ is: 'chart' }] }])
    expect(readOutline(none)).toEqual(DEFAULT_OUTLINE);
});

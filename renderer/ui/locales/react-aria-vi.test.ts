import { expect, test } from 'vitest';
import { vietnameseAreas, vietnameseFor } from './react-aria-vi.ts';

const english = import.meta.glob<Record<string, unknown>>(
  [
    '../../../node_modules/react-aria/dist/private/intl/*/en-US.mjs',
    '../../../node_modules/react-stately/dist/private/intl/*/en-US.mjs',
    '../../../node_modules/react-aria-components/dist/private/intl/en-US.mjs',
  ],
  { eager: true, import: 'default' },
);

function areaOf(path: string): string {
  const [, packageName = '', area] =
    /node_modules\/([\w-]+)\/.*?\/intl\/(?:([a-z]+)\/)?en-US/u.exec(path) ?? [];
  return area === undefined ? packageName : `${packageName}/${area}`;
}

test('the installed version has the areas that are translated, and no others', () => {
  expect(Object.keys(english).map(areaOf).toSorted()).toEqual([...vietnameseAreas].toSorted());
});

test.each(Object.entries(english).map(([path, strings]) => [areaOf(path), Object.keys(strings)] as const))(
  '%s has all its messages in Vietnamese',
  (area, keys) => {
    expect(Object.keys(vietnameseFor(area)).toSorted()).toEqual([...keys].toSorted());
  },
);

test('messages with values read well', () => {
  const formatter = { number: (value: number) => String(value) };
  const say = (area: string, key: string, args: Record<string, string | number | boolean>) => {
    const message = vietnameseFor(area)[key];
    return typeof message === 'function' ? message(args, formatter) : message;
  };
  expect(say('react-aria/combobox', 'countAnnouncement', { optionCount: 3 })).toBe('Có 3 lựa chọn.');
  expect(say('react-aria/grid', 'selectedCount', { count: 0 })).toBe('Chưa chọn mục nào.');
  expect(say('react-aria/overlays', 'dismiss', {})).toBe('Đóng');
});

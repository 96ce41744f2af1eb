import { expect, it } from 'vitest';
import { readable } from '../../administrative-document/readable-text.ts';
import { listLevel, listSign } from './pasted-html.ts';

// What is made of a whole page is tested in a browser: e2e/specs/minutes/pasting.spec.ts.

it('[MIN-70] knows the level of Word’s items, and the signs before them', () => {
  expect(listLevel('margin-left:.5in;text-indent:-.25in;mso-list:l0 level2 lfo1')).toBe(2);
  expect(listLevel('mso-list:Ignore')).toBeNull();
  expect(listLevel('mso-list:none')).toBeNull();
  expect(listLevel('margin:0')).toBeNull();
  for (const sign of ['1.', '12)', 'a)', '(a)', 'đ)', 'iv.', ' 3.\u00a0'])
    expect(listSign(sign)).toBe('ordered');
  for (const sign of ['·', '•\u00a0\u00a0', '-', 'o ', '§', '- Giao Văn phòng'])
    expect(listSign(sign)).toBe('bullet');
  for (const words of ['', 'Ông A', '2026', '1.5 tỷ đồng', 'vi phạm', '-5 độ', 'ông'])
    expect(listSign(words)).toBeNull();
});

it('[MIN-70] takes out of text what nobody sees and no file can hold', () => {
  const hidden = ['\u202a', '\u202e', '\u2066', '\u2069', '\u200b', '\u200f', '\u0000', '\ufeff', '\u00ad'];
  for (const mark of hidden) expect(readable(`Kết${mark} luận`)).toBe('Kết luận');
  expect(readable('\ud800 và \udfff')).toBe('\ufffd và \ufffd');
  expect(readable('Kê\u0301t luâ\u0323n')).toBe('Kết luận');
  expect(readable('😀 会')).toBe('😀 会');
});

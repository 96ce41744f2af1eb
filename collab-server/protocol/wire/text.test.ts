import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { folded, line, lines } from './text.ts';

const name = line(120);

describe('text that people write', () => {
  it('[TEXT-1] is one thing however its marks were typed', () => {
    const composed = 'Nguyễn Thị Ngọc Ánh';
    expect(name.parse(composed.normalize('NFD'))).toBe(composed);
    expect(name.parse('Nguyê\u0303n Thi\u0323 Ngo\u0323c A\u0301nh')).toBe(composed);
    expect(name.parse('  Nguyễn\u00a0\u3000Thị \t Ngọc\nÁnh ')).toBe(composed);
  });

  it('[TEXT-2] holds nothing that can’t be seen or that turns the order around', () => {
    for (const unseen of [
      '\u0000',
      '\u001b',
      '\u007f',
      '\u0085\u009f',
      '\u00ad',
      '\u061c',
      '\u115f',
      '\u180e',
      '\u200b',
      '\u200d',
      '\u200e',
      '\u202e',
      '\u2066',
      '\u3164',
      '\u{e0041}',
      '\ud800',
      '\udc00',
    ]) {
      expect(name.safeParse(`Nguyễn${unseen}Văn`).success, JSON.stringify(unseen)).toBe(false);
    }
    expect(name.parse('A\ufeffB')).toBe('A B');
    // How a sign is drawn is nobody's business here.
    expect(name.parse('Duyệt ✔\ufe0f')).toBe('Duyệt ✔');
    expect(name.parse('Họp 🎉')).toBe('Họp 🎉');
  });

  it('[TEXT-2] has a length after all that, not before', () => {
    expect(line(3).safeParse('').success).toBe(false);
    expect(line(3, 0).parse('   ')).toBe('');
    expect(line(3).parse('ế'.normalize('NFD').repeat(3))).toBe('ếếế');
    expect(line(3).safeParse('abcd').success).toBe(false);
    expect(line(3).safeParse(`a${' '.repeat(100)}b`).success).toBe(false);
  });

  it('[TEXT-1] changes nothing when it is read a second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        for (const schema of [line(60, 0), lines(60)]) {
          const once = schema.safeParse(text);
          if (!once.success) continue;
          expect(schema.parse(once.data)).toBe(once.data);
          expect(once.data).toBe(once.data.normalize('NFC').trim());
          expect(once.data.isWellFormed()).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('[TEXT-1] keeps the lines of a text', () => {
    expect(lines(100).parse(' a\r\nb\rc\n\n d ')).toBe('a\nb\nc\n\n d');
    expect(lines(100).safeParse('a\tb').success).toBe(false);
  });

  it('[TEXT-3] is found without its marks', () => {
    expect(folded('Đường Lê Đại Hành')).toBe('duong le dai hanh');
    expect(folded('ĐƯỜNG'.normalize('NFD'))).toBe('duong');
    expect(folded('đường')).toBe('duong');
  });
});

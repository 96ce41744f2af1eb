import { describe, expect, it } from 'vitest';
import { PersonId } from '#protocol/wire/ids';
import { mentionedIn, piecesOf } from './mention.ts';

const people = ['Lê An', 'Lê Anh', 'Nguyễn Thị Thu Hương'].map((name, n) => ({
  id: PersonId.parse(String(n).padStart(20, '0')),
  name,
  detail: '',
}));
const [an, anh, huong] = people.map(({ id }) => id);

describe('mentions', () => {
  it('are whole names after an @', () => {
    expect(mentionedIn('Xin ý kiến @Nguyễn Thị Thu Hương và @Lê Anh.', people)).toEqual([huong, anh]);
    expect(mentionedIn('@Lê An, @Lê Anh', people)).toEqual([an, anh]);
    expect(mentionedIn('Lê Anh đã nói; gửi a@b.vn; @Lê Anhh; @', people)).toEqual([]);
  });

  it('take nothing from the text', () => {
    const text = 'Kính gửi @Lê Anh: xem @Lê và @Lê An!';
    const pieces = piecesOf(text, people);
    expect(pieces.map((piece) => piece.text).join('')).toBe(text);
    expect(pieces.filter(({ person }) => person !== null).map((piece) => piece.text)).toEqual([
      '@Lê Anh',
      '@Lê An',
    ]);
  });
});

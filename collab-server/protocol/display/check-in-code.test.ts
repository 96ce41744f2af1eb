import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHECK_IN_SLOT, CheckInCode, checkInSlot, codeOfBytes } from './check-in-code.ts';

const bytes = fc.uint8Array({ minLength: 24, maxLength: 32 });

describe('the code on the screen', () => {
  it('[CHECKIN-1] is six signs that nobody takes for others, however it is typed', () => {
    fc.assert(
      fc.property(bytes, (secret) => {
        const code = codeOfBytes(secret);
        expect(code).toMatch(/^[A-Z3-9]{6}$/);
        expect(code).not.toMatch(/[01258ILOSZBUV]/);
        const typed = ` ${code.slice(0, 3).toLowerCase()} - ${code.slice(3)}`;
        expect(CheckInCode.parse(typed)).toBe(code);
      }),
    );
    for (const wrong of ['', 'ACDEF', 'ACDEFGH', 'ACDEF0', 'ACĐEFG'])
      expect(CheckInCode.safeParse(wrong).success).toBe(false);
  });

  it('[CHECKIN-1] depends on every part of what it is made of', () => {
    const of = (last: number) => codeOfBytes(new Uint8Array(24).fill(7).fill(last, 23));
    expect(new Set([1, 2, 3].map(of)).size).toBe(3);
  });

  it('[CHECKIN-1] belongs to slots that follow one another', () => {
    fc.assert(
      fc.property(fc.nat(), (now) => {
        expect(checkInSlot(now + CHECK_IN_SLOT)).toBe(checkInSlot(now) + 1);
      }),
    );
  });
});

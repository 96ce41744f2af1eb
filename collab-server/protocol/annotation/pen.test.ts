import fc from 'fast-check';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { expect, it } from 'vitest';
import { MarkId, PersonId } from '../wire/ids.ts';
import { MARK_COLOURS } from './mark.ts';
import { MAX_PEN_PIECES, PEN_TOOLS, readAuthoredPen, readPen, writePen, type PenPiece } from './pen.ts';

const author = PersonId.parse('p'.repeat(20));
const anyPiece: fc.Arbitrary<PenPiece> = fc.record({
  mark: fc.constant(MarkId.parse('m'.repeat(20))),
  piece: fc.nat(1_000_000),
  page: fc.nat(20_000),
  tool: fc.constantFrom(...PEN_TOOLS),
  colour: fc.constantFrom(...MARK_COLOURS),
  width: fc.nat(6000).map((n) => n / 100),
  end: fc.boolean(),
  points: fc.uint8Array({ maxLength: 200 }),
});

function written(pieces: readonly PenPiece[]): Uint8Array {
  const encoder = encoding.createEncoder();
  writePen(encoder, pieces);
  return encoding.toUint8Array(encoder);
}

it('[PEN-1] pieces of pen, highlighter and laser arrive as they were sent, with their author', () => {
  fc.assert(
    fc.property(fc.array(anyPiece, { maxLength: MAX_PEN_PIECES }), (pieces) => {
      expect(readPen(decoding.createDecoder(written(pieces)))).toEqual(pieces);
      const authored = pieces.map((piece) => ({ ...piece, author }));
      expect(readAuthoredPen(decoding.createDecoder(written(authored)))).toEqual(authored);
    }),
  );
});

it('[PEN-3] a tool or colour that there isn’t, and bytes that break off, are malformed', () => {
  fc.assert(
    fc.property(anyPiece, fc.nat(), (piece, cut) => {
      const bytes = written([piece]);
      expect(() => readPen(decoding.createDecoder(bytes.slice(0, cut % bytes.length)))).toThrow();
    }),
  );
  const [piece] = fc.sample(anyPiece, 1);
  if (piece === undefined) throw new Error('no piece');
  const bytes = written([{ ...piece, piece: 0, page: 0 }]);
  // Count, the mark's length and its 20 letters, piece and page come before the tool.
  const tool = 1 + 1 + 20 + 1 + 1;
  for (const [at, value] of [
    [tool, PEN_TOOLS.length],
    [tool + 1, MARK_COLOURS.length],
  ] as const) {
    const wrong = bytes.slice();
    wrong[at] = value;
    expect(() => readPen(decoding.createDecoder(wrong))).toThrow(RangeError);
  }
});

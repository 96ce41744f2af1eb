import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { MarkId, PersonId } from '../wire/ids.ts';
import { MARK_COLOURS, type MarkColour } from './mark.ts';

/** What moves: a stroke that becomes a mark, or the laser pointer's trail, which never does. */
export const PEN_TOOLS = ['pen', 'highlighter', 'laser'] as const;
export type PenTool = (typeof PEN_TOOLS)[number];

/**
 * New points of a stroke that is being drawn. `points` is packed by `ink.ts` and starts from zero in every piece, so
 * that a lost piece harms no other. `piece` counts from 0. `end` says that the stroke is finished (its mark follows
 * through the document) or was given up.
 */
export interface PenPiece {
  readonly mark: MarkId;
  readonly piece: number;
  readonly page: number;
  readonly tool: PenTool;
  readonly colour: MarkColour;
  /** In points. */
  readonly width: number;
  readonly end: boolean;
  readonly points: Uint8Array;
}

/** A piece as the server passes it on, with its author: the server says who, never the sender. */
export interface AuthoredPenPiece extends PenPiece {
  readonly author: PersonId;
}

/** Most pieces in a frame from a client. */
export const MAX_PEN_PIECES = 8;
/** Most bytes of points in one piece. */
export const MAX_PIECE_BYTES = 4096;

/** Writes pieces after the message type: varuint count, then each. With an author each, when the server sends. */
export function writePen(encoder: encoding.Encoder, pieces: readonly (PenPiece | AuthoredPenPiece)[]): void {
  encoding.writeVarUint(encoder, pieces.length);
  for (const piece of pieces) {
    if ('author' in piece) encoding.writeVarString(encoder, piece.author);
    encoding.writeVarString(encoder, piece.mark);
    encoding.writeVarUint(encoder, piece.piece);
    encoding.writeVarUint(encoder, piece.page);
    encoding.writeUint8(encoder, PEN_TOOLS.indexOf(piece.tool));
    encoding.writeUint8(encoder, MARK_COLOURS.indexOf(piece.colour));
    encoding.writeVarUint(encoder, Math.round(piece.width * 100));
    encoding.writeUint8(encoder, piece.end ? 1 : 0);
    encoding.writeVarUint8Array(encoder, piece.points);
  }
}

/** Reads what a client sent. Throws on anything malformed or out of bounds: the gateway closes that socket. */
export function readPen(decoder: decoding.Decoder): PenPiece[] {
  return readPieces(decoder, MAX_PEN_PIECES, (piece) => piece);
}

/** Reads what the server sent. Throws on anything malformed. */
export function readAuthoredPen(decoder: decoding.Decoder): AuthoredPenPiece[] {
  let author: PersonId | undefined;
  return readPieces(
    decoder,
    10_000,
    (piece) => ({ ...piece, author: author as PersonId }),
    () => {
      author = PersonId.parse(decoding.readVarString(decoder));
    },
  );
}

function readPieces<T>(
  decoder: decoding.Decoder,
  most: number,
  finish: (piece: PenPiece) => T,
  before?: () => void,
): T[] {
  const count = decoding.readVarUint(decoder);
  if (count > most) throw new RangeError('too many pen pieces');
  const pieces: T[] = [];
  for (let i = 0; i < count; i++) {
    before?.();
    const mark = MarkId.parse(decoding.readVarString(decoder));
    const piece = decoding.readVarUint(decoder);
    const page = decoding.readVarUint(decoder);
    const tool = PEN_TOOLS[decoding.readUint8(decoder)];
    const colour = MARK_COLOURS[decoding.readUint8(decoder)];
    const width = decoding.readVarUint(decoder) / 100;
    const end = decoding.readUint8(decoder) === 1;
    const points = decoding.readVarUint8Array(decoder);
    if (
      tool === undefined ||
      colour === undefined ||
      page > 20_000 ||
      width > 60 ||
      points.length > MAX_PIECE_BYTES
    ) {
      throw new RangeError('pen piece out of bounds');
    }
    pieces.push(finish({ mark, piece, page, tool, colour, width, end, points: points.slice() }));
  }
  return pieces;
}

import * as encoding from 'lib0/encoding';
import type { ScannedUpdate } from './update-scan.ts';

/**
 * Writes an update that holds only the given structs and deletions of `bytes`. The structs of a block must follow each
 * other without gaps, as what is left of a block does when its known beginning is taken away.
 */
export function pickFromUpdate(bytes: Uint8Array, picked: ScannedUpdate): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, picked.blocks.length);
  for (const { client, structs } of picked.blocks) {
    const [first] = structs;
    const last = structs.at(-1);
    if (first === undefined || last === undefined) throw new RangeError('an empty block');
    encoding.writeVarUint(encoder, structs.length);
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, first.clock);
    encoding.writeUint8Array(encoder, bytes.subarray(first.start, last.end));
  }
  const byClient = Map.groupBy(picked.deletions, (deletion) => deletion.client);
  encoding.writeVarUint(encoder, byClient.size);
  for (const [client, deletions] of byClient) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, deletions.length);
    for (const { clock, length } of deletions) {
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarUint(encoder, length);
    }
  }
  return encoding.toUint8Array(encoder);
}

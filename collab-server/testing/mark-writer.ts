import { randomBytes } from 'node:crypto';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { WebSocket } from 'ws';
import { readAuthMessage } from 'y-protocols/auth';
import { messageYjsSyncStep2, readSyncMessage, writeSyncStep1, writeUpdate } from 'y-protocols/sync';
import * as Y from 'yjs';
import type { Mark } from '#protocol/annotation/mark';
import { annotationRoomName, layerMap, type AnnotationRoom } from '#protocol/annotation/ydoc';
import { COLLAB_MESSAGE, ticketApi } from '#protocol/wire/collab';
import { MarkId, newId } from '#protocol/wire/ids';
import { REFUSAL_CODES } from '#protocol/wire/codes';
import { Refused } from './api-client.ts';
import type { Actor, TestServer } from './running-server.ts';

const NOTE: Mark = { kind: 'note', page: 0, colour: 'red', x: 1, y: 2, text: 'x', at: 1 };

/**
 * Goes into a room, writes one mark (a note, unless it is said which) and leaves when the server says that it is saved. Answers the room's document as it
 * was then. Without a mark what is under the id is removed. Throws {@link Refused} with the reason when the server refuses.
 */
export async function writeMark(
  server: TestServer,
  who: Actor,
  room: AnnotationRoom,
  mark: Mark | null = NOTE,
  id = newId(MarkId, randomBytes(20)),
): Promise<Y.Doc> {
  const name = annotationRoomName(room);
  const { ticket } = await who.client.call(ticketApi.ticket, { body: { target: `collab:${name}` } });
  const socket = new WebSocket(`${server.url.replace(/^http/, 'ws')}/collab/${name}?ticket=${ticket}`);
  const doc = new Y.Doc();
  const send = (type: number, write: (encoder: encoding.Encoder) => void) => {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, type);
    write(encoder);
    socket.send(encoding.toUint8Array(encoder));
  };
  const note = () => {
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== socket) send(COLLAB_MESSAGE.sync, (encoder) => writeUpdate(encoder, update));
    });
    const layer = layerMap(doc, who.person.id);
    if (mark === null) layer.delete(id);
    else layer.set(id, mark);
    send(COLLAB_MESSAGE.saved, (encoder) => encoding.writeVarUint(encoder, 1));
  };
  try {
    await new Promise<void>((resolve, reject) => {
      socket.on('open', () => send(COLLAB_MESSAGE.sync, (encoder) => writeSyncStep1(encoder, doc)));
      socket.on('error', reject);
      socket.on('close', (code) => reject(new Error(`closed with ${code}`)));
      socket.on('message', (data: Buffer) => {
        const decoder = decoding.createDecoder(new Uint8Array(data));
        switch (decoding.readVarUint(decoder)) {
          case COLLAB_MESSAGE.sync: {
            const answer = encoding.createEncoder();
            encoding.writeVarUint(answer, COLLAB_MESSAGE.sync);
            const step = readSyncMessage(decoder, answer, doc, socket);
            if (encoding.length(answer) > 1) socket.send(encoding.toUint8Array(answer));
            if (step === messageYjsSyncStep2) note();
            break;
          }
          case COLLAB_MESSAGE.auth:
            readAuthMessage(decoder, doc, (_doc, reason) => {
              reject(new Refused(403, REFUSAL_CODES.find((code) => code === reason) ?? reason));
            });
            break;
          case COLLAB_MESSAGE.saved:
            resolve();
            break;
        }
      });
    });
  } finally {
    socket.terminate();
  }
  return doc;
}

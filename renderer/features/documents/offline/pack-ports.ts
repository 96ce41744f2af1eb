import { documentsApi } from '#protocol/documents/api';
import { meetingApi } from '#protocol/meeting/api';
import { peopleApi } from '#protocol/people/api';
import type { VersionId } from '#protocol/wire/ids';
import type { AnnotationRoom } from '../../../sync/annotation-room.ts';
import type { AnnotationRooms } from '../../../sync/annotation-rooms.ts';
import { api } from '../../../sync/api-client.ts';
import type { PackPorts } from '../../../sync/device/pack-keeper.ts';
import { fetchFromServer } from '../fetch-range.ts';

/** How long the marks of one version may take to come, in milliseconds. */
const MARKS_PATIENCE = 30_000;

/** The server as taking along uses it. Answers are kept by the API client, so it is enough to ask for them. */
export function packPorts(rooms: AnnotationRooms): PackPorts {
  return {
    everywhere: (signal) =>
      Promise.all([
        api.call(peopleApi.serverInfo, { fresh: true, signal }),
        api.call(peopleApi.me, { fresh: true, signal }),
        api.call(meetingApi.list, { fresh: true, signal }),
        api.call(peopleApi.colleagues, { fresh: true, signal }),
      ]),
    meeting: async (meeting, signal) => {
      const params = { meeting };
      const { state } = await api.call(meetingApi.get, { params, fresh: true, signal });
      await Promise.all([
        api.call(documentsApi.digest, { params, fresh: true, signal }),
        api.call(documentsApi.packPlace, { params, fresh: true, signal }),
      ]);
      return state;
    },
    about: async (version, signal) => {
      const params = { version };
      const [{ pages }, recognition] = await Promise.all([
        api.call(documentsApi.pages, { params, fresh: true, signal }),
        api.call(documentsApi.recognition, { params, fresh: true, signal }),
        api.call(documentsApi.place, { params, fresh: true, signal }),
      ]);
      if (recognition.state !== 'done') return;
      for (let page = 0; page < pages.length; page++)
        await api.call(documentsApi.recognisedPage, { params: { version, page }, signal });
    },
    fetchRange: fetchFromServer,
    marks: (version, signal) => bringMarks(rooms, version, signal),
    onReach: (listener) => api.onReach(listener),
    now: () => Date.now(),
  };
}

/** Opens the layers of a version until each has been compared with the server, or the server doesn't give it. */
async function bringMarks(rooms: AnnotationRooms, version: VersionId, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const { shared, group, personal, release } = rooms.open(version);
  const layers = [shared, group, personal].filter((room) => room !== null);
  try {
    await Promise.all(layers.map((room) => settled(room, signal)));
  } finally {
    release();
  }
}

function settled(room: AnnotationRoom, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      stop();
      signal.removeEventListener('abort', abort);
    };
    const abort = () => {
      end();
      reject(new DOMException('stopped', 'AbortError'));
    };
    const look = () => {
      const { save, connected, refusedBy } = room.getSnapshot();
      if (refusedBy === null && (save === 'notCompared' || !connected)) return;
      end();
      resolve();
    };
    const timer = setTimeout(() => {
      end();
      reject(new Error('the marks did not come'));
    }, MARKS_PATIENCE);
    const stop = room.subscribe(look);
    signal.addEventListener('abort', abort, { once: true });
    look();
  });
}

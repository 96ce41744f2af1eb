import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { documentsApi } from '#protocol/documents/api';
import { meetingApi } from '#protocol/meeting/api';
import type { MeetingId } from '#protocol/wire/ids';
import { api } from '../../sync/api-client.ts';
import { Slot } from '../../sync/slot.ts';
import { UploadQueue, type UploadEntry, type UploadPorts } from './upload-queue.ts';

const NONE: readonly UploadEntry[] = [];

function portsFor(meeting: MeetingId, attached: () => void): UploadPorts {
  return {
    start: (form) =>
      api.call(documentsApi.startUpload, { params: { meeting }, body: { ...form, secrecy: 'normal' } }),
    piece: async (upload, offset, bytes, signal) => {
      const answer = await api.call(documentsApi.uploadPiece, {
        params: { upload },
        query: { offset },
        body: bytes,
        signal,
      });
      return answer.received;
    },
    finish: (upload) => api.call(documentsApi.finishUpload, { params: { upload } }),
    remove: async (upload) => {
      await api.call(documentsApi.removeUpload, { params: { upload } });
    },
    unfinished: async () => (await api.call(documentsApi.uploads, { params: { meeting } })).uploads,
    isAttached: async ({ paper, at }) => {
      const { state } = await api.call(meetingApi.get, { params: { meeting } });
      const versions = state.papers.flatMap(({ id, version, earlier }) =>
        id === paper ? [...earlier, version] : [],
      );
      // A new version is one that came after it was announced.
      return versions.some((version) => version !== null && version.at >= at);
    },
    wait: (ms, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) {
          resolve();
          return;
        }
        const timer = setTimeout(resolve, ms);
        signal.addEventListener('abort', () => {
          clearTimeout(timer);
          resolve();
        });
      }),
    random: () => Math.random(),
    attached,
  };
}

export interface Uploads {
  /** Null for the moment before the screen is mounted, and for whoever may not bring papers. */
  readonly queue: UploadQueue | null;
  readonly entries: readonly UploadEntry[];
  /** The list of interrupted uploads could not be fetched. */
  readonly loadError: unknown;
}

/** The uploads of this person to the meeting, for as long as the screen is open. `attached` is told of each new paper. */
export function useUploads(meeting: MeetingId, isEnabled: boolean, attached: () => void): Uploads {
  const [slot] = useState(() => new Slot<UploadQueue>());
  const queue = useSyncExternalStore(slot.subscribe, slot.get);
  const [loadError, setLoadError] = useState<unknown>(null);
  const tell = useRef(attached);
  useEffect(() => {
    tell.current = attached;
  });
  useEffect(() => {
    if (!isEnabled) return undefined;
    const opened = new UploadQueue(portsFor(meeting, () => tell.current()));
    slot.set(opened);
    opened.load().then(
      () => setLoadError(null),
      (error: unknown) => setLoadError(error),
    );
    return () => {
      opened.close();
      slot.set(null);
    };
  }, [meeting, isEnabled, slot]);
  const entries = useSyncExternalStore(queue?.subscribe ?? subscribeToNothing, queue?.entries ?? nothing);
  return { queue, entries, loadError };
}

function subscribeToNothing(): () => void {
  return () => {};
}

function nothing(): readonly UploadEntry[] {
  return NONE;
}

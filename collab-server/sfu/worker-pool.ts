import { setTimeout as delay } from 'node:timers/promises';
import { createWorker, type types } from 'mediasoup';
import type { SfuConfig } from './ipc.ts';
import { listenInfos } from './listen-infos.ts';

/** A worker process with the socket server that all its transports share. */
export interface WorkerHost {
  readonly worker: types.Worker;
  readonly webRtcServer: types.WebRtcServer;
  /** How many rooms it carries at the moment. */
  readonly rooms: () => number;
}

/** Keeps one running worker for each place, each on a port of its own. */
export interface WorkerPool {
  /** The worker with the fewest rooms, or null while none runs. */
  pick(): WorkerHost | null;
  pids(): number[];
  close(): void;
}

/** A worker that was killed lets go of its port only when the system has cleaned it up. */
const PORT_RETRIES = 25;
const PORT_RETRY_MS = 200;
/** How long a place stays empty when its worker can't be started again. */
const REPLACE_RETRY_MS = 2_000;

export type PoolLog = (level: 'warn' | 'error', message: string) => void;

/** Rejects with a PortInUseError when a port stays taken, with a WorkerStartError when there is no worker to be had. */
export async function startWorkerPool(config: SfuConfig, log: PoolLog): Promise<WorkerPool> {
  const places: (WorkerHost | null)[] = Array.from({ length: config.workers }, () => null);
  const stopped = new AbortController();

  const fill = async (place: number): Promise<void> => {
    const host = await startHost(config, place, stopped.signal);
    if (stopped.signal.aborted) return host.worker.close();
    places[place] = host;
    host.worker.once('died', (error) => {
      places[place] = null;
      log('error', `worker ${place} died ${error.message}; starting another`);
      void refill(place);
    });
  };
  const refill = async (place: number): Promise<void> => {
    while (!stopped.signal.aborted) {
      try {
        return await fill(place);
      } catch (error) {
        if (stopped.signal.aborted) return;
        log('error', `worker ${place} can't be replaced yet: ${String(error)}`);
        await delay(REPLACE_RETRY_MS, undefined, { ref: false });
      }
    }
  };
  const close = () => {
    stopped.abort();
    for (const host of places) host?.worker.close();
  };
  const present = () => places.filter((host) => host !== null);

  const begun = await Promise.allSettled(places.map((_, place) => fill(place)));
  const failure = begun.find((result) => result.status === 'rejected');
  if (failure) {
    close();
    throw failure.reason;
  }
  return {
    pick: () => present().toSorted((a, b) => a.rooms() - b.rooms())[0] ?? null,
    pids: () => present().map(({ worker }) => worker.pid),
    close,
  };
}

/** The ports that were wanted are taken by somebody else. */
export class PortInUseError extends Error {}
/** The worker's program doesn't start. */
export class WorkerStartError extends Error {}

async function startHost(config: SfuConfig, place: number, signal: AbortSignal): Promise<WorkerHost> {
  const settings: types.WorkerSettings = { workerBin: config.workerPath, logLevel: 'warn' };
  const worker = await createWorker(settings).catch((error: unknown) => {
    throw new WorkerStartError(`${config.workerPath} doesn't start`, { cause: error });
  });
  const routers = new Set<types.Router>();
  worker.observer.on('newrouter', (router) => {
    routers.add(router);
    router.observer.once('close', () => routers.delete(router));
  });
  const port = config.port === 0 ? 0 : config.port + place;
  for (let attempt = 1; ; attempt++) {
    try {
      const webRtcServer = await worker.createWebRtcServer({ listenInfos: listenInfos({ ...config, port }) });
      return { worker, webRtcServer, rooms: () => routers.size };
    } catch (error) {
      const taken = error instanceof Error && /address already in use/i.test(error.message);
      if (!taken || attempt === PORT_RETRIES || signal.aborted) {
        worker.close();
        throw taken ? new PortInUseError(`port ${port} is in use`, { cause: error }) : error;
      }
      await delay(PORT_RETRY_MS);
    }
  }
}

/** Counters since the start, for the operator's metrics. */
export interface RoomStats {
  connections: number;
  refusedConnections: number;
  messages: number;
  /** Updates that were accepted. */
  updates: number;
  refusedUpdates: number;
  resyncs: number;
  commits: number;
  brokenCommits: number;
  /** Frames of updates, each for all members of a room. */
  relays: number;
  penFrames: number;
  awarenessFrames: number;
  /** Sockets that were closed because they didn't read. */
  slowSockets: number;
}

export function noStats(): RoomStats {
  return {
    connections: 0,
    refusedConnections: 0,
    messages: 0,
    updates: 0,
    refusedUpdates: 0,
    resyncs: 0,
    commits: 0,
    brokenCommits: 0,
    relays: 0,
    penFrames: 0,
    awarenessFrames: 0,
    slowSockets: 0,
  };
}

/** What one room, one socket and one person may use. Times are milliseconds, sizes bytes. */
export interface RoomLimits {
  /** Most bytes of one message. */
  readonly message: number;
  /** What may wait while a room is loaded or rights are looked up. */
  readonly waitingMessages: number;
  readonly waitingBytes: number;
  /** Per person over all their sockets: a second's worth, and how many seconds may be saved up. */
  readonly messagesPerSecond: number;
  readonly bytesPerSecond: number;
  readonly burstSeconds: number;
  readonly socketsPerPerson: number;
  /** Bytes that one person may add to the log of one room. */
  readonly bytesPerPerson: number;
  /** A socket that has left more than this unread is closed, and asks again for what it missed. */
  readonly backlog: number;
  /** Rooms without clients that stay in memory, and for how long. */
  readonly idleRooms: number;
  readonly idleTime: number;
  /** A room's snapshot is renewed after so many updates, or bytes of updates. */
  readonly snapshotUpdates: number;
  readonly snapshotBytes: number;
  /** Yjs client ids of one person in one room: one for each start of a program. */
  readonly clientsPerPerson: number;
  /** Bytes of one client's awareness state, and the time between two relays of awareness. */
  readonly awarenessBytes: number;
  readonly awarenessPause: number;
  /** The provider of y-websocket gives a connection up after 30 s without an application message. */
  readonly keepAlive: number;
}

export const ROOM_LIMITS: RoomLimits = {
  message: 8 * 1024 * 1024,
  waitingMessages: 256,
  waitingBytes: 16 * 1024 * 1024,
  messagesPerSecond: 400,
  bytesPerSecond: 2 * 1024 * 1024,
  burstSeconds: 8,
  socketsPerPerson: 64,
  bytesPerPerson: 256 * 1024 * 1024,
  backlog: 4 * 1024 * 1024,
  idleRooms: 100,
  idleTime: 60_000,
  snapshotUpdates: 4000,
  snapshotBytes: 2 * 1024 * 1024,
  clientsPerPerson: 20_000,
  awarenessBytes: 2048,
  awarenessPause: 100,
  keepAlive: 15_000,
};

import { fork, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { parseMeetingEvent } from '#protocol/meeting/events';
import { evolve } from '#protocol/meeting/evolve';
import type { MeetingCommand } from '#protocol/meeting/commands';
import { LiveFromServer, type LiveFromClient } from '#protocol/meeting/live';
import type { MeetingState } from '#protocol/meeting/records';
import { ticketApi } from '#protocol/wire/collab';
import { CommandKey, DeviceId, newId, type MeetingId } from '#protocol/wire/ids';
import { PROTOCOL_VERSION } from '#protocol/wire/version';

// People in a hall, measured from outside: their lines, and the server of the product in a process of its own.

export const Serving = z.object({ url: z.string() });

export function id<T>(kind: { parse(text: string): T }): T {
  return newId(kind, randomBytes(20));
}

const ANSWER = Buffer.from('{"type":"answer"');

/** A client that parses only what it waits for: two hundred of them share a processor with the server. */
export class Line {
  readonly socket: WebSocket;
  readonly #answers = new Map<number, { at: number; done: (ms: number) => void; fail: (e: Error) => void }>();
  #requests = 0;

  constructor(address: string) {
    this.socket = new WebSocket(address, { perMessageDeflate: false });
    this.socket.on('message', (data: Buffer) => {
      if (data.subarray(0, ANSWER.length).equals(ANSWER)) this.#answered(data.toString());
    });
    this.socket.on('close', (code) => {
      for (const { fail } of this.#answers.values()) fail(new Error(`closed with ${code}`));
    });
  }

  send(message: LiveFromClient): void {
    this.socket.send(JSON.stringify(message));
  }

  /** Milliseconds until the command was answered, which it is once it is on the disk. */
  command(command: MeetingCommand): Promise<number> {
    const request = ++this.#requests;
    return new Promise((done, fail) => {
      this.#answers.set(request, { at: performance.now(), done, fail });
      this.send({ type: 'command', id: request, key: id(CommandKey), command });
    });
  }

  #answered(text: string): void {
    const now = performance.now();
    const message = LiveFromServer.parse(JSON.parse(text));
    if (message.type !== 'answer') return;
    const waiting = this.#answers.get(message.id);
    this.#answers.delete(message.id);
    if (message.answer.ok) waiting?.done(now - (waiting?.at ?? now));
    else waiting?.fail(new Error(message.answer.code));
  }
}

export interface Joined {
  readonly line: Line;
  /** From opening the socket to the state, or the missing events, in the client's memory. */
  readonly ms: number;
  /** Messages that it took. */
  readonly messages: number;
  readonly state: MeetingState | undefined;
  readonly seq: number;
}

async function ticketAddress(url: string, token: string, meeting: MeetingId): Promise<string> {
  const response = await fetch(`${url}${ticketApi.ticket.path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ target: `live:${meeting}` }),
  });
  const { ticket } = ticketApi.ticket.response.parse(await response.json());
  return `${url.replace(/^http/, 'ws')}/live/${meeting}?ticket=${ticket}`;
}

/** Joins; with `held`, as a client that has the meeting up to there, until it has `target`. */
export async function enter(
  url: string,
  token: string,
  meeting: MeetingId,
  held?: { readonly state: MeetingState; readonly seq: number; readonly target: number },
): Promise<Joined> {
  const address = await ticketAddress(url, token, meeting);
  const started = performance.now();
  const line = new Line(address);
  let { state, seq = 0 } = held ?? {};
  let messages = 0;
  await once(line.socket, 'open');
  line.send({ type: 'hello', protocol: PROTOCOL_VERSION, device: id(DeviceId), since: seq });
  await new Promise<void>((resolve, reject) => {
    const take = (data: Buffer) => {
      const message = LiveFromServer.parse(JSON.parse(data.toString()));
      messages++;
      if (message.type === 'welcome') ({ state, seq } = message);
      if (message.type === 'events') {
        for (const event of message.events) {
          ({ seq } = event);
          const known = 'withheld' in event ? undefined : parseMeetingEvent(event.type, event.payload);
          if (known !== undefined && !('withheld' in event)) state = evolve(state, known, event.at);
        }
      }
      if (state === undefined || seq < (held?.target ?? 1)) return;
      line.socket.off('message', take);
      resolve();
    };
    line.socket.on('message', take);
    line.socket.on('close', () => reject(new Error('closed')));
  });
  return { line, ms: performance.now() - started, messages, state, seq };
}

/** Runs the server's process for as long as `use` takes. `count`: how much it is to prepare. */
export async function run<Result>(
  folder: string,
  mode: 'fill' | 'hall' | 'serve',
  count: number,
  use: (message: unknown) => Promise<Result>,
): Promise<Result> {
  const child: ChildProcess = fork(
    new URL('./servers/conduct.ts', import.meta.url),
    [folder, mode, String(count)],
    { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] },
  );
  const exited = once(child, 'exit');
  try {
    const [message]: unknown[] = await Promise.race([
      once(child, 'message'),
      exited.then(() => Promise.reject(new Error('the measured server ended'))),
    ]);
    return await use(message);
  } finally {
    if (child.connected) child.disconnect();
    await exited;
  }
}

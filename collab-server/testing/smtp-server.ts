import { createServer, type AddressInfo, type Socket } from 'node:net';
import { promisify } from 'node:util';

/** A mail as it came over the line. */
export interface ReceivedMail {
  readonly from: string;
  readonly to: string;
  /** Headers and body, dots taken off. */
  readonly data: string;
}

/**
 * What the server does with the next mails. `hangUp`: breaks the line in the middle of the data. `refuse`: not now.
 * `reject`: never, to this receiver. `silent`: says nothing at all.
 */
export type SmtpManner = 'accept' | 'refuse' | 'reject' | 'hangUp' | 'silent';

/** A mail server small enough to be read: one that a test tells how to behave. */
export class SmtpServer implements AsyncDisposable {
  readonly received: ReceivedMail[] = [];
  readonly signedIn: string[] = [];
  manner: SmtpManner = 'accept';
  /** Lines that were opened. */
  connections = 0;
  /** With one, only whoever has it may send (AUTH PLAIN). */
  password: string | undefined;
  readonly #sockets = new Set<Socket>();
  readonly #server = createServer((socket) => this.#serve(socket));
  readonly #waiting = new Set<() => void>();

  static async start(password?: string): Promise<SmtpServer> {
    const smtp = new SmtpServer(password);
    await promisify((done: (error?: Error) => void) => smtp.#server.listen(0, '127.0.0.1', () => done()))();
    return smtp;
  }

  private constructor(password: string | undefined) {
    this.password = password;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Resolves when something that came in makes it so. */
  async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await new Promise<void>((resolve) => this.#waiting.add(resolve));
  }

  /** Breaks every line that is open. */
  hangUp(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.hangUp();
    await promisify((done: (error?: Error) => void) => this.#server.close(() => done()))();
  }

  #happened(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of waiting) wake();
  }

  #serve(socket: Socket): void {
    this.connections++;
    this.#sockets.add(socket);
    socket.on('close', () => {
      this.#sockets.delete(socket);
      this.#happened();
    });
    socket.on('error', () => undefined);
    this.#happened();
    if (this.manner === 'silent') return;
    const say = (line: string) => void socket.write(`${line}\r\n`);
    let isAdmitted = this.password === undefined;
    let from = '';
    let to = '';
    let data: string[] | undefined;
    let rest = '';
    const take = (line: string) => {
      if (data !== undefined) {
        if (this.manner === 'hangUp' && data.length > 3) socket.destroy();
        else if (line !== '.') data.push(line.startsWith('.') ? line.slice(1) : line);
        else {
          this.received.push({ from, to, data: data.join('\r\n') });
          data = undefined;
          say('250 2.0.0 taken');
          this.#happened();
        }
        return;
      }
      const verb = line.slice(0, 4).toUpperCase();
      const argument = line.slice(5);
      if (verb === 'EHLO') {
        say('250-mail.thu.invalid');
        say(this.password === undefined ? '250 8BITMIME' : '250 AUTH PLAIN');
      } else if (verb === 'AUTH') {
        const [, user = '', password = ''] = Buffer.from(argument.split(' ')[1] ?? '', 'base64')
          .toString()
          .split('\0');
        isAdmitted = password === this.password;
        if (isAdmitted) this.signedIn.push(user);
        say(isAdmitted ? '235 2.7.0 welcome' : '535 5.7.8 wrong name or password');
      } else if (verb === 'MAIL') {
        from = /<(.*?)>/.exec(argument)?.[1] ?? '';
        say(isAdmitted ? '250 2.1.0 ok' : '530 5.7.0 sign in first');
      } else if (verb === 'RCPT') {
        to = /<(.*?)>/.exec(argument)?.[1] ?? '';
        if (this.manner === 'reject') say('550 5.1.1 there is nobody of this name');
        else say(this.manner === 'refuse' ? '451 4.7.1 later' : '250 2.1.5 ok');
      } else if (verb === 'DATA') {
        data = [];
        say('354 go on');
      } else if (verb === 'QUIT') {
        say('221 2.0.0 bye');
        socket.end();
      } else say('250 2.0.0 ok');
    };
    socket.on('data', (chunk) => {
      const lines = (rest + chunk.toString('latin1')).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) take(line);
    });
    say('220 mail.thu.invalid ESMTP');
  }
}

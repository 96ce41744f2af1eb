import { app } from 'electron';
import { linkArrived, links, parseLink, type OpenedLink } from '#ipc/links';
import { pushToPages, serve } from './ipc-router.ts';

/** At most so many links wait for the page; a program that floods us with links can't fill the memory. */
const MOST_WAITING = 8;

/**
 * Takes `bantron://` links from wherever the system hands them over: our own command line, that of a second start,
 * and macOS's event. The page fetches them one by one.
 */
export class DeepLinks {
  readonly #waiting: OpenedLink[] = [];

  /** Registers this program for the links and begins to listen. To be called before the app is ready. */
  constructor() {
    // Only an installed program: a developer's run must not take the links of the whole desktop.
    if (app.isPackaged) app.setAsDefaultProtocolClient('bantron');
    app.on('open-url', (event, url) => {
      event.preventDefault();
      this.accept([url]);
    });
  }

  /** Answers the page. To be called once. */
  serve(): void {
    serve(links.take, () => this.#waiting.shift() ?? null);
  }

  /** Looks for a link in a command line and keeps it for the page. What is no link of ours is passed over. */
  accept(commandLine: readonly string[]): void {
    const text = commandLine.findLast((argument) => argument.startsWith('bantron://'));
    const link = text === undefined ? null : parseLink(text);
    if (link === null || this.#waiting.length >= MOST_WAITING) return;
    this.#waiting.push(link);
    if (app.isReady()) pushToPages(linkArrived, null);
  }
}

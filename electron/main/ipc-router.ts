import { ipcMain, type BrowserWindow as Window, BrowserWindow } from 'electron';
import type { Call, Push } from '#ipc/contract';
import { isTrustedSender } from './sender.ts';

/**
 * Answers a call of the page. This is the only place where `ipcMain` is used: a request is served when its
 * sender is the main frame of our own page and its input matches the contract, and the answer is checked too.
 * A refusal rejects the page's promise and is written to the log without the input, which may hold a secret.
 *
 * @throws Error when the channel is served already (Electron itself refuses a second handler).
 */
export function serve<I, O>(
  contract: Call<I, O>,
  answer: (input: I, window: Window) => O | Promise<O>,
): void {
  ipcMain.handle(contract.channel, async (event, input: unknown, ...more: unknown[]) => {
    if (!isTrustedSender(event)) {
      console.warn(`ipc: refused ${contract.channel}: sender ${event.senderFrame?.url ?? 'is gone'}`);
      throw new Error('refused: unknown sender');
    }
    const parsed = contract.input.safeParse(input);
    if (!parsed.success || more.length > 0) {
      console.warn(`ipc: refused ${contract.channel}: input does not match the contract`);
      throw new Error('refused: bad input');
    }
    const window = BrowserWindow.fromWebContents(event.sender);
    if (window === null) throw new Error('refused: no window');
    return contract.output.parse(await answer(parsed.data, window));
  });
}

/** Sends a push to all windows that show our own page. */
export function pushToPages<P>(contract: Push<P>, payload: P): void {
  const checked = contract.payload.parse(payload);
  for (const window of BrowserWindow.getAllWindows())
    if (isTrustedSender({ senderFrame: { url: window.webContents.getURL(), parent: null } }))
      window.webContents.send(contract.channel, checked);
}

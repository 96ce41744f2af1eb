import { useEffect, useState, useSyncExternalStore } from 'react';
import { DISPLAY_CHANNEL } from '#protocol/display/live';
import { api } from '../../sync/api-client.ts';
import { browserEnvironment } from '../../sync/channel-environment.ts';
import { Slot } from '../../sync/slot.ts';
import { ScreenChannel, type ScreenSnapshot } from './screen-channel.ts';

const NOTHING: ScreenSnapshot = { line: 'connecting', code: null, view: null, clockOffset: 0 };
const nothing = () => NOTHING;
const subscribeToNothing = () => () => {};

/** What the screen is told, for as long as it is open. */
export function useScreen(token: string): ScreenSnapshot {
  const [slot] = useState(() => new Slot<ScreenChannel>());
  const channel = useSyncExternalStore(slot.subscribe, slot.get);
  useEffect(() => {
    const url = api.socketOrigin() + DISPLAY_CHANNEL;
    const opened = new ScreenChannel({ url, token, environment: browserEnvironment() });
    slot.set(opened);
    return () => {
      opened.close();
      slot.set(null);
    };
  }, [slot, token]);
  return useSyncExternalStore(channel?.subscribe ?? subscribeToNothing, channel?.snapshot ?? nothing);
}

/** The time by the server's clock, moving on four times a second so that no second is skipped. */
export function useServerTime(clockOffset: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, []);
  return now + clockOffset;
}

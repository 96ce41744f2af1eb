import { DeviceId, newId } from '#protocol/wire/ids';

/** This running client: one browser tab or desktop window, until it is closed or loaded anew. */
export const thisDevice: DeviceId = newId(DeviceId, crypto.getRandomValues(new Uint8Array(20)));

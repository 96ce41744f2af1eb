import type { TokenStore } from '../sync/session.ts';

const KEY = 'bantron.token';

/**
 * A session of one browser tab, as a sample link gives: it lives in the tab's own storage, so that two windows of one
 * browser are two people. An ordinary session has no token here; the cookie carries it.
 */
export const tabTokens: TokenStore = {
  load: async () => sessionStorage.getItem(KEY),
  store: async (token) => sessionStorage.setItem(KEY, token),
  clear: async () => sessionStorage.removeItem(KEY),
};

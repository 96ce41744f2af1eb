import { tempDataDir } from '../../testing/temp-storage.ts';
import { fakeEnvironment } from '../../testing/fake-environment.ts';
import { storageContract } from '../contract-suite.ts';
import { openSqliteStorage } from './open.ts';

storageContract('SQLite', async () => {
  const folder = await tempDataDir();
  return {
    open: () => openSqliteStorage({ dataDir: folder.path, env: fakeEnvironment() }),
    remove: async () => {
      await folder[Symbol.asyncDispose]();
    },
  };
});

import { startCollab } from './running-collab.ts';

/** The Yjs endpoint in a process of its own, to be measured or killed. The argument is its data folder. */

const [dataDir] = process.argv.slice(2);
if (dataDir === undefined) throw new Error('the data folder is missing');
const { port } = await startCollab({ dataDir });
process.send?.({ port });
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ cpuMicroseconds: user + system });
});
process.on('disconnect', () => process.exit());

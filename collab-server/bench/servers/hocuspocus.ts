import { Server } from '@hocuspocus/server';
import { report } from './report.ts';

/** Hocuspocus as it is shipped, without extensions: in memory. */

const server = new Server({ port: 0, address: '127.0.0.1', quiet: true });
await server.listen();
report(server.address.port);

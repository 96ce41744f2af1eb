import { ensureRenderer } from './project.ts';

// `npm run server`: the server alone, with the client for browsers.

await ensureRenderer();
await import('../collab-server/main.ts');

// `npm run bench`: measured against others in the same run. Arguments name what to run: `fan-out`, `join`.

await import('../collab-server/bench/run.ts');

export {};

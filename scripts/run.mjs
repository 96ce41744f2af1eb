// Starts one of the project's scripts on a Node that can run TypeScript. npm puts the pinned Node of the optional
// dependencies first on the path; where there is none (macOS), the machine's own has to be new enough.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `Bàn Tròn needs Node 24 or newer; this is ${process.version} and this machine has no pinned one. Install Node 24 from https://nodejs.org and run the command again.`,
  );
  process.exit(1);
}
const name = process.argv[2] ?? '';
const scripts = [
  'start',
  'server',
  'test',
  'bench',
  'make-cert',
  'verify-log',
  'sample-papers',
  'complete-lockfile',
];
if (!scripts.includes(name)) {
  console.error(`There is no script ${JSON.stringify(name)}; there are ${scripts.join(', ')}.`);
  process.exit(2);
}
process.argv.splice(2, 1);
await import(`./${name}.ts`);

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ROOT, say } from './project.ts';

// Run after `npm install`: node scripts/run.mjs complete-lockfile
//
// Packages such as Tailwind's or oxlint's have a binary package for each platform. npm leaves those that it could not
// look up, or that don't fit this machine, out of the lockfile, and `npm ci` then refuses it everywhere. They are
// written in here, from what their parents name, without an integrity: it is known only where they can be fetched.

const Entry = z.looseObject({
  version: z.string().optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
  dev: z.boolean().optional(),
  engines: z.unknown().optional(),
});
const Lockfile = z.looseObject({ packages: z.record(z.string(), Entry) });

const SYSTEMS = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const PROCESSORS = [
  'arm64',
  'arm',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'wasm32',
  'x64',
];

const path = join(ROOT, 'package-lock.json');
const lockfile = Lockfile.parse(JSON.parse(await readFile(path, 'utf8')));
const { packages } = lockfile;
let added = 0;
for (const [place, entry] of Object.entries(packages)) {
  if (place === '') continue;
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (found(place, name, version)) continue;
    const platform = platformOf(name);
    if (platform === undefined || !/^\d+\.\d+\.\d+[\w.-]*$/.test(version)) {
      say(`${name}@${version} (for ${place}) is missing and not known to be for one platform`);
      process.exitCode = 1;
      continue;
    }
    const top = `node_modules/${name}`;
    const at = packages[top] === undefined ? top : `${place}/node_modules/${name}`;
    packages[at] = { version, ...platform, ...(entry.dev === true ? { dev: true } : {}), optional: true };
    added++;
  }
}
lockfile.packages = Object.fromEntries(Object.entries(packages).toSorted(([a], [b]) => (a < b ? -1 : 1)));
await writeFile(path, `${JSON.stringify(lockfile, null, 2)}\n`);
say(
  added === 0
    ? 'the lockfile is complete'
    : `${added} packages of other platforms were added to the lockfile`,
);

/** Whether Node would find the package from that place, in this version. */
function found(place: string, name: string, version: string): boolean {
  for (let from: string | undefined = place; from !== undefined; from = parent(from)) {
    const entry = packages[`${from === '' ? '' : `${from}/`}node_modules/${name}`];
    if (entry !== undefined) return entry.version === version || !/^\d/.test(version);
  }
  return false;
}

function parent(place: string): string | undefined {
  if (place === '') return undefined;
  const at = place.lastIndexOf('/node_modules/');
  return at < 0 ? '' : place.slice(0, at);
}

/** What a package's name says about where it runs. */
function platformOf(name: string): { os?: string[]; cpu: string[]; libc?: string[] } | undefined {
  const words = name.split(/[/-]/);
  const os = SYSTEMS.find((system) => words.includes(system));
  const cpu = PROCESSORS.find((processor) => words.includes(processor));
  if (cpu === undefined || (os === undefined && cpu !== 'wasm32')) return undefined;
  const libc = words.some((word) => word.startsWith('musl'))
    ? 'musl'
    : words.some((word) => word.startsWith('gnu'))
      ? 'glibc'
      : undefined;
  return {
    cpu: [cpu],
    ...(os === undefined ? {} : { os: [os] }),
    ...(libc === undefined || os !== 'linux' ? {} : { libc: [libc] }),
  };
}

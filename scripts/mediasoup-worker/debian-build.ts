import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { arch, availableParallelism, freemem, tmpdir } from 'node:os';
import { basename, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand } from './run-command.ts';
import { PACKAGE_DIR, cacheDir, exists, installFile, isRunnableWorker } from './worker-binary.ts';

/** Builds the npm package's own worker source against Debian's libraries, and remembers what it built. */

const OVERLAY = fileURLToPath(new URL('overlay', import.meta.url));

/** How Meson is asked to build: nothing downloaded, optimised, assertions as upstream's release has them. */
const SETUP = ['setup', '--wrap-mode=nodownload', '--buildtype=release', '-Db_ndebug=true', 'build'];

const PACKAGES = [
  'g++',
  'meson',
  'ninja-build',
  'pkg-config',
  'libssl-dev',
  'libuv1-dev',
  'libsrtp2-dev',
  'libabsl-dev',
  'libflatbuffers-dev',
  'flatbuffers-compiler',
];

/** Subprojects that mediasoup would download; each has a folder in the overlay that points at the system's library. */
const REPLACED_WRAPS = ['libuv', 'openssl', 'libsrtp3', 'unordered-dense', 'flatbuffers', 'abseil-cpp'];

interface SourceEdit {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** Changes to mediasoup's source. Each `from` must be there: a new version that moved it stops the build with its name. */
const EDITS: readonly SourceEdit[] = [
  {
    // Debian 12 has Meson 1.0.1, and the file uses nothing newer.
    file: 'meson.build',
    from: "meson_version: '>= 1.1.0'",
    to: "meson_version: '>= 1.0.0'",
  },
  {
    // OpenSSL calls a BIO callback after each operation and expects the operation's own result back. Upstream answers 1
    // to most of them. Debian's OpenSSL has kernel TLS, reads that 1 as "the kernel does the encryption", allocates no
    // write buffer and crashes in the first handshake; a worker that was only started and stopped looks healthy.
    file: 'src/RTC/DtlsTransport.cpp',
    from: '(operationType == BIO_CB_RETURN) ? static_cast<long>(ret) : 1',
    to: '((operationType & BIO_CB_RETURN) != 0) ? static_cast<long>(ret) : 1',
  },
  {
    // A precompiled header takes about half of the build time away.
    file: 'meson.build',
    from: "cpp_args: cpp_args + ['-DMS_EXECUTABLE'],",
    to: "cpp_args: cpp_args + ['-DMS_EXECUTABLE'], cpp_pch: 'src/worker-pch.hpp',",
  },
];

export interface BuildContext {
  readonly version: string;
  readonly signal: AbortSignal | undefined;
  readonly log: (line: string) => void;
}

export type BuildResult =
  | { readonly path: string }
  | { readonly unavailable: 'needs-packages' | 'build-failed'; readonly detail: string };

/** Only a system with dpkg can take this road. */
export async function canBuildHere(): Promise<boolean> {
  return process.platform === 'linux' && (await runCommand('dpkg-query', ['--version'])).code === 0;
}

/** The path where a build of this version, for this system, by this recipe is kept (it need not exist). */
export async function cachedBuildPath(version: string): Promise<string> {
  const hash = createHash('sha256').update(`${version} ${arch()} `);
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '');
  hash.update(/^ID=.*$/m.exec(release)?.[0] ?? '').update(/^VERSION_ID=.*$/m.exec(release)?.[0] ?? '');
  hash.update(JSON.stringify([SETUP, REPLACED_WRAPS, EDITS]));
  const files = await readdir(OVERLAY, { recursive: true, withFileTypes: true });
  const paths = files.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name));
  for (const path of paths.toSorted()) hash.update(path.slice(OVERLAY.length)).update(await readFile(path));
  return join(cacheDir(), `${version}-${hash.digest('hex').slice(0, 16)}`, 'mediasoup-worker');
}

/** Builds into the cache (some minutes, about 1 GiB of memory for each compiler at work). The caller holds the lock. */
export async function buildOnDebian(context: BuildContext): Promise<BuildResult> {
  const lacking = await missingPackages();
  if (lacking.length > 0) {
    const refusal = await installPackages(lacking, context);
    if (refusal !== null) return { unavailable: 'needs-packages', detail: refusal };
  }
  const work = await mkdtemp(join(tmpdir(), 'bantron-worker-'));
  try {
    await prepareSource(work);
    const built = await compile(work, context);
    if (!(await isRunnableWorker(built, context.signal)))
      throw new BuildError('the built worker does not start');
    const kept = await cachedBuildPath(context.version);
    await installFile(built, kept);
    return { path: kept };
  } catch (error) {
    if (error instanceof BuildError) return { unavailable: 'build-failed', detail: error.message };
    throw error;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

class BuildError extends Error {}

async function missingPackages(): Promise<string[]> {
  const missing: string[] = [];
  for (const name of PACKAGES) {
    const end = await runCommand('dpkg-query', ['-W', '-f', '${db:Status-Status}', name]);
    if (end.code !== 0 || end.tail.trim() !== 'installed') missing.push(name);
  }
  return missing;
}

/** Installs what is missing and gives null, or the sentence that tells the operator what to do. */
async function installPackages(
  names: readonly string[],
  { log, signal }: BuildContext,
): Promise<string | null> {
  const install = ['install', '-y', '-qq', '--no-install-recommends', ...names];
  const command = `apt-get install --no-install-recommends ${names.join(' ')}`;
  if (process.getuid?.() !== 0) return `as root: ${command}`;
  log(`installing ${names.length} Debian packages: ${names.join(' ')}`);
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, signal };
  await runCommand('apt-get', ['update', '-qq'], options);
  const end = await runCommand('apt-get', install, options);
  return end.code === 0 ? null : `this failed: ${command}\n${end.tail}`;
}

async function prepareSource(work: string): Promise<void> {
  // What an earlier build by npm may have left there is not source.
  const leftOut = ['out', 'prebuild', 'pip_invoke'].map((name) => join(PACKAGE_DIR, 'worker', name));
  await cp(join(PACKAGE_DIR, 'worker'), work, {
    recursive: true,
    filter: (path) => !leftOut.some((folder) => path === folder || path.startsWith(folder + sep)),
  });
  for (const wrap of REPLACED_WRAPS) {
    // Meson takes a folder with the name that the download would have unpacked to as the subproject itself.
    const wrapFile = join(work, 'subprojects', `${wrap}.wrap`);
    const text = await readFile(wrapFile, 'utf8').catch(() => '');
    const folder = /^directory *= *(\S+)$/m.exec(text)?.[1];
    if (folder === undefined)
      throw new BuildError(`mediasoup has no subproject ${wrap} any more: the recipe needs a look`);
    await cp(join(OVERLAY, wrap), join(work, 'subprojects', folder), { recursive: true });
  }
  await cp(join(OVERLAY, 'pch', 'worker-pch.hpp'), join(work, 'src', 'worker-pch.hpp'));
  for (const edit of EDITS) {
    const path = join(work, edit.file);
    const text = await readFile(path, 'utf8');
    if (!text.includes(edit.from)) {
      throw new BuildError(
        `${edit.file} of mediasoup has no «${edit.from}» any more: the recipe needs a look`,
      );
    }
    await writeFile(
      path,
      text.replace(edit.from, () => edit.to),
    );
  }
}

async function compile(work: string, { version, log, signal }: BuildContext): Promise<string> {
  const memoryJobs = Math.max(1, Math.floor(freemem() / 2 ** 30));
  const jobs = Math.min(availableParallelism(), memoryJobs);
  log(`building mediasoup-worker ${version} with ${jobs} compilers at a time (some minutes, only this once)`);
  const onLine = percentLines(log);
  const steps: [string, ...string[]][] = [
    ['meson', ...SETUP],
    // Sources include the generated headers without depending on them, so these come first.
    ['ninja', '-C', 'build', 'fbs/FBS/worker.h'],
    ['ninja', '-C', 'build', '-j', String(jobs), 'mediasoup-worker'],
    ['strip', '-s', join('build', 'mediasoup-worker')],
  ];
  for (const [program, ...args] of steps) {
    const end = await runCommand(program, args, { cwd: work, signal, onLine });
    if (end.code !== 0) throw new BuildError(`${basename(program)} ${args.join(' ')} failed\n${end.tail}`);
  }
  const built = join(work, 'build', 'mediasoup-worker');
  if (!(await exists(built))) throw new BuildError('the build left no mediasoup-worker');
  return built;
}

/** Turns Ninja's `[12/340] …` lines into one line for each tenth. */
function percentLines(log: (line: string) => void): (line: string) => void {
  let told = 0;
  return (line) => {
    const [, done, all] = /^\[(\d+)\/(\d+)\]/.exec(line) ?? [];
    // The headers' own small run would count to 100 % too.
    if (done === undefined || all === undefined || Number(all) < 100) return;
    const tenth = Math.floor((Number(done) / Number(all)) * 10);
    if (tenth <= told) return;
    told = tenth;
    log(`building: ${tenth * 10} %`);
  };
}

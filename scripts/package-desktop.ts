import { existsSync } from 'node:fs';
import path from 'node:path';
import { build, type Configuration, Platform } from 'electron-builder';

const root = path.resolve(import.meta.dirname, '..');

/** What may differ from `electron-builder.yml`; all of it is for tests, which package offline. */
export interface PackageOptions {
  /** A folder with an Electron that is there already. Without it electron-builder downloads one. */
  readonly electronDist?: string;
  /** The page to pack instead of `.build/renderer`. */
  readonly rendererDir?: string;
  /** Where the result goes instead of `.build/desktop`. */
  readonly output?: string;
}

/**
 * Packs the desktop app as a folder that runs on Linux, and returns the program in it. `.build/electron` and the page
 * have to be built. Electron's fuses are turned as `electron-builder.yml` says; a stand-in for Electron is no binary
 * and has none, so there they are left out and a line says it.
 */
export async function packageDesktop(options: PackageOptions = {}): Promise<string> {
  const renderer = options.rendererDir ?? path.join(root, '.build/renderer');
  for (const needed of [path.join(root, '.build/electron/main.mjs'), path.join(renderer, 'index.html')])
    if (!existsSync(needed)) throw new Error(`${path.relative(root, needed)} is not built`);
  const output = options.output ?? path.join(root, '.build/desktop');
  const isStandIn =
    options.electronDist !== undefined && existsSync(path.join(options.electronDist, 'boot.mjs'));
  if (isStandIn) console.log('package: on the stand-in, without Electron’s fuses; nothing to hand out');

  const config: Configuration = {
    extends: path.join(root, 'electron-builder.yml'),
    directories: { output },
    ...(options.electronDist === undefined ? {} : { electronDist: options.electronDist }),
    ...(isStandIn ? { electronFuses: null } : {}),
    ...(options.rendererDir === undefined
      ? {}
      : { files: ['!.build/renderer', { from: options.rendererDir, to: '.build/renderer' }] }),
  };
  await build({ projectDir: root, targets: Platform.LINUX.createTarget('dir'), config, publish: 'never' });
  return path.join(output, 'linux-unpacked/bantron');
}

if (import.meta.main) console.log(`packed: ${await packageDesktop()}`);

// Start-up of the stand-in: does what the `electron` executable does with its command line, on plain Node.
import fs from 'node:fs';
import Module, { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { extractAsar } from './asar.mjs';
import { createElectron } from './electron.mjs';

const commandLine = parseCommandLine(process.argv.slice(2));
const resources = path.join(import.meta.dirname, 'resources');
const application = findApplication(commandLine.app, resources);

process.argv = [path.join(import.meta.dirname, 'electron'), ...commandLine.all];
process.type = 'browser';
process.resourcesPath = resources;
if (!application.isPackaged) process.defaultApp = true;
Object.defineProperty(process.versions, 'electron', { value: '0.0.0-stand-in', enumerable: true });

const { electron, start } = createElectron({ ...application, switches: commandLine.switches });
provideModule(electron);

const require = createRequire(import.meta.url);
for (const file of commandLine.preloads) require(file);
try {
  await import(pathToFileURL(application.mainFile).href);
} catch (error) {
  console.error('A JavaScript error occurred in the main process\n', error);
  process.exit(1);
}
await start();

/** Everything before the application's path is ours, as with Electron; the application sees all of it. */
function parseCommandLine(all) {
  const preloads = [];
  const switches = {};
  let app;
  for (let i = 0; i < all.length; i++) {
    const argument = all[i];
    if (argument === '-r' || argument === '--require') preloads.push(all[++i]);
    else if (argument.startsWith('-')) {
      const [, name, value] = /^--?([^=]+)(?:=(.*))?$/s.exec(argument);
      switches[name] = value ?? '';
    } else if (app === undefined && !argument.includes('://')) app = argument;
  }
  return { all, preloads, switches, app };
}

/** The application beside the executable, when this folder was packaged; otherwise the one that was named. */
function findApplication(named, resourcesDir) {
  const archive = path.join(resourcesDir, 'app.asar');
  const unpacked = path.join(resourcesDir, 'app');
  const isPackaged = fs.existsSync(archive) || fs.existsSync(unpacked);
  let target = named && path.resolve(named);
  if (fs.existsSync(archive)) target = extractAsar(archive);
  else if (isPackaged) target = unpacked;
  if (target === undefined) {
    console.error('electron stand-in: no application was given');
    process.exit(1);
  }
  if (fs.statSync(target).isFile())
    return { appDir: path.dirname(target), mainFile: target, manifest: {}, isPackaged };
  const manifest = JSON.parse(fs.readFileSync(path.join(target, 'package.json'), 'utf8'));
  return { appDir: target, mainFile: path.join(target, manifest.main ?? 'index.js'), manifest, isPackaged };
}

/** Makes `electron` importable and requirable. `import` of a name we lack fails with that name, by itself. */
function provideModule(electron) {
  const names = ['electron', 'electron/main', 'electron/common'];
  const load = Module._load;
  Module._load = (request, ...rest) => (names.includes(request) ? electron : load(request, ...rest));
  globalThis.electronStandIn = electron;
  const source = [
    'const electron = globalThis.electronStandIn;',
    'export default electron;',
    ...Object.keys(electron).map((name) => `export const ${name} = electron.${name};`),
  ].join('\n');
  Module.registerHooks({
    resolve: (specifier, context, next) =>
      names.includes(specifier) && context.conditions.includes('import')
        ? { url: 'stand-in:electron', format: 'module', shortCircuit: true }
        : next(specifier, context),
    load: (url, context, next) =>
      url === 'stand-in:electron' ? { format: 'module', source, shortCircuit: true } : next(url, context),
  });
}

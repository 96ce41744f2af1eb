import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const made: string[] = [];

/** What the linter says of a file with this text at this path. */
function lint(path: string, text: string): string {
  const file = join(root, path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, text);
  made.push(file);
  const { stdout } = spawnSync(join(root, 'node_modules/.bin/oxlint'), [file], {
    cwd: root,
    encoding: 'utf8',
  });
  return stdout;
}

afterEach(() => {
  for (const file of made.splice(0)) rmSync(file, { force: true });
});

test.each([
  ['collab-server/domain/lint-probe.ts', "import '../gateway/http/app.ts';", 'may not import'],
  ['renderer/ui/lint-probe.ts', "import '../sync/session.ts';", 'may not import'],
  [
    'renderer/features/meeting/lint-probe.ts',
    "import '../people/people-csv.ts';",
    'through its index.ts only',
  ],
  ['renderer/app/lint-probe.ts', "import 'electron';", 'may not import'],
  ['collab-server/protocol/lint-probe.ts', 'export const at = Date.now();', 'take it from Environment'],
  [
    'collab-server/domain/meeting/lint-probe.ts',
    'setTimeout(() => undefined, 1);',
    'take timers from Environment',
  ],
])('in %s refuses %s', (path, text, says) => {
  expect(lint(path, text)).toContain(says);
});

test('lets through what the walls allow', () => {
  const output = lint('renderer/features/meeting/lint-probe.ts', "import '../people/index.ts';");
  expect(output).not.toContain('bantron(');
});

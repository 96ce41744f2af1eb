import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FOLDERS = ['collab-server', 'renderer', 'electron', 'e2e', 'scripts'];

interface Sources {
  readonly specs: ReadonlyMap<string, string>;
  readonly tests: ReadonlyMap<string, string>;
}

function sources(): Sources {
  const specs = new Map<string, string>();
  const tests = new Map<string, string>();
  for (const folder of FOLDERS) {
    for (const name of readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })) {
      if (name.includes('node_modules')) continue;
      const path = join(ROOT, folder, name);
      if (/(^|[\\/])SPEC\.md$/.test(name)) specs.set(path, readFileSync(path, 'utf8'));
      else if (/\.(test|spec)\.tsx?$/.test(name)) tests.set(path, readFileSync(path, 'utf8'));
    }
  }
  return { specs, tests };
}

/** Ids at the beginning of a rule: `- [X-1] …` or `- **X-1** …`. */
function rulesIn(spec: string): string[] {
  const rules = spec.matchAll(/^\s*[-*]\s+(?:\*\*)?(?:\[([A-Z]+-\d+)\]|([A-Z]+-\d+)\*\*)/gm);
  return [...rules].map(([, bracketed, bold]) => bracketed ?? bold ?? '');
}

/** Ids in titles of tests and groups of tests. */
function titledIn(test: string): string[] {
  const titles = test.matchAll(
    /\b(?:it|test|describe)(?:\.\w+)*(?:\([^'"`\n]*\))?\(\s*(['"`])((?:\\.|(?!\1).)*)\1/gs,
  );
  return [...titles].flatMap(([, , title = '']) =>
    [...title.matchAll(/\[([A-Z]+-\d+(?:[,\s]+[A-Z]+-\d+)*)\]/g)].flatMap(([, ids = '']) =>
      ids.split(/[,\s]+/),
    ),
  );
}

it('finds rules and titles', () => {
  expect(rulesIn('# A\n- [A-1] One.\n* **[B-22]** Two [C-3].\n- **D-4** Four.\n')).toEqual([
    'A-1',
    'B-22',
    'D-4',
  ]);
  const [open, close] = ['it(', ')'];
  expect(
    titledIn(`${open}'[A-1][B-2] x', () => {}${close}; ${open}\n  "[C-3, D-4] it's"${close} // [E-5]`),
  ).toEqual(['A-1', 'B-2', 'C-3', 'D-4']);
  expect(titledIn(`${open.replace('(', '.skipIf(x)(')}\`[A-1] \${b}\`${close}`)).toEqual(['A-1']);
});

it('every rule of every SPEC.md has a test that carries its id, and every id stands for one rule', () => {
  const { specs, tests } = sources();
  const titled = new Set([...tests.values()].flatMap(titledIn));
  const rules = [...specs].flatMap(([path, text]) => rulesIn(text).map((id) => ({ id, path })));
  expect(rules.length).toBeGreaterThan(50);
  expect(rules.filter(({ id }) => !titled.has(id))).toEqual([]);
  const ids = rules.map(({ id }) => id);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
});

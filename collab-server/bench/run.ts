import { fanOut } from './fan-out.ts';
import { joinLarge } from './join.ts';

/**
 * Measures ours against others in the same run and prints a table, then JSON. `BENCH_DIR` names the folder whose disk
 * is measured; arguments name what to run: `fan-out`, `join`, without any all.
 */

const wanted = process.argv.slice(2);
const wants = (name: string): boolean => wanted.length === 0 || wanted.includes(name);
const report: Record<string, unknown> = {};

if (wants('fan-out')) {
  const measured = await fanOut();
  console.table(measured.results);
  console.log(`one fsync takes ${measured.fsyncMs} ms here`);
  report['fanOut'] = measured;
}
if (wants('join')) {
  const measured = await joinLarge();
  console.table(measured);
  report['join'] = measured;
}
console.log(JSON.stringify(report));

import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

export function round(value: number, digits = 2): number {
  return Number(value.toFixed(digits));
}

/** Times of many events in steps of 0.1 ms, up to 10 s. */
export class Histogram {
  readonly #counts = new Uint32Array(100_000);
  #total = 0;

  add(ms: number): void {
    const step = Math.min(this.#counts.length - 1, Math.max(0, Math.round(ms * 10)));
    this.#counts[step] = (this.#counts[step] ?? 0) + 1;
    this.#total++;
  }

  get total(): number {
    return this.#total;
  }

  /** The time in milliseconds within which this share of the events lies. */
  quantile(share: number): number {
    let left = this.#total * share;
    for (let step = 0; step < this.#counts.length; step++) {
      left -= this.#counts[step] ?? 0;
      if (left <= 0) return step / 10;
    }
    return Number.NaN;
  }
}

/** The median of one fsync of 4 KiB where the measured server keeps its data, in milliseconds. */
export function fsyncMs(): number {
  const folder = mkdtempSync(join(process.env['BENCH_DIR'] ?? tmpdir(), 'bantron-fsync-'));
  const file = openSync(join(folder, 'file'), 'w');
  const page = new Uint8Array(4096);
  const times: number[] = [];
  for (let n = 0; n < 100; n++) {
    writeSync(file, page);
    const started = performance.now();
    fdatasyncSync(file);
    times.push(performance.now() - started);
  }
  closeSync(file);
  rmSync(folder, { recursive: true });
  return median(times);
}

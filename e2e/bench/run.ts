import type { Report } from '../../collab-server/bench/finding.ts';
import { MeasuredProduct } from './measured-product.ts';
import { measureManual } from './manual.ts';
import { measureMinutes } from './minutes.ts';
import { measurePages } from './pages.ts';
import { measureCrowd } from './crowd.ts';
import { measurePen } from './pen.ts';

// Measures in browsers what the arguments name (`pages`, `manual`, `pen`, `crowd`, `minutes`), and reports to the process that started it.

const MEASUREMENTS = {
  pages: measurePages,
  manual: measureManual,
  pen: measurePen,
  crowd: measureCrowd,
  minutes: measureMinutes,
};

const wanted = process.argv.slice(2);
const stack = new AsyncDisposableStack();
const interrupted = (): void => void stack.disposeAsync().then(() => process.exit(130));
process.once('SIGINT', interrupted);
process.once('SIGTERM', interrupted);
process.once('disconnect', interrupted);

const product = stack.use(await MeasuredProduct.start());
try {
  for (const [name, measure] of Object.entries(MEASUREMENTS)) {
    if (!wanted.includes(name)) continue;
    const findings = await measure(product);
    const details = { chromium: product.browser.version() };
    process.send?.({ name, findings, details } satisfies Report);
  }
} finally {
  await stack.disposeAsync();
  process.off('disconnect', interrupted);
  process.disconnect();
}

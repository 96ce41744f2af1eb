import { expect, test } from '../../fixtures/desktop.ts';
import './bridge.ts';

test('a link that starts the app waits for the page, and is taken once', async ({ desktop }) => {
  await desktop.launch({ args: ['bantron://meeting/hop-42'] });
  const take = () => desktop.page.evaluate(() => window.bantronDesktop.links.take());
  expect(await take()).toEqual({ kind: 'meeting', meetingId: 'hop-42' });
  expect(await take()).toBeNull();
});

test('a link opened later reaches the running app, and no second one starts', async ({ desktop }) => {
  await desktop.launch();
  await desktop.page.evaluate(() => {
    const taken: string[] = [];
    Object.assign(window, { taken });
    window.bantronDesktop.links.onArrived(() => {
      void window.bantronDesktop.links.take().then((link) => taken.push(link?.meetingId ?? 'none'));
    });
  });
  expect(await desktop.secondStart(['bantron://meeting/../evil'])).toBe(0);
  expect(await desktop.secondStart(['bantron://meeting/hop-43'])).toBe(0);
  await expect.poll(() => desktop.page.evaluate(() => Reflect.get(window, 'taken'))).toEqual(['hop-43']);
  expect(await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

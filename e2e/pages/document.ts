import { readFile } from 'node:fs/promises';
import type { Locator } from '@playwright/test';

/** Takes a document of the form of Nghị định 30 from the first button with this name. */
export async function takeDocument(
  place: Locator,
  button: string,
  form: 'Văn bản Word' | 'PDF',
): Promise<{ name: string; bytes: Uint8Array }> {
  const window = place.page();
  const coming = window.waitForEvent('download');
  await place.getByRole('button', { name: button, exact: true }).first().click();
  await window.getByRole('menuitem', { name: form }).click();
  const download = await coming;
  return { name: download.suggestedFilename(), bytes: new Uint8Array(await readFile(await download.path())) };
}

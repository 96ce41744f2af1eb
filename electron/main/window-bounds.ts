import path from 'node:path';
import { z } from 'zod';
import { JsonFile } from './json-file.ts';

const rectangle = z.strictObject({ x: z.int(), y: z.int(), width: z.int().min(1), height: z.int().min(1) });
const content = z.strictObject({ bounds: rectangle.nullable(), maximized: z.boolean() });

/** A rectangle on the desktop, in device-independent pixels. */
export type Rectangle = z.infer<typeof rectangle>;

/** Where the window was and whether it filled the screen. */
export type WindowPlace = z.infer<typeof content>;

/** The size below which the room's three columns no longer fit. */
export const SMALLEST = { width: 960, height: 640 };

/** The file that remembers the window's place. */
export function windowPlaceFile(folder: string): JsonFile<WindowPlace> {
  return new JsonFile(path.join(folder, 'window.json'), content, { bounds: null, maximized: false });
}

/**
 * Where to open the window: where it was, if enough of it would be seen on a screen that is there now (a projector
 * may have been unplugged), otherwise in the middle of the first screen, 1440 × 900 at most.
 */
export function placeOnScreens(remembered: Rectangle | null, workAreas: readonly Rectangle[]): Rectangle {
  const first = workAreas[0] ?? { x: 0, y: 0, width: 1280, height: 800 };
  if (remembered !== null && workAreas.some((area) => overlap(remembered, area) >= 200 * 200))
    return {
      ...remembered,
      width: Math.max(remembered.width, SMALLEST.width),
      height: Math.max(remembered.height, SMALLEST.height),
    };
  const width = Math.min(1440, first.width);
  const height = Math.min(900, first.height);
  return {
    x: first.x + Math.round((first.width - width) / 2),
    y: first.y + Math.round((first.height - height) / 2),
    width,
    height,
  };
}

function overlap(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(0, width) * Math.max(0, height);
}

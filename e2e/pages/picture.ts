import type { Locator } from '@playwright/test';

/**
 * The colour of a page's picture at a place given in shares of its width and height: red, green, blue and opacity. The
 * canvas of a finished page can't be read itself, only be drawn on another.
 */
export function colourAt(picture: Locator, x: number, y: number): Promise<number[]> {
  return picture.evaluate(
    (canvas, at) => {
      const context = document.createElement('canvas').getContext('2d');
      if (!(canvas instanceof HTMLCanvasElement) || context === null) return [];
      context.drawImage(canvas, -Math.floor(at.x * canvas.width), -Math.floor(at.y * canvas.height));
      return [...context.getImageData(0, 0, 1, 1).data];
    },
    { x, y },
  );
}

/** Pixels in each direction that a picture is looked at with. */
const GRID = 48;
/** Darker than this in any colour is ink; paper that was scanned is rarely white. */
const WHITE = 250;

/** Whether a page's picture shows nothing at all. A picture that can't be looked at counts as showing something. */
export function isBlank(picture: HTMLCanvasElement | null): boolean {
  if (picture === null || picture.width === 0) return false;
  const small = document.createElement('canvas');
  small.width = GRID;
  small.height = GRID;
  const pen = small.getContext('2d', { willReadFrequently: true });
  if (pen === null) return false;
  try {
    pen.drawImage(picture, 0, 0, GRID, GRID);
    return pen.getImageData(0, 0, GRID, GRID).data.every((value) => value >= WHITE);
  } catch (error) {
    console.debug('this picture cannot be looked at', error);
    return false;
  }
}

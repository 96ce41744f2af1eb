/** Resolves in the task after the next frame: what is in the page now is on the screen then. */
export function painted(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
  });
}

/** Makes a switch on a tag exhaustive at compile time, and loud if an untyped value gets that far. */
export function assertNever(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`);
}

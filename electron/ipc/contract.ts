import type { z } from 'zod';

/**
 * One request that the page may make of the main process. `input` is parsed by the main process before
 * anything is done with it; `output` is parsed before the answer leaves, so that a contract cannot drift.
 */
export interface Call<I, O> {
  readonly channel: string;
  readonly input: z.ZodType<I>;
  readonly output: z.ZodType<O>;
}

/** Declares a call. The channel is `bantron:<area>/<method>`, and the router refuses to serve one twice. */
export function call<I, O>(
  channel: `bantron:${string}/${string}`,
  input: z.ZodType<I>,
  output: z.ZodType<O>,
): Call<I, O> {
  return { channel, input, output };
}

/** A message that the main process sends to the page unasked. */
export interface Push<P> {
  readonly channel: string;
  readonly payload: z.ZodType<P>;
}

/** Declares a push; the same naming rule as {@link call}. */
export function push<P>(channel: `bantron:${string}/${string}`, payload: z.ZodType<P>): Push<P> {
  return { channel, payload };
}

/** What the page sees of an area: a method for each call, without its channel. */
export type Methods<Area> = {
  readonly [M in keyof Area]: Area[M] extends Call<infer I, infer O>
    ? undefined extends I
      ? () => Promise<O>
      : (input: I) => Promise<O>
    : never;
};

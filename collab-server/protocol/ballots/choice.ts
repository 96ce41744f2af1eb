import { z } from 'zod';

/** Options of one vote. */
export const MAX_OPTIONS = 60;

/**
 * What a ballot says: the options by their place, from 0; of a ranking in order of preference, otherwise ascending. Empty:
 * a blank ballot (phiếu trắng). A motion has two options, agree and disagree.
 */
export const Choice = z
  .array(
    z
      .int()
      .min(0)
      .max(MAX_OPTIONS - 1),
  )
  .max(MAX_OPTIONS);
export type Choice = readonly number[];

/** The part of a method that says which choices there are. */
export type Choosable =
  | { readonly is: 'motion' }
  | { readonly is: 'options'; readonly options: readonly string[]; readonly most: number }
  | { readonly is: 'ranking'; readonly options: readonly string[] }
  | { readonly is: 'election'; readonly options: readonly string[]; readonly seats: number };

/** How many options there are. */
export function optionsOf(method: Choosable): number {
  return method.is === 'motion' ? 2 : method.options.length;
}

/** How many of them one ballot may choose. */
export function mostOf(method: Choosable): number {
  switch (method.is) {
    case 'motion':
      return 1;
    case 'options':
      return method.most;
    case 'ranking':
      return method.options.length;
    case 'election':
      return method.seats;
  }
}

/** Whether a ballot may say this: known options, none twice, not too many, in the one order in which it can be written. */
export function isChoice(method: Choosable, choice: Choice): boolean {
  if (choice.length > mostOf(method) || new Set(choice).size < choice.length) return false;
  if (choice.some((option) => option >= optionsOf(method))) return false;
  if (method.is === 'ranking') return true;
  return choice.every((option, n) => n === 0 || (choice[n - 1] ?? 0) < option);
}

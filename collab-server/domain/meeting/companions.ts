import type { Statement } from '../../storage/port.ts';
import type { Companion, Joining } from './meetings.ts';

/** Several companions as one. They are asked in their order; the first that refuses decides. */
export function together(companions: readonly Companion[]): Companion {
  return {
    async before(...about) {
      const joinings: Joining[] = [];
      for (const companion of companions) {
        const joining = await companion.before(...about);
        if ('code' in joining) return joining;
        joinings.push(joining);
      }
      return (decidedOn) => {
        const statements: Statement[] = [];
        for (const join of joinings) {
          const joined = join(decidedOn);
          if ('code' in joined) return joined;
          statements.push(...joined);
        }
        return statements;
      };
    },
    lost: (id) => {
      for (const companion of companions) companion.lost(id);
    },
  };
}

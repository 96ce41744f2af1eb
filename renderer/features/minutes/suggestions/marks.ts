import { Mark } from '@tiptap/core';
import { Suggestion, SUGGESTION_FORMATS } from '#protocol/minutes/suggestion';
import { personColour } from '../../people/index.ts';

const TAGS = { insertion: 'ins', deletion: 'del' } as const;

/**
 * Text that is to come in, and text that is to go. One text has one of each at most: they exclude themselves, and so
 * the binding to Yjs keeps them under their own names. They are not read from what is pasted: that is new text.
 */
export const SUGGESTION_MARKS = SUGGESTION_FORMATS.map((name) =>
  Mark.create({
    name,
    // What is written on at the end of an insertion begins in it: composed letters stay in one place of the page.
    inclusive: name === 'insertion',
    excludes: name,
    addAttributes: () => ({
      id: { rendered: false },
      person: { rendered: false },
      at: { rendered: false },
    }),
    parseHTML: () => [],
    renderHTML({ mark }) {
      const of = Suggestion.safeParse(mark.attrs);
      const colour = of.success ? { style: `--suggestion: ${personColour(of.data.person)}` } : {};
      return [TAGS[name], { class: 'suggestion', ...colour }, 0];
    },
  }),
);

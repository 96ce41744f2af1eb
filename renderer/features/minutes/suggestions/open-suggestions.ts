import { Suggestion, isSuggestionFormat, suggestionKey } from '#protocol/minutes/suggestion';
import type { TextNode } from '../text-blocks.ts';

/** The suggestions in a text that are neither accepted nor rejected. */
export function openSuggestions(nodes: readonly TextNode[]): Suggestion[] {
  const open = new Map<string, Suggestion>();
  const look = ({ marks = [], content = [] }: TextNode): void => {
    for (const { type, attrs } of marks) {
      const found = isSuggestionFormat(type) ? Suggestion.safeParse(attrs) : undefined;
      if (found?.success === true) open.set(suggestionKey(found.data), found.data);
    }
    content.forEach(look);
  };
  nodes.forEach(look);
  return [...open.values()];
}

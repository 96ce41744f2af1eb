import type { Mark, PageMark, Quote } from '#protocol/annotation/mark';
import type { MarkId, PersonId } from '#protocol/wire/ids';
import type { PlacedMark, PlacedRecord } from '../mark-index.ts';
import { shapeOf } from '../mark-shape.ts';
import type { MarkEdit } from '../mark-store.ts';
import type { PlacedComment } from './thread-model.ts';

/** What of somebody's layers goes into the shared one together. */
export interface Promoted {
  readonly placed: PlacedMark;
  /** One's own, on this mark. Others' words stay where they were written. */
  readonly comments: readonly PlacedComment[];
  /** What an image shows. */
  readonly picture: PlacedRecord | undefined;
}

/** The words that would become the question; undefined where there are none. */
export function questionIn({ mark }: PlacedMark, comments: readonly PlacedComment[]): string | undefined {
  const first = comments[0]?.mark.text;
  if (mark.kind === 'note' || mark.kind === 'textBox') return mark.text;
  return first ?? (mark.kind === 'text' ? mark.quote.text : undefined);
}

/**
 * The changes that bring a mark of one's own into the shared layer, on the same place: one step of undo. As a question
 * it becomes a note with the words of {@link questionIn}. `made` is the mark's id there.
 */
export function promote(
  { placed, comments, picture }: Promoted,
  as: 'mark' | 'question',
  me: PersonId,
  makeId: () => MarkId,
): { readonly edits: readonly MarkEdit[]; readonly made: MarkId } | undefined {
  if (placed.author !== me || placed.layer === 'shared') return undefined;
  const { layer, id } = placed;
  const own = comments.filter(({ author }) => author === me);
  const made = makeId();
  const edits: MarkEdit[] = [{ layer, id, mark: null }];
  const share = (mark: Mark, newId = makeId()) => edits.push({ layer: 'shared', id: newId, mark });
  let goesAlong = own;
  if (as === 'question') {
    const text = questionIn(placed, own);
    if (text === undefined) return undefined;
    share(questionNote(placed.mark, text), made);
    const first = own[0];
    // Its words are the question now.
    if (first !== undefined && first.mark.text === text) {
      goesAlong = own.slice(1);
      edits.push({ layer, id: first.id, mark: null });
    }
  } else if (placed.mark.kind === 'image') {
    if (picture === undefined) return undefined;
    const copied = makeId();
    share(picture.mark, copied);
    share({ ...placed.mark, picture: copied }, made);
  } else share(placed.mark, made);
  for (const comment of goesAlong) {
    edits.push({ layer, id: comment.id, mark: null });
    share({ ...comment.mark, on: { author: me, mark: made } });
  }
  return { edits, made };
}

function questionNote(mark: PageMark, text: string): PageMark {
  if (mark.kind === 'note') return { ...mark, question: true };
  const { bounds } = shapeOf(mark);
  const quote: Quote | undefined = mark.kind === 'text' ? mark.quote : undefined;
  return {
    kind: 'note',
    page: mark.page,
    colour: 'colour' in mark ? mark.colour : 'yellow',
    x: bounds.x + bounds.width,
    y: bounds.y + bounds.height,
    text,
    question: true,
    at: mark.at,
    ...(quote === undefined ? {} : { quote }),
    ...(mark.carried === undefined ? {} : { carried: mark.carried }),
  };
}

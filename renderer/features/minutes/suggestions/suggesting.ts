import { ChangeSet, type Change, type TokenEncoder } from '@tiptap/pm/changeset';
import { Fragment, Slice, type Mark, type MarkType, type Node } from '@tiptap/pm/model';
import { TextSelection, type EditorState, type Transaction } from '@tiptap/pm/state';
import { ReplaceStep } from '@tiptap/pm/transform';
import { Suggestion, suggestionKey } from '#protocol/minutes/suggestion';
import type { PersonId } from '#protocol/wire/ids';

/** Who suggests, and what a new suggestion of theirs is called. */
export interface Suggesting {
  readonly person: PersonId;
  readonly begin: () => Suggestion;
}

/** The changed transactions of one dispatch, with the state before and after them. */
export interface Edit {
  readonly transactions: readonly Transaction[];
  readonly before: EditorState;
  readonly after: EditorState;
}

/**
 * What follows an edit of this editor. While one suggests (`by`), its new text becomes an insertion and the text that it
 * took away comes back as a deletion; otherwise (`by` is null) its new text is in nobody's suggestion. Null: nothing
 * follows. Whose edits these are, is decided by the caller.
 */
export function suggested({ transactions, before, after }: Edit, by: Suggesting | null): Transaction | null {
  const maps = transactions.flatMap(({ mapping }) => mapping.maps);
  const { changes } = ChangeSet.create(before.doc, undefined, LETTERS).addSteps(after.doc, maps, null);
  const tr = after.tr;
  // From the end on, so that what is still to be looked at keeps its place.
  for (const change of changes.toReversed()) {
    if (by === null) clearMarks(tr, change.fromB, change.toB);
    else suggestChange(tr, change, before, by);
  }
  return tr.docChanged || tr.selectionSet ? tr : null;
}

/** A letter is the same in its place only when it looks the same and belongs to the same suggestions. */
const LETTERS: TokenEncoder<string> = {
  encodeCharacter: (char, marks) =>
    marks.length === 0
      ? String(char)
      : `${char} ${JSON.stringify(marks.map((mark) => mark.toJSON() as unknown))}`,
  encodeNodeStart: ({ type }) => type.name,
  encodeNodeEnd: ({ type }) => `/${type.name}`,
  compareTokens: (a, b) => a === b,
};

/**
 * Takes away the letter beside the caret that isn't to be deleted yet, within its paragraph; null where there is none. An
 * edit as any other, so that what it took is to be deleted.
 */
export function deleteLetter({ selection, tr }: EditorState, side: 'before' | 'after'): Transaction | null {
  const { $head, empty, head } = selection;
  if (!empty || !$head.parent.isTextblock) return null;
  const letters: { from: number; to: number }[] = [];
  $head.parent.forEach((node, offset) => {
    if (!node.isText) letters.push({ from: -1, to: $head.start() + offset });
    else if (node.marks.every(({ type }) => type.name !== 'deletion')) {
      let from = $head.start() + offset;
      for (const { segment } of new Intl.Segmenter().segment(node.text ?? '')) {
        letters.push({ from, to: from + segment.length });
        from += segment.length;
      }
    }
  });
  const letter =
    side === 'before'
      ? letters.findLast(({ to }) => to <= head)
      : letters.find(({ from, to }) => (from < 0 ? to : from) >= head);
  // A line break is structure: it goes as it always does.
  if (letter === undefined || letter.from < 0) return null;
  return tr
    .setSelection(TextSelection.create(tr.doc, side === 'before' ? letter.to : letter.from))
    .delete(letter.from, letter.to);
}

/** The suggestion that a mark is of; null when it is of none. */
export function suggestionOf(mark: Mark): Suggestion | null {
  const found =
    mark.type.name in { insertion: 0, deletion: 0 } ? Suggestion.safeParse(mark.attrs) : undefined;
  return found?.success === true ? found.data : null;
}

function suggestChange(tr: Transaction, change: Change, before: EditorState, by: Suggesting): void {
  const { fromA, toA, fromB, toB } = change;
  const removed = before.doc.slice(fromA, toA);
  const type = typesOf(tr);
  const isOwn = (mark: Mark | undefined) => mark !== undefined && suggestionOf(mark)?.person === by.person;
  const goes = ({ marks }: Node) => isOwn(type.insertion.isInSet(marks));
  const hasText = (to: number) => {
    let found = false;
    tr.doc.nodesBetween(fromB, to, ({ isText }) => void (found ||= isText));
    return found;
  };
  const comesBack = someText(removed.content, (node) => !goes(node));
  if (!comesBack && !hasText(toB)) return;
  const suggestion = neighbour(tr.doc, fromB, toB, by.person) ?? by.begin();
  const insertion = type.insertion.create(suggestion);
  const deletion = type.deletion.create(suggestion);
  if (!comesBack) {
    markNew(tr, fromB, toB, insertion);
    return;
  }
  const back = mapText(removed.content, (node) => {
    if (goes(node)) return null;
    return type.deletion.isInSet(node.marks) ? node : node.mark(deletion.addToSet(node.marks));
  });
  const { head } = tr.selection;
  const isHere = head >= fromB && head <= toB;
  const isFlat =
    before.doc.resolve(fromA).sameParent(before.doc.resolve(toA)) &&
    tr.doc.resolve(fromB).parent.inlineContent;
  let end = fromB + back.size;
  if (isFlat) {
    tr.insert(fromB, back);
    markNew(tr, end, end + toB - fromB, insertion);
    end += toB - fromB;
  } else {
    const written = hasText(toB) ? tr.doc.slice(fromB, toB) : null;
    const step = new ReplaceStep(fromB, toB, new Slice(back, removed.openStart, removed.openEnd));
    // Where the structure around it is another by now, it is done as it was asked for.
    if (tr.maybeStep(step).failed !== null) return;
    end -= removed.openStart + removed.openEnd;
    if (written !== null) {
      const size = tr.doc.content.size;
      tr.replaceRange(end, end, written);
      const start = end;
      end += tr.doc.content.size - size;
      markNew(tr, start, end, insertion);
    }
  }
  if (!isHere) return;
  // Behind what was written; where nothing was, on the side of the text to which the caret was going.
  const { selection } = before;
  const isForward = toB > fromB || (selection.empty && selection.head <= fromA);
  tr.setSelection(TextSelection.near(tr.doc.resolve(isForward ? end : fromB), isForward ? 1 : -1));
}

/** New text is in no suggestion but this one. */
function markNew(tr: Transaction, from: number, to: number, insertion: Mark): void {
  if (from >= to) return;
  clearMarks(tr, from, to);
  tr.addMark(from, to, insertion);
  // A line break has no formatting of its own in the document that all share.
  tr.doc.nodesBetween(from, to, (node, at) => {
    if (node.isInline && !node.isText && insertion.isInSet(node.marks)) tr.removeNodeMark(at, insertion);
  });
}

function clearMarks(tr: Transaction, from: number, to: number): void {
  if (from >= to) return;
  const { insertion, deletion } = typesOf(tr);
  tr.removeMark(from, to, insertion);
  tr.removeMark(from, to, deletion);
}

function typesOf(tr: Transaction): { readonly insertion: MarkType; readonly deletion: MarkType } {
  const { insertion, deletion } = tr.doc.type.schema.marks;
  if (insertion === undefined || deletion === undefined) throw new Error('a schema without suggestions');
  return { insertion, deletion };
}

/** What one goes on with: the own suggestion in which this place is, or that touches it. */
function neighbour(doc: Node, from: number, to: number, person: PersonId): Suggestion | null {
  const $from = doc.resolve(from);
  const within = to > from ? $from.nodeAfter : null;
  for (const mark of [within, $from.nodeBefore, doc.resolve(to).nodeAfter].flatMap(
    (node) => node?.marks ?? [],
  )) {
    const found = suggestionOf(mark);
    if (found?.person === person) return found;
  }
  return null;
}

function someText(content: Fragment, is: (node: Node) => boolean): boolean {
  let found = false;
  content.descendants((node) => void (found ||= node.isText && is(node)));
  return found;
}

/** The same with each text changed; null takes it out. */
function mapText(content: Fragment, change: (node: Node) => Node | null): Fragment {
  return Fragment.fromArray(
    content.content.flatMap((node) => {
      if (!node.isText) return [node.copy(mapText(node.content, change))];
      const changed = change(node);
      return changed === null ? [] : [changed];
    }),
  );
}

/** Takes the given suggestions (all, when undefined) into the text, or out of it. */
export function settle(tr: Transaction, how: 'accept' | 'reject', which?: Suggestion): Transaction {
  const key = which === undefined ? undefined : suggestionKey(which);
  const goes = how === 'accept' ? 'deletion' : 'insertion';
  const found: { from: number; to: number; marks: Mark[] }[] = [];
  tr.doc.descendants((node, from) => {
    const marks = node.marks.filter((mark) => {
      const of = suggestionOf(mark);
      return of !== null && (key === undefined || suggestionKey(of) === key);
    });
    if (marks.length > 0) found.push({ from, to: from + node.nodeSize, marks });
  });
  for (const { from, to, marks } of found.toReversed()) {
    if (marks.some(({ type }) => type.name === goes)) tr.delete(from, to);
    else for (const mark of marks) tr.removeMark(from, to, mark);
  }
  return tr;
}

/** Where a suggestion stands in the text; one that was split stands from its first piece to its last. */
export interface Place {
  readonly suggestion: Suggestion;
  readonly from: number;
  readonly to: number;
  readonly inserted: string;
  readonly deleted: string;
}

/** The open suggestions of a text, in its order. */
export function placesOf(doc: Node): Place[] {
  const places = new Map<string, Place>();
  doc.descendants((node, from) => {
    for (const mark of node.marks) {
      const suggestion = suggestionOf(mark);
      if (suggestion === null) continue;
      const key = suggestionKey(suggestion);
      const place = places.get(key) ?? { suggestion, from, to: from, inserted: '', deleted: '' };
      const text = node.text ?? '';
      places.set(key, {
        ...place,
        to: from + node.nodeSize,
        inserted: place.inserted + (mark.type.name === 'insertion' ? text : ''),
        deleted: place.deleted + (mark.type.name === 'deletion' ? text : ''),
      });
    }
  });
  return [...places.values()];
}

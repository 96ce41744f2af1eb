import type { PersonId } from '../wire/ids.ts';
import { splitCsv } from '../wire/csv.ts';
import { folded, line as lineOfText } from '../wire/text.ts';
import type { RollCallEntry } from './commands.ts';

/** Somebody whom a line of an attendance sheet may mean. */
export interface RollCandidate {
  readonly id: PersonId;
  readonly name: string;
  readonly title: string;
  readonly unit: string;
}

type Field = 'name' | 'unit' | 'mark' | 'reason';

export interface RollProblem {
  /** Line of the file, counted from 1 as an editor shows it. */
  readonly line: number;
  readonly field: Field | 'file';
  readonly code: 'missing' | 'invalid' | 'unknown' | 'ambiguous' | 'duplicate' | 'columns';
  /** What stands there; empty where nothing does. */
  readonly text: string;
}

export interface RollPreview {
  readonly entries: readonly { readonly line: number; readonly entry: RollCallEntry }[];
  readonly problems: readonly RollProblem[];
}

/** Column names that are understood, in Vietnamese and English, compared without diacritics. */
const COLUMNS: Record<Field, readonly string[]> = {
  name: ['ho ten', 'ho va ten', 'ten', 'dai bieu', 'nguoi du hop', 'name', 'full name'],
  unit: ['don vi', 'phong ban', 'chuc vu', 'chuc vu, don vi', 'unit', 'department', 'title', 'position'],
  mark: ['diem danh', 'co mat', 'tinh trang', 'trang thai', 'mark', 'attendance', 'status'],
  reason: ['ly do', 'ghi chu', 'reason', 'note', 'notes'],
};

type Mark = Pick<RollCallEntry, 'is' | 'excused'>;

const MARKS: readonly (readonly [Mark, readonly string[]])[] = [
  [
    { is: 'inRoom', excused: false },
    ['co mat', 'co mat tai phong', 'tai phong', 'truc tiep', 'co', 'x', '1', 'present', 'in room', 'yes'],
  ],
  [{ is: 'online', excused: false }, ['truc tuyen', 'co mat truc tuyen', 'online']],
  [
    { is: 'absent', excused: true },
    ['vang co ly do', 'vang co phep', 'co phep', 'excused', 'absent with reason'],
  ],
  [
    { is: 'absent', excused: false },
    ['vang', 'vang mat', 'vang khong ly do', 'vang khong phep', 'khong', '0', 'absent', 'no'],
  ],
  [{ is: 'left', excused: false }, ['da ve', 've som', 'left']],
];

/** What the meeting keeps of a reason. */
const Reason = lineOfText(300, 0);

/**
 * Reads an attendance sheet: as {@link splitCsv}, a first line with column names, a line for each person. A name is
 * found whatever its case, and without diacritics where that leaves one person; of several people of one name the title
 * or unit says which. Absent with a reason is excused. Every fault is reported with its line; nothing is guessed.
 */
export function parseRollCsv(text: string, people: readonly RollCandidate[]): RollPreview {
  const { rows, open } = splitCsv(text);
  const problems: RollProblem[] = [];
  const header = rows[0];
  if (header === undefined)
    return { entries: [], problems: [{ line: 1, field: 'file', code: 'missing', text: '' }] };
  const columns = new Map<Field, number>();
  for (const field of Object.keys(COLUMNS) as Field[]) {
    const at = header.cells.findIndex((cell) => COLUMNS[field].includes(plain(cell)));
    if (at >= 0) columns.set(field, at);
  }
  if (!columns.has('name') || !columns.has('mark')) {
    const problem = {
      line: header.line,
      field: 'file',
      code: 'columns',
      text: header.cells.join(', '),
    } as const;
    return { entries: [], problems: [problem] };
  }
  const entries: { line: number; entry: RollCallEntry }[] = [];
  const seen = new Set<PersonId>();
  for (const { line, cells } of rows.slice(1)) {
    const cell = (field: Field) => (cells[columns.get(field) ?? -1] ?? '').trim();
    const fault = (field: Field, code: RollProblem['code']) =>
      problems.push({ line, field, code, text: cell(field) });
    const found = cell('name') === '' ? 'missing' : candidateOf(cell('name'), cell('unit'), people);
    const marking = cell('mark') === '' ? 'missing' : markOf(cell('mark'));
    const reason = Reason.safeParse(cell('reason'));
    if (typeof found === 'string') fault('name', found);
    else if (seen.has(found.id)) fault('name', 'duplicate');
    if (typeof marking === 'string') fault('mark', marking);
    if (!reason.success) fault('reason', 'invalid');
    if (typeof found === 'string' || typeof marking === 'string' || !reason.success || seen.has(found.id))
      continue;
    seen.add(found.id);
    const isAbsent = marking.is === 'absent';
    const excused = isAbsent && (marking.excused || reason.data !== '');
    const entry = { person: found.id, is: marking.is, excused, reason: excused ? reason.data : '' };
    entries.push({ line, entry });
  }
  // A quote that never ends has swallowed the lines after it.
  if (open !== undefined) problems.push({ line: open, field: 'file', code: 'invalid', text: '' });
  return { entries, problems };
}

/** For comparing: no diacritics, no case, single spaces. */
function plain(text: string): string {
  return folded(text).replace(/\s+/gu, ' ').trim();
}

function exact(text: string): string {
  return text.normalize('NFC').toLowerCase().replace(/\s+/gu, ' ').trim();
}

function markOf(text: string): Mark | 'invalid' {
  return MARKS.find(([, words]) => words.includes(plain(text)))?.[0] ?? 'invalid';
}

function candidateOf(
  name: string,
  unit: string,
  people: readonly RollCandidate[],
): RollCandidate | 'unknown' | 'ambiguous' {
  const same = people.filter((person) => exact(person.name) === exact(name));
  const named = same.length > 0 ? same : people.filter((person) => plain(person.name) === plain(name));
  const [first] = named;
  if (first === undefined) return 'unknown';
  if (named.length === 1) return first;
  const about = plain(unit);
  if (about === '') return 'ambiguous';
  const [one, ...more] = named.filter((person) =>
    [person.title, person.unit, `${person.title}, ${person.unit}`].some((text) => plain(text) === about),
  );
  return one === undefined || more.length > 0 ? 'ambiguous' : one;
}

import { splitCsv } from '../wire/csv.ts';
import { folded } from '../wire/text.ts';
import { MAX_PEOPLE, PersonFields, type OrgRole } from './records.ts';

export interface CsvProblem {
  /** Line of the file, counted from 1 as an editor shows it. */
  readonly line: number;
  readonly field: Field | 'file';
  readonly code: 'missing' | 'invalid' | 'duplicate' | 'taken' | 'tooMany' | 'columns';
}

export interface CsvPreview {
  readonly people: readonly { readonly line: number; readonly fields: PersonFields }[];
  readonly problems: readonly CsvProblem[];
}

type Field = 'name' | 'title' | 'unit' | 'rank' | 'role' | 'email';

/** Column names that are understood, in Vietnamese and English, compared without diacritics. */
const COLUMNS: Record<Field, readonly string[]> = {
  name: ['ho ten', 'ho va ten', 'ten', 'name', 'full name'],
  title: ['chuc vu', 'chuc danh', 'title', 'position'],
  unit: ['don vi', 'phong ban', 'unit', 'department'],
  rank: ['thu tu', 'stt', 'thu bac', 'rank', 'order'],
  role: ['vai tro', 'role'],
  email: ['email', 'e-mail', 'thu dien tu', 'dia chi email'],
};

const ROLES: Record<OrgRole, readonly string[]> = {
  admin: ['quan tri', 'quan tri vien', 'admin', 'administrator'],
  secretary: ['thu ky', 'secretary'],
  clerk: ['van thu', 'clerk'],
  official: ['dai bieu', 'lanh dao', 'official', 'delegate'],
  staff: ['chuyen vien', 'staff', ''],
};

/** What a template for the administrator to fill in looks like. */
export const CSV_TEMPLATE = '\ufeffHọ và tên,Chức vụ,Đơn vị,Thứ tự,Vai trò,Email\r\n';

/**
 * Reads a CSV file of people: comma, semicolon or tab (spreadsheets with Vietnamese settings write semicolons), quotes
 * as RFC 4180, a first line with column names. Every fault is reported with its line; `taken` are addresses in use.
 */
export function parsePeopleCsv(text: string, taken: ReadonlySet<string>): CsvPreview {
  const { rows, open } = splitCsv(text);
  const problems: CsvProblem[] = [];
  const header = rows[0];
  if (header === undefined) return { people: [], problems: [{ line: 1, field: 'file', code: 'missing' }] };
  const columns = new Map<Field, number>();
  for (const field of Object.keys(COLUMNS) as Field[]) {
    const at = header.cells.findIndex((cell) => COLUMNS[field].includes(folded(cell).trim()));
    if (at >= 0) columns.set(field, at);
  }
  if (!columns.has('name') || !columns.has('email')) {
    return { people: [], problems: [{ line: header.line, field: 'file', code: 'columns' }] };
  }
  const people: { line: number; fields: PersonFields }[] = [];
  const seen = new Set<string>();
  for (const { line, cells } of rows.slice(1)) {
    if (people.length >= MAX_PEOPLE) {
      problems.push({ line, field: 'file', code: 'tooMany' });
      break;
    }
    const cell = (field: Field) => (cells[columns.get(field) ?? -1] ?? '').trim();
    const rank = cell('rank');
    const role = (Object.keys(ROLES) as OrgRole[]).find((key) => ROLES[key].includes(folded(cell('role'))));
    const parsed = PersonFields.safeParse({
      name: cell('name'),
      title: cell('title'),
      unit: cell('unit'),
      rank: rank === '' ? 1000 : /^\d{1,4}$/.test(rank) ? Number(rank) : Number.NaN,
      role,
      email: cell('email'),
    });
    if (!parsed.success) {
      const fields = new Set(parsed.error.issues.map((issue) => issue.path[0] as Field));
      for (const field of fields) {
        problems.push({ line, field, code: cell(field) === '' ? 'missing' : 'invalid' });
      }
      continue;
    }
    const { email } = parsed.data;
    if (seen.has(email)) problems.push({ line, field: 'email', code: 'duplicate' });
    else if (taken.has(email)) problems.push({ line, field: 'email', code: 'taken' });
    else people.push({ line, fields: parsed.data });
    seen.add(email);
  }
  // A quote that never ends has swallowed the lines after it.
  if (open !== undefined) problems.push({ line: open, field: 'file', code: 'invalid' });
  return { people, problems };
}

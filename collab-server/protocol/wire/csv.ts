/**
 * A CSV file as rows of cells with the line that each begins on: comma, semicolon or tab, whichever the first line has
 * (spreadsheets with Vietnamese settings write semicolons), quotes as RFC 4180, empty rows left out. `open` is the line
 * of a quote that isn't closed.
 */
export function splitCsv(file: string): {
  rows: { line: number; cells: string[] }[];
  open: number | undefined;
} {
  const text = file.replace(/^\ufeff/u, '');
  const firstLine = text.slice(0, text.search(/\r|\n|$/u));
  const separator = [';', '\t', ','].find((mark) => firstLine.includes(mark)) ?? ',';
  const rows: { line: number; cells: string[] }[] = [];
  let cells: string[] = [];
  let cell = '';
  let quoted = false;
  let line = 1;
  let startedAt = 1;
  const endRow = () => {
    cells.push(cell);
    if (cells.some((entry) => entry.trim() !== '')) rows.push({ line: startedAt, cells });
    cells = [];
    cell = '';
  };
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? '';
    if (quoted) {
      if (char === '\n') line++;
      if (char !== '"') cell += char;
      else if (text[i + 1] === '"') {
        cell += '"';
        i++;
      } else quoted = false;
    } else if (char === '"' && cell.trim() === '') {
      cell = '';
      quoted = true;
    } else if (char === separator) {
      cells.push(cell);
      cell = '';
    } else if (char === '\n' || char === '\r') {
      if (char === '\r' && text[i + 1] === '\n') i++;
      endRow();
      line++;
      startedAt = line;
    } else cell += char;
  }
  endRow();
  return { rows, open: quoted ? startedAt : undefined };
}

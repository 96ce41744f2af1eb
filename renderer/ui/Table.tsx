import type { ReactNode } from 'react';
import { cx } from './cx.ts';

export interface TableColumn<R> {
  readonly id: string;
  readonly title: string;
  readonly cell: (row: R) => ReactNode;
  /** This column names the row. Exactly one has it. */
  readonly isRowHeader?: boolean;
  readonly align?: 'left' | 'right';
  /** Hides the title for eyes, as over buttons. */
  readonly hideTitle?: boolean;
  /** Leaves the column out below this width of the table. */
  readonly from?: 'sm' | 'md' | 'lg';
  readonly className?: string;
}

export interface TableProps<R> {
  /** Accessible name. */
  readonly label: string;
  readonly columns: readonly TableColumn<R>[];
  readonly rows: readonly R[];
  readonly rowKey: (row: R) => string;
  readonly rowClassName?: (row: R) => string | undefined;
}

const from = {
  sm: 'hidden @lg:table-cell',
  md: 'hidden @2xl:table-cell',
  lg: 'hidden @4xl:table-cell',
} as const;

/** A plain table that a screen reader can walk; narrow screens drop columns instead of scrolling sideways. */
export function Table<R>({ label, columns, rows, rowKey, rowClassName }: TableProps<R>) {
  return (
    <div className="@container">
      <table aria-label={label} className="w-full border-collapse text-left text-base">
        <thead className="border-b border-line text-sm text-ink-muted">
          <tr>
            {columns.map((column) => (
              <th
                key={column.id}
                scope="col"
                className={cx(
                  'px-2 py-2 font-medium @lg:px-3 @lg:whitespace-nowrap',
                  column.align === 'right' && 'text-right',
                  column.from !== undefined && from[column.from],
                  column.className,
                )}
              >
                {column.hideTitle === true ? <span className="sr-only">{column.title}</span> : column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} className={cx('border-b border-line last:border-b-0', rowClassName?.(row))}>
              {columns.map((column) => {
                const className = cx(
                  'px-2 py-2 align-middle font-normal @lg:px-3',
                  column.align === 'right' && 'text-right',
                  column.from !== undefined && from[column.from],
                  column.className,
                );
                return column.isRowHeader === true ? (
                  <th key={column.id} scope="row" className={className}>
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.id} className={className}>
                    {column.cell(row)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

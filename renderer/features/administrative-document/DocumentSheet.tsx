import { Fragment, type ReactNode } from 'react';
import { cx } from '../../ui/index.ts';
import { MOTTO, NATION } from './decree-layout.ts';
import type {
  AdministrativeDocument,
  Block,
  Cell,
  DocumentImage,
  DocumentTable,
  ListItem,
  Run,
  SignatureBlock,
} from './document-model.ts';
import { widthShares } from './document-shape.ts';
import { readable } from './readable-text.ts';

export interface DocumentSheetProps {
  /** What a screen reader calls it. */
  readonly label: string;
  readonly document: AdministrativeDocument;
  /** Stands before the body, where that is written on the sheet itself. */
  readonly children?: ReactNode;
}

/** A document as one long sheet on the screen, before it is taken away: what stands in it, in the form of the decree. */
export function DocumentSheet({ label, document, children }: DocumentSheetProps) {
  const { language, letterhead, kind, subject, body, signatures, recipients } = document;
  return (
    <article
      aria-label={label}
      lang={language}
      className="mx-auto w-full max-w-3xl rounded-md border border-line bg-surface px-5 py-8 shadow-raised sm:px-14 sm:py-12"
    >
      <header className="mb-6 grid gap-x-6 gap-y-4 text-center text-sm sm:grid-cols-[2fr_3fr]">
        <div>
          {letterhead.superior === '' ? null : <p className="uppercase">{letterhead.superior}</p>}
          <p className="font-semibold uppercase">{letterhead.issuer}</p>
          <Rule />
          <p className="mt-2">{letterhead.number}</p>
        </div>
        <div>
          {language === 'vi' ? (
            <>
              <p className="font-semibold">{NATION}</p>
              <p className="font-semibold">{MOTTO}</p>
              <Rule />
            </>
          ) : null}
          <p className="mt-2 italic">{letterhead.placeAndDate}</p>
        </div>
      </header>
      <h2 className="text-center text-lg font-semibold uppercase">{kind}</h2>
      <p className="text-center font-semibold">{readable(subject)}</p>
      <Rule />
      <div className="mt-6 flex flex-col gap-2.5 leading-relaxed">
        {children}
        {body.map((block, index) => (
          <BlockView key={index} block={block} />
        ))}
      </div>
      <footer className="mt-10 flex flex-wrap justify-between gap-8 text-center">
        {signatures.map((signature, index) => (
          <Signature key={index} signature={signature} />
        ))}
      </footer>
      <div className="mt-8 text-sm">
        <p className="font-semibold italic">{recipients.label}:</p>
        <ul>
          {recipients.names.map((name) => (
            <li key={name}>- {name};</li>
          ))}
        </ul>
      </div>
    </article>
  );
}

function Rule() {
  return <div aria-hidden className="mx-auto mt-1 w-24 border-b border-ink" />;
}

function Runs({ runs }: { readonly runs: readonly Run[] }) {
  return runs.map(({ text, bold, italic, underline }, index) => (
    <span
      key={index}
      className={cx(
        'whitespace-pre-line',
        bold === true && 'font-semibold',
        italic === true && 'italic',
        underline === true && 'underline',
      )}
    >
      {readable(text)}
    </span>
  ));
}

/** A block on the screen. */
export function BlockView({ block }: { readonly block: Block }) {
  switch (block.is) {
    case 'heading': {
      const Tag = (['h2', 'h3', 'h4'] as const)[block.level - 1] ?? 'h4';
      return (
        <Tag className="mt-2 font-semibold">
          <Runs runs={block.runs} />
        </Tag>
      );
    }
    case 'paragraph':
      return (
        <p className={block.align === undefined ? 'indent-8' : ALIGN[block.align]}>
          <Runs runs={block.runs} />
        </p>
      );
    case 'list':
      return <List {...block} />;
    case 'table':
      return <TableView table={block} />;
    case 'image':
      return <Picture image={block} />;
  }
}

const ALIGN = { justify: 'indent-8', left: '', center: 'text-center', right: 'text-right' } as const;

function List({ ordered, items }: { readonly ordered: boolean; readonly items: readonly ListItem[] }) {
  const Tag = ordered ? 'ol' : 'ul';
  return (
    <Tag className={cx('flex flex-col gap-1 pl-8', ordered ? 'list-decimal' : 'list-disc')}>
      {items.map(({ runs, lists = [] }, index) => (
        <li key={index}>
          <Runs runs={runs} />
          {lists.map((list, n) => (
            <List key={n} {...list} />
          ))}
        </li>
      ))}
    </Tag>
  );
}

function TableView({ table }: { readonly table: DocumentTable }) {
  const { columns, head, rows } = table;
  const shares = widthShares(columns);
  const place = (n: number) => ALIGN_CELL[columns[n]?.align ?? 'left'];
  return (
    // A wide table is scrolled in itself, by keys too.
    <div className="overflow-x-auto" tabIndex={0} role="group">
      <table className="w-full min-w-md border-collapse text-sm">
        <colgroup>
          {shares.map((share, n) => (
            <col key={n} style={{ width: `${100 * share}%` }} />
          ))}
        </colgroup>
        <thead>
          {head.map((row, y) => (
            <tr key={y}>
              {columns.map((_, x) => (
                <th key={x} scope="col" className="border border-line-strong px-2 py-1 font-semibold">
                  <CellView cell={row[x]} />
                </th>
              ))}
            </tr>
          ))}
        </thead>
        <tbody>
          {rows.map((row, y) => (
            <tr key={y}>
              {columns.map((_, x) => (
                <td key={x} className={cx('border border-line-strong px-2 py-1 align-top', place(x))}>
                  <CellView cell={row[x]} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const ALIGN_CELL = {
  justify: 'text-left',
  left: 'text-left',
  center: 'text-center',
  right: 'text-right',
} as const;

function CellView({ cell = [] }: { readonly cell: Cell | undefined }) {
  return cell.map((runs, index) => (
    <Fragment key={index}>
      {index === 0 ? null : <br />}
      <Runs runs={runs} />
    </Fragment>
  ));
}

function Picture({ image: { bytes, type, alt } }: { readonly image: DocumentImage }) {
  const show = (element: HTMLImageElement) => {
    const address = URL.createObjectURL(new Blob([Uint8Array.from(bytes)], { type: `image/${type}` }));
    element.src = address;
    return () => URL.revokeObjectURL(address);
  };
  return <img ref={show} alt={alt} className="mx-auto max-w-full" />;
}

function Signature({ signature: { authority, role, name } }: { readonly signature: SignatureBlock }) {
  return (
    <div className="min-w-40 flex-1">
      {authority.map((line) => (
        <p key={line} className="font-semibold uppercase">
          {line}
        </p>
      ))}
      <p className="font-semibold uppercase">{role}</p>
      <p className="mt-16 font-semibold">{readable(name)}</p>
    </div>
  );
}

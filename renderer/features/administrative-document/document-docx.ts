import {
  AlignmentType,
  BorderStyle,
  Document,
  Header,
  HeadingLevel,
  ImageRun,
  type ILevelsOptions,
  type IParagraphOptions,
  LevelFormat,
  LevelSuffix,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import {
  CELL_PADDING,
  FIRST_LINE,
  LETTERHEAD_COLUMNS,
  LINE_SPACING,
  LIST_INDENT,
  MARGIN,
  MOTTO,
  NATION,
  PAGE,
  PAGE_NUMBER_TOP,
  PARAGRAPH_GAP,
  RULE_GAP,
  RULE_SHARE,
  RULE_WIDTH,
  SIGNATURE_ROOM,
  SIZE,
  TEXT_WIDTH,
} from './decree-layout.ts';
import type {
  AdministrativeDocument,
  Align,
  Block,
  DocumentImage,
  DocumentTable,
  ListItem,
  Run,
  SignatureBlock,
} from './document-model.ts';
import { imageSize, keepsWithNext, lastIs, listLabel, widthShares } from './document-shape.ts';
import { readable } from './readable-text.ts';

const FONT = 'Times New Roman';
const ALIGN: Record<Align, (typeof AlignmentType)[keyof typeof AlignmentType]> = {
  justify: AlignmentType.BOTH,
  left: AlignmentType.LEFT,
  center: AlignmentType.CENTER,
  right: AlignmentType.RIGHT,
};
const NO_BORDER = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const;
const NO_BORDERS = {
  top: NO_BORDER,
  bottom: NO_BORDER,
  left: NO_BORDER,
  right: NO_BORDER,
  insideHorizontal: NO_BORDER,
  insideVertical: NO_BORDER,
} as const;
const LINE = { style: BorderStyle.SINGLE, size: 4, color: '000000' } as const;
const LISTS = { ordered: 'ordered', dashed: 'dashed' } as const;
/** Word knows nine levels. */
const LEVELS = 9;

/** Twentieths of a point. */
const twips = (points: number) => Math.round(points * 20);
/** Line spacing in 240ths of single. */
const SINGLE_LINE = 240;

/** What is open while one document is written. */
interface Writing {
  /** Numbered lists so far: each begins at 1 again. */
  lists: number;
}

/**
 * The document as a Word file (DOCX) in the form of Nghị định 30/2020/NĐ-CP, Phụ lục I. Everything is plain paragraphs,
 * numbering and tables of fixed widths, which Word and LibreOffice lay out alike; nothing floats.
 */
export async function documentDocx(document: AdministrativeDocument): Promise<Uint8Array> {
  const writing: Writing = { lists: 0 };
  const file = new Document({
    title: readable(`${document.kind} ${document.subject}`).replaceAll('\n', ' '),
    creator: readable(document.letterhead.issuer),
    styles: {
      default: {
        document: {
          run: {
            font: FONT,
            size: SIZE.body * 2,
            language: { value: document.language === 'vi' ? 'vi-VN' : 'en-GB' },
          },
        },
        ...headingStyles(),
      },
    },
    numbering: {
      config: [
        { reference: LISTS.ordered, levels: levels(true) },
        { reference: LISTS.dashed, levels: levels(false) },
      ],
    },
    sections: [
      {
        properties: {
          titlePage: true,
          page: {
            size: { width: twips(PAGE.width), height: twips(PAGE.height) },
            margin: {
              top: twips(MARGIN.top),
              bottom: twips(MARGIN.bottom),
              left: twips(MARGIN.left),
              right: twips(MARGIN.right),
              header: twips(PAGE_NUMBER_TOP),
              footer: twips(PAGE_NUMBER_TOP),
            },
          },
        },
        headers: { default: pageNumber(), first: new Header({ children: [new Paragraph({})] }) },
        children: [
          letterhead(document),
          ...title(document),
          ...document.body.flatMap((block, n) =>
            written(block, writing, lastIs(document.body, n) && document.signatures.length > 0),
          ),
          ...closing(document),
        ],
      },
    ],
  });
  return new Uint8Array(await Packer.toArrayBuffer(file));
}

function pageNumber(): Header {
  return new Header({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [new TextRun({ children: [PageNumber.CURRENT], size: SIZE.pageNumber * 2 })],
      }),
    ],
  });
}

/** The built-in headings, so that Word's navigation finds them, with the looks of the body. */
function headingStyles() {
  const run = { font: FONT, size: SIZE.body * 2, color: '000000', bold: true };
  return {
    heading1: { run },
    heading2: { run },
    heading3: { run: { ...run, italics: true } },
  };
}

function levels(isOrdered: boolean): ILevelsOptions[] {
  return Array.from({ length: LEVELS }, (_, level): ILevelsOptions => {
    const [text, format] = isOrdered
      ? listLabel.pattern(level) === 'letter'
        ? [`%${level + 1})`, LevelFormat.LOWER_LETTER]
        : [`%${level + 1}.`, LevelFormat.DECIMAL]
      : [listLabel.dash(level), LevelFormat.BULLET];
    return {
      level,
      text,
      format,
      suffix: LevelSuffix.SPACE,
      alignment: AlignmentType.LEFT,
      style: {
        run: { font: FONT },
        paragraph: { indent: { left: twips(level * LIST_INDENT), firstLine: twips(FIRST_LINE) } },
      },
    };
  });
}

function textRuns(runs: readonly Run[], size: number): TextRun[] {
  return runs.flatMap(({ text, bold, italic, underline }) =>
    readable(text)
      .split('\n')
      .map(
        (part, n) =>
          new TextRun({
            text: part,
            size: size * 2,
            bold: bold ?? false,
            italics: italic ?? false,
            ...(underline === true ? { underline: {} } : {}),
            ...(n > 0 ? { break: 1 } : {}),
          }),
      ),
  );
}

/** A line of the form in its own size, single-spaced. */
function formLine(
  text: string,
  size: number,
  look: Omit<Run, 'text'> = {},
  options: IParagraphOptions = {},
): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { before: 0, after: 0, line: SINGLE_LINE },
    ...options,
    children: textRuns([{ text, ...look }], size),
  });
}

/**
 * A line of `width` in the middle of `room`: the upper border of an empty paragraph that goes in on both sides, since a
 * drawn line would float and stand elsewhere in other programs.
 */
function rule(width: number, room: number): Paragraph {
  const indent = twips(Math.max(0, (room - width) / 2));
  return new Paragraph({
    indent: { left: indent, right: indent },
    spacing: { before: twips(RULE_GAP), after: 0, line: twips(4), lineRule: LineRuleType.EXACT },
    border: {
      top: { style: BorderStyle.SINGLE, size: Math.round(RULE_WIDTH * 8), color: '000000', space: 1 },
    },
    children: [new TextRun({ text: '', size: 4 })],
  });
}

/** About how wide a line of bold letters is: enough for a rule that may be a third to a half of it. */
function roughWidth(text: string, size: number, room: number): number {
  let ems = 0;
  for (const letter of readable(text)) {
    if (/\p{Lu}/u.test(letter)) ems += 0.71;
    else if (/[\s.,;:!'()ijlt/-]/u.test(letter)) ems += 0.3;
    else ems += 0.5;
  }
  return Math.min(ems * size, room);
}

/** The motto in bold Times New Roman, in sizes of its letters. */
const MOTTO_EMS = 12.24;

function grid(widths: readonly number[], rows: readonly TableRow[]): Table {
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: twips(widths.reduce((all, width) => all + width, 0)), type: WidthType.DXA },
    columnWidths: widths.map(twips),
    borders: NO_BORDERS,
    rows: [...rows],
  });
}

function gridCell(width: number, children: readonly Paragraph[]): TableCell {
  return new TableCell({
    width: { size: twips(width), type: WidthType.DXA },
    margins: { left: 0, right: 0, top: 0, bottom: 0 },
    borders: { top: NO_BORDER, bottom: NO_BORDER, left: NO_BORDER, right: NO_BORDER },
    children: [...children],
  });
}

function letterhead({ letterhead: head, language }: AdministrativeDocument): Table {
  const [left, right] = LETTERHEAD_COLUMNS.map((share) => share * TEXT_WIDTH) as [number, number];
  const issuer = [
    ...(head.superior === '' ? [] : [formLine(head.superior.toLocaleUpperCase('vi'), SIZE.issuer)]),
    formLine(head.issuer.toLocaleUpperCase('vi'), SIZE.issuer, { bold: true }),
    rule(roughWidth(head.issuer.toLocaleUpperCase('vi'), SIZE.issuer, left) * RULE_SHARE, left),
  ];
  const nation =
    language === 'vi'
      ? [
          formLine(NATION, SIZE.nation, { bold: true }),
          formLine(MOTTO, SIZE.motto, { bold: true }),
          rule(MOTTO_EMS * SIZE.motto, right),
        ]
      : [formLine('', SIZE.nation)];
  const space = { spacing: { before: twips(PARAGRAPH_GAP), after: 0, line: SINGLE_LINE } };
  return grid(
    [left, right],
    [
      new TableRow({ cantSplit: true, children: [gridCell(left, issuer), gridCell(right, nation)] }),
      new TableRow({
        cantSplit: true,
        children: [
          gridCell(left, [formLine(head.number, SIZE.number, {}, space)]),
          gridCell(right, [formLine(head.placeAndDate, SIZE.placeAndDate, { italic: true }, space)]),
        ],
      }),
    ],
  );
}

function title({ kind, subject }: AdministrativeDocument): Paragraph[] {
  const before = {
    spacing: { before: twips(3 * PARAGRAPH_GAP), after: 0, line: SINGLE_LINE },
    keepNext: true,
  };
  return [
    formLine(kind.toLocaleUpperCase('vi'), SIZE.kind, { bold: true }, before),
    formLine(subject, SIZE.subject, { bold: true }, { keepNext: true }),
    rule(roughWidth(subject, SIZE.subject, TEXT_WIDTH) * RULE_SHARE, TEXT_WIDTH),
    new Paragraph({ spacing: { before: 0, after: 0, line: SINGLE_LINE }, children: [] }),
  ];
}

const BODY_SPACING = {
  before: 0,
  after: twips(PARAGRAPH_GAP),
  line: Math.round(SINGLE_LINE * LINE_SPACING),
};

/** `keeps`: the signatures follow, and some of the text has to be on their page. */
function written(block: Block, writing: Writing, keeps: boolean): (Paragraph | Table)[] {
  switch (block.is) {
    case 'heading': {
      const heading = [HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3][
        block.level - 1
      ];
      return [
        new Paragraph({
          ...(heading === undefined ? {} : { heading }),
          spacing: { ...BODY_SPACING, before: twips(PARAGRAPH_GAP) },
          indent: { firstLine: twips(FIRST_LINE) },
          keepNext: true,
          children: textRuns(
            block.runs.map((run) => ({ ...run, bold: true, italic: block.level === 3 })),
            SIZE.body,
          ),
        }),
      ];
    }
    case 'paragraph': {
      const align = block.align ?? 'justify';
      return [
        new Paragraph({
          alignment: ALIGN[align],
          spacing: BODY_SPACING,
          indent: { firstLine: align === 'justify' ? twips(FIRST_LINE) : 0 },
          widowControl: true,
          keepNext: keeps || keepsWithNext(block),
          children: textRuns(block.runs, SIZE.body),
        }),
      ];
    }
    case 'list':
      return listParagraphs(block, writing, 0, keeps);
    case 'table':
      return [
        tableOf(block, keeps),
        new Paragraph({ spacing: { before: 0, after: 0, line: SINGLE_LINE / 2 }, keepNext: keeps }),
      ];
    case 'image':
      return [imageParagraph(block, keeps)];
  }
}

function listParagraphs(
  { ordered, items }: { readonly ordered: boolean; readonly items: readonly ListItem[] },
  writing: Writing,
  level: number,
  keeps: boolean,
): Paragraph[] {
  const instance = writing.lists++;
  return items.flatMap(({ runs, lists = [] }, n) => {
    const isLast = lastIs(items, n);
    return [
      new Paragraph({
        alignment: AlignmentType.BOTH,
        spacing: BODY_SPACING,
        numbering: {
          reference: ordered ? LISTS.ordered : LISTS.dashed,
          level: Math.min(level, LEVELS - 1),
          instance,
        },
        keepNext: keeps && isLast && lists.length === 0,
        children: textRuns(runs, SIZE.body),
      }),
      ...lists.flatMap((list, place) =>
        listParagraphs(list, writing, level + 1, keeps && isLast && lastIs(lists, place)),
      ),
    ];
  });
}

function tableOf({ columns, head, rows }: DocumentTable, keeps: boolean): Table {
  const widths = widthShares(columns).map((share) => share * TEXT_WIDTH);
  const row = (cells: DocumentTable['rows'][number], isHead: boolean, keepNext = false) =>
    new TableRow({
      cantSplit: lettersOf(cells) < MOST_UNSPLIT,
      tableHeader: isHead,
      children: columns.map(
        ({ align = 'left' }, n) =>
          new TableCell({
            width: { size: twips(widths[n] ?? 0), type: WidthType.DXA },
            borders: { top: LINE, bottom: LINE, left: LINE, right: LINE },
            margins: {
              left: twips(CELL_PADDING.across),
              right: twips(CELL_PADDING.across),
              top: twips(CELL_PADDING.along),
              bottom: twips(CELL_PADDING.along),
            },
            ...(isHead ? { verticalAlign: VerticalAlignTable.CENTER } : {}),
            children: cellParagraphs(cells[n] ?? [], isHead ? 'center' : align, isHead, keepNext),
          }),
      ),
    });
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: twips(TEXT_WIDTH), type: WidthType.DXA },
    columnWidths: widths.map(twips),
    rows: [
      ...head.map((cells) => row(cells, true)),
      ...rows.map((cells, n) => row(cells, false, keeps && lastIs(rows, n))),
    ],
  });
}

/** A row with a cell of more letters than this may be higher than a page: LibreOffice would cut it off if it were kept whole. */
const MOST_UNSPLIT = 600;

/** Of its fullest cell. */
function lettersOf(cells: DocumentTable['rows'][number]): number {
  return Math.max(0, ...cells.map((cell) => cell.flat().reduce((all, { text }) => all + text.length, 0)));
}

/** A cell has to have a paragraph, or Word calls the file damaged. */
function cellParagraphs(
  cell: DocumentTable['rows'][number][number],
  align: Align,
  isHead: boolean,
  keepNext: boolean,
): Paragraph[] {
  const paragraphs = cell.length === 0 ? [[]] : cell;
  return paragraphs.map(
    (runs) =>
      new Paragraph({
        alignment: ALIGN[align],
        spacing: { before: 0, after: 0, line: SINGLE_LINE },
        keepNext,
        children: textRuns(isHead ? runs.map((run) => ({ ...run, bold: true })) : runs, SIZE.table),
      }),
  );
}

function imageParagraph(image: DocumentImage, keeps: boolean): Paragraph {
  const { width, height } = imageSize(image);
  const alt = readable(image.alt);
  const child: ParagraphChild = new ImageRun({
    type: image.type === 'jpeg' ? 'jpg' : 'png',
    data: image.bytes,
    // docx counts pixels of 96 an inch.
    transformation: { width: (width * 96) / 72, height: (height * 96) / 72 },
    altText: { name: alt, title: alt, description: alt },
  });
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { before: 0, after: twips(PARAGRAPH_GAP), line: SINGLE_LINE },
    keepNext: keeps,
    children: [child],
  });
}

/**
 * Signatures and recipients: one signature beside the recipients, several above them. The names have a row of their own, so
 * that they stand at one height.
 */
function closing({ signatures, recipients }: AdministrativeDocument): (Paragraph | Table)[] {
  const isBeside = signatures.length === 1;
  const receivers = recipientParagraphs(recipients, isBeside ? 0 : PARAGRAPH_GAP);
  if (signatures.length === 0) return receivers;
  const columns = isBeside ? [null, ...signatures] : signatures;
  const width = TEXT_WIDTH / columns.length;
  const empty = () => [new Paragraph({})];
  const above = columns.map((block) => (block === null ? receivers : capacity(block)));
  const below = columns.map((block) => (block === null ? [] : signedName(block)));
  const row = (cells: readonly Paragraph[][]) =>
    new TableRow({
      cantSplit: true,
      children: cells.map((children) => gridCell(width, children.length === 0 ? empty() : children)),
    });
  const table = grid(
    columns.map(() => width),
    isBeside
      ? [row(above.map((children, n) => [...children, ...(below[n] ?? [])]))]
      : [row(above), row(below)],
  );
  // Word wants a paragraph after a table at the end.
  const end = new Paragraph({
    spacing: { before: 0, after: 0, line: twips(1), lineRule: LineRuleType.EXACT },
  });
  return isBeside || receivers.length === 0 ? [table, end] : [table, ...receivers];
}

function capacity({ authority, role }: SignatureBlock): Paragraph[] {
  return [...authority, role].map((line) =>
    formLine(line.toLocaleUpperCase('vi'), SIZE.signature, { bold: true }, { keepNext: true }),
  );
}

function signedName({ name }: SignatureBlock): Paragraph[] {
  return [
    formLine(
      name,
      SIZE.signature,
      { bold: true },
      {
        spacing: { before: twips(SIGNATURE_ROOM), after: 0, line: SINGLE_LINE },
      },
    ),
  ];
}

function recipientParagraphs(
  { label, names }: AdministrativeDocument['recipients'],
  before: number,
): Paragraph[] {
  if (names.length === 0) return [];
  const left = { alignment: AlignmentType.LEFT };
  return [
    formLine(
      `${label}:`,
      SIZE.recipientsLabel,
      { bold: true, italic: true },
      {
        ...left,
        spacing: { before: twips(before), after: 0, line: SINGLE_LINE },
      },
    ),
    ...names.map((name, n) =>
      formLine(`- ${name}${lastIs(names, n) ? '.' : ';'}`, SIZE.recipients, {}, left),
    ),
  ];
}

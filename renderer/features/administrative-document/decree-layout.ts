/**
 * The measures that both writers share, in points (lengths of the page in millimetres first). Source: Nghị định số
 * 30/2020/NĐ-CP, Phụ lục I, Phần I: mục I (giấy, lề, số trang) and mục II (thể thức). Where the decree leaves a range, one
 * value of it is taken here.
 */
const mm = (millimetres: number) => (millimetres * 72) / 25.4;

/** I.1: A4, upright. */
export const PAGE = { width: mm(210), height: mm(297) } as const;
/** I.3: 20–25 mm above and below, 30–35 mm left, 15–20 mm right. */
export const MARGIN = { top: mm(20), bottom: mm(20), left: mm(30), right: mm(15) } as const;
export const TEXT_WIDTH = PAGE.width - MARGIN.left - MARGIN.right;
/** I.7: in the middle of the upper margin, from the second page on. */
export const PAGE_NUMBER_TOP = mm(10);

/** Sizes of letters, points. */
export const SIZE = {
  /** II.1a: 12–13. */
  nation: 13,
  /** II.1b: 13–14. */
  motto: 14,
  /** II.2: 12–13. */
  issuer: 13,
  /** II.3: 13. */
  number: 13,
  /** II.4: 13–14. */
  placeAndDate: 14,
  /** II.5: 13–14. */
  kind: 14,
  subject: 14,
  /** II.6: 13–14. */
  body: 14,
  table: 13,
  /** II.7: 13–14. */
  signature: 14,
  /** II.9: the word "Nơi nhận" 12, the names 11. */
  recipientsLabel: 12,
  recipients: 11,
  /** I.7: 13–14. */
  pageNumber: 14,
} as const;

/** II.6: the first line goes in by 1 or 1.27 cm. */
export const FIRST_LINE = mm(12.7);
/** II.6: at least 6 points between paragraphs. */
export const PARAGRAPH_GAP = 6;
/** II.6: lines at least single, at most one and a half. */
export const LINE_SPACING = 1.15;
/** Single spacing of Times New Roman and of fonts with its measures: ascent, descent and gap, in sizes of the letters. */
export const SINGLE = { ascent: 0.891, descent: 0.216, gap: 0.042 } as const;

/** Left and right part of the letterhead, as shares of the text's width. */
export const LETTERHEAD_COLUMNS = [0.4, 0.6] as const;
/** II.2 and II.5: the line below is a third to a half as long as the words. */
export const RULE_SHARE = 0.4;
export const RULE_WIDTH = 0.75;
/** Between the words and the line below them. */
export const RULE_GAP = 3;
/** Room for a signature by hand and a stamp. */
export const SIGNATURE_ROOM = 64;

/** II.1. */
export const NATION = 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM';
export const MOTTO = 'Độc lập - Tự do - Hạnh phúc';

export const CELL_PADDING = { across: 4, along: 2 } as const;
/** How far a list inside a list goes in. */
export const LIST_INDENT = mm(6);

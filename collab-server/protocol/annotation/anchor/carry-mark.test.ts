import { describe, expect, it } from 'vitest';
import { NO_TEXT, quoteOf, type TextRun } from '../../documents/text/page-text.ts';
import { packInk, unpackInk } from '../ink.ts';
import type { InkMark, PageMark } from '../mark.ts';
import { Carrier, type WordPage } from './carry-mark.ts';
import { boundsOfMark } from './words-of-mark.ts';

const [WIDTH, HEIGHT, TOP, LEADING] = [595, 842, 780, 20];

/** A page of lines of typewriter text, 12 points high, the first at `top`. */
function page(lines: readonly string[], top = TOP, left = 60): WordPage {
  const runs: TextRun[] = [];
  let start = 0;
  for (const [index, line] of lines.entries()) {
    const y = top - index * LEADING;
    for (const { 0: word, index: at } of line.matchAll(/\S+/gu)) {
      runs.push({
        start: start + at,
        end: start + at + word.length,
        box: { x: left + at * 6, y, width: word.length * 6, height: 12 },
      });
    }
    start += line.length + 1;
  }
  return { text: { text: lines.join('\n'), runs }, width: WIDTH, height: HEIGHT };
}

const LINES = [
  'Điều 1. Giao Sở Tài chính chủ trì xây dựng dự toán năm 2027,',
  'hoàn thành trước ngày 30 tháng 6 và báo cáo Ủy ban nhân dân tỉnh.',
  'Điều 2. Giao Sở Nội vụ sắp xếp tổ chức bộ máy của các đơn vị',
  'sự nghiệp công lập theo lộ trình đã được cấp trên phê duyệt.',
  'Điều 3. Các xã vùng cao rà soát đường giao thông bị sạt lở',
  'sau mưa bão, đề xuất phương án khắc phục trong quý III.',
];

const at = 1_800_000_000_000;
const lineY = (line: number, top = TOP) => top - line * LEADING;
const underline = (x: number, y: number, length = 60): PageMark => ({
  kind: 'ink',
  tool: 'pen',
  page: 0,
  colour: 'red',
  width: 1.5,
  points: packInk([
    { x, y, pressure: 0.5 },
    { x: x + length / 2, y: y + 0.5, pressure: 0.5 },
    { x: x + length, y, pressure: 0.5 },
  ]),
  at,
});
const note = (x: number, y: number): PageMark => ({
  kind: 'note',
  page: 0,
  colour: 'blue',
  x,
  y,
  text: 'Xem lại',
  at,
});
const stamp = (x: number, y: number): PageMark => ({
  kind: 'stamp',
  page: 0,
  colour: 'red',
  x,
  y,
  width: 80,
  height: 24,
  text: 'ĐÃ DUYỆT',
  at,
});

describe('carrying a mark to a new version', () => {
  const old = page(LINES);

  it('[CARRY-1] leaves everything on an unchanged page where it is, also when the page got another number', () => {
    const carrier = new Carrier([old], [page(['Trang bìa của dự thảo lần hai']), old]);
    for (const mark of [underline(60, lineY(3)), note(500, 20), stamp(400, 40)]) {
      expect(carrier.carry(mark)).toEqual({
        status: 'placed',
        mark: { ...mark, page: 1 },
        confidence: 1,
        isCertain: true,
      });
    }
  });

  it('[INK-2] carries a stroke that it cannot read only where nothing has changed', () => {
    const newer: PageMark = {
      ...(underline(60, lineY(3)) as InkMark),
      points: Uint8Array.of(255, 0, 1, 2, 3),
    };
    expect(new Carrier([old], [old]).carry(newer)).toMatchObject({ status: 'placed', mark: newer });
    const now = page(['Căn cứ Luật Tổ chức chính quyền địa phương;', ...LINES]);
    expect(new Carrier([old], [now]).carry(newer).status).toBe('orphan');
  });

  it('[CARRY-1] takes a page without words for no evidence', () => {
    const scan: WordPage = { text: NO_TEXT, width: WIDTH, height: HEIGHT };
    expect(new Carrier([scan], [scan]).carry(stamp(400, 40))).toEqual({ status: 'orphan', candidates: [] });
  });

  it('[CARRY-2] writes a mark on words anew: page, boxes and quote are those of the new version', () => {
    const start = old.text.text.indexOf('sắp xếp tổ chức');
    const mark: PageMark = {
      kind: 'text',
      style: 'highlight',
      page: 0,
      colour: 'yellow',
      boxes: [1, 2, 3, 4],
      quote: quoteOf(old.text, start, start + 15),
      at,
    };
    const now = page(['Căn cứ Luật Tổ chức chính quyền địa phương;', ...LINES]);
    const carried = new Carrier([old], [now]).carry(mark);
    expect(carried).toMatchObject({
      status: 'placed',
      isCertain: true,
      mark: { page: 0, style: 'highlight' },
    });
    const moved = carried.status === 'placed' ? carried.mark : undefined;
    const there = now.text.text.indexOf('sắp xếp tổ chức');
    expect(moved).toMatchObject({ quote: { text: 'sắp xếp tổ chức', start: there } });
    expect(moved?.kind === 'text' && moved.boxes[1]).toBe(lineY(3));
  });

  it('[CARRY-3] moves ink with the words it stood on', () => {
    const now = page(['Căn cứ Luật Tổ chức chính quyền địa phương;', ...LINES], TOP, 72);
    const carried = new Carrier([old], [now]).carry(underline(156, lineY(4) - 1));
    expect(carried).toMatchObject({ status: 'placed', isCertain: true });
    const moved = carried.status === 'placed' && carried.mark.kind === 'ink' ? carried.mark : undefined;
    const points = moved === undefined ? [] : unpackInk(moved.points);
    expect(points?.[0]).toMatchObject({ x: 168, y: lineY(5) - 1 });
    expect(moved?.width).toBe(1.5);
  });

  it('[CARRY-3] moves what stands beside a line with that line', () => {
    const now = page(['Căn cứ Luật Tổ chức chính quyền địa phương;', ...LINES]);
    const carrier = new Carrier([old], [now]);
    for (const mark of [note(20, lineY(2) + 4), stamp(470, lineY(2) - 6)]) {
      const carried = carrier.carry(mark);
      const [was, is] = [
        boundsOfMark(mark),
        carried.status === 'placed' ? boundsOfMark(carried.mark) : undefined,
      ];
      expect(is).toMatchObject({ x: was?.x, y: (was?.y ?? 0) - LEADING });
    }
  });

  it('[CARRY-4] orphans ink whose words were broken over lines anew', () => {
    const words = LINES.join(' ').split(' ');
    const lines: string[] = [];
    while (words.length > 0) lines.push(words.splice(0, 7).join(' '));
    const carried = new Carrier([old], [page(lines)]).carry(underline(60, lineY(2) - 1, 350));
    expect(carried.status).toBe('orphan');
    expect(carried.status === 'orphan' && carried.candidates.length).toBeGreaterThan(0);
  });

  it('[CARRY-4] orphans what stands between lines that went apart', () => {
    const now = page([...LINES.slice(0, 3), 'Một dòng mới.', 'Một dòng mới nữa.', ...LINES.slice(3)]);
    const between: PageMark = {
      kind: 'shape',
      shape: 'box',
      page: 0,
      colour: 'blue',
      width: 1,
      x1: 58,
      y1: lineY(4) - 2,
      x2: 300,
      y2: lineY(1) + 14,
      at,
    };
    expect(new Carrier([old], [now]).carry(between).status).toBe('orphan');
  });

  it('[CARRY-4] orphans what stood on words that are gone, and what stood far from any', () => {
    const now = page([...LINES.slice(0, 2), ...LINES.slice(4)]);
    const carrier = new Carrier([old], [now]);
    expect(carrier.carry(underline(60, lineY(2) - 1, 200)).status).toBe('orphan');
    expect(carrier.carry(stamp(300, 100)).status).toBe('orphan');
    expect(carrier.carry({ ...underline(0, 0), page: 9 }).status).toBe('orphan');
  });

  it('[CARRY-2] moves a note with the words it is about', () => {
    const start = old.text.text.indexOf('rà soát đường');
    const mark: PageMark = {
      ...note(120, lineY(4) + 10),
      quote: quoteOf(old.text, start, start + 13),
    } as PageMark;
    const now = page(['Căn cứ Luật Tổ chức chính quyền địa phương;', ...LINES]);
    expect(new Carrier([old], [now]).carry(mark)).toMatchObject({
      status: 'placed',
      mark: { x: 120, y: lineY(5) + 10, quote: { start: now.text.text.indexOf('rà soát đường') } },
    });
  });
});

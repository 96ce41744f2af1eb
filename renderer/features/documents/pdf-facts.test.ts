import { describe, expect, it } from 'vitest';
import { MOST_ANNOTATIONS, readAnnotations, readDestination, readOutline } from './pdf-facts.ts';

const placed = { rect: [110, 220, 160, 240] };

describe('annotations of a PDF', () => {
  it('keeps links within the document and to the web, counted from the visible corner', () => {
    const found = readAnnotations(
      [
        { ...placed, id: '1R', subtype: 'Link', dest: 'chương-2' },
        { ...placed, id: '2R', subtype: 'Link', url: 'https://example.gov.vn/' },
        { ...placed, id: '3R', subtype: 'Link', action: 'NextPage' },
      ],
      10,
      20,
    );
    expect(found).toEqual([
      {
        kind: 'link',
        id: '1R',
        rect: { x: 100, y: 200, width: 50, height: 20 },
        target: { kind: 'place', destination: 'chương-2' },
      },
      expect.objectContaining({ target: { kind: 'url', url: 'https://example.gov.vn/' } }),
      expect.objectContaining({ target: { kind: 'turn', to: 'next' } }),
    ]);
  });

  it('drops what would run or reach outside', () => {
    const links = ['javascript:alert(1)', 'file:///etc/passwd', 'ftp://x/', 'JAVASCRIPT:1'].map((url, n) => ({
      ...placed,
      id: `${n}R`,
      subtype: 'Link',
      url,
    }));
    const actions = [
      { ...placed, id: 'a', subtype: 'Link', action: 'Print' },
      { ...placed, id: 'b', subtype: 'Link' },
    ];
    expect(readAnnotations([...links, ...actions], 0, 0)).toEqual([]);
  });

  it('reads fields and comments', () => {
    const [field, box, comment] = readAnnotations(
      [
        {
          ...placed,
          id: '1R',
          subtype: 'Widget',
          fieldType: 'Tx',
          fieldName: 'họ tên',
          fieldValue: 'Nguyễn Văn A',
        },
        {
          ...placed,
          id: '2R',
          subtype: 'Widget',
          fieldType: 'Btn',
          checkBox: true,
          exportValue: 'Yes',
          fieldValue: 'Yes',
        },
        {
          ...placed,
          id: '3R',
          subtype: 'Highlight',
          titleObj: { str: 'Hà' },
          contentsObj: { str: 'Cần sửa' },
          modificationDate: "D:20261123180000+07'00'",
          color: new Uint8ClampedArray([255, 255, 0]),
          quadPoints: new Float32Array([110, 240, 160, 240, 110, 220, 160, 220]),
        },
      ],
      10,
      20,
    );
    expect(field).toMatchObject({ type: 'text', name: 'họ tên', value: 'Nguyễn Văn A', isChecked: false });
    expect(box).toMatchObject({ type: 'checkBox', isChecked: true });
    expect(comment).toMatchObject({
      type: 'Highlight',
      author: 'Hà',
      text: 'Cần sửa',
      at: Date.UTC(2026, 10, 23, 11),
      colour: [255, 255, 0],
      boxes: [{ x: 100, y: 200, width: 50, height: 20 }],
    });
  });

  it('is bounded and takes nonsense for nothing', () => {
    const many = Array.from({ length: MOST_ANNOTATIONS + 5 }, (_, n) => ({
      ...placed,
      id: `${n}R`,
      subtype: 'Ink',
    }));
    expect(readAnnotations(many, 0, 0)).toHaveLength(MOST_ANNOTATIONS);
    expect(readAnnotations([null, 7, {}, { id: 'x', subtype: 'Ink', rect: [1, 2] }], 0, 0)).toEqual([]);
    expect(readAnnotations('none', 0, 0)).toEqual([]);
  });
});

describe('outline of a PDF', () => {
  it('is a tree with where each entry leads', () => {
    const raw = [
      { title: ' Phần I ', dest: 'p1', count: 2, items: [{ title: 'Mục 1', dest: [0, { name: 'Fit' }] }] },
      { title: 'Trang chủ', url: 'javascript:1', items: [] },
    ];
    expect(readOutline(raw)).toEqual([
      {
        title: 'Phần I',
        target: { kind: 'place', destination: 'p1' },
        isOpen: true,
        children: [
          {
            title: 'Mục 1',
            target: { kind: 'place', destination: [0, { name: 'Fit' }] },
            isOpen: false,
            children: [],
          },
        ],
      },
      { title: 'Trang chủ', target: null, isOpen: false, children: [] },
    ]);
  });

  it('ends where a hostile one does not', () => {
    const loop: { title: string; items: unknown[] } = { title: 'x', items: [] };
    loop.items.push(loop);
    let depth = 0;
    for (let level = readOutline([loop]); level[0] !== undefined; level = [...level[0].children]) depth += 1;
    expect(depth).toBe(12);
    expect(readOutline(Array.from({ length: 6000 }, () => ({ title: 'x' })))).toHaveLength(5000);
  });
});

describe('destinations', () => {
  it('names the page and the place on it', () => {
    const ref = { num: 7, gen: 0 };
    expect(readDestination([ref, { name: 'XYZ' }, 10, 700, 0])).toEqual({ page: ref, x: 10, y: 700 });
    expect(readDestination([3, { name: 'FitH' }, 650])).toEqual({ page: 3, x: null, y: 650 });
    expect(readDestination([3, { name: 'FitR' }, 1, 2, 3, 4])).toEqual({ page: 3, x: 1, y: 4 });
    expect(readDestination([3, { name: 'XYZ' }, null, 'x', 0])).toEqual({ page: 3, x: null, y: null });
    expect(readDestination(['x'])).toBeUndefined();
  });
});

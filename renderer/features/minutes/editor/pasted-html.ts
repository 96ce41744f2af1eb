import { readable } from '../../administrative-document/index.ts';

/** What no text is: programs' own parts, what was deleted or hidden there, comments, headers and footers of pages. */
const LEFT_OUT = [
  'script, style, title, meta, link, xml, template, object, iframe, svg, math, del',
  'img:not([data-picture])',
  '[style*="mso-element:comment" i], [style*="mso-element:header" i], [style*="mso-element:footer" i]',
  '[style*="mso-hide:all" i], [style*="display:none" i]',
  '.MsoCommentReference, .MsoCommentText, .msocomoff, .msocomtxt',
].join(', ');

/** Most columns that one cell may span: a table with more is no table to read. */
const MOST_SPANNED = 60;

/**
 * HTML from another program as what the minutes can hold: Word's paragraphs with a bullet become lists, headings get the
 * levels that there are, a table inside a cell becomes a line for each row, and text is cleaned. Looks that the minutes
 * don't know are left for the editor's schema to drop; words are never dropped but those that their program hid.
 */
export function pastedHtml(html: string): string {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  for (const element of body.querySelectorAll(LEFT_OUT)) element.remove();
  listsFromParagraphs(body);
  for (const heading of body.querySelectorAll('h1, h4, h5, h6, p.MsoTitle'))
    rename(heading, heading.matches('h1, p') ? 'h2' : 'h3');
  for (const table of body.querySelectorAll('td table, th table')) flatten(table);
  for (const cell of body.querySelectorAll('td, th')) boundSpans(cell);
  const texts = document.createTreeWalker(body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_COMMENT);
  const comments: ChildNode[] = [];
  while (texts.nextNode()) {
    const node = texts.currentNode;
    if (node instanceof Comment) comments.push(node);
    // Programs write spaces that don't break where people typed plain ones.
    else node.nodeValue = readable(node.nodeValue ?? '').replaceAll('\u00a0', ' ');
  }
  for (const comment of comments) comment.remove();
  return body.innerHTML;
}

/** Level from 1 of a paragraph that Word shows as an item of a list ("mso-list:l0 level2 lfo1"); null: it is none. */
export function listLevel(style: string): number | null {
  const level = /mso-list:[^;]*\blevel([1-9])\b/i.exec(style)?.[1];
  return level === undefined ? null : Number(level);
}

/** What kind of list the sign before an item belongs to; null: the words begin with no such sign. */
export function listSign(text: string): 'ordered' | 'bullet' | null {
  const sign = text.trimStart();
  if (/^\(?(\d{1,3}|[a-zđ]|[ivxl]{1,6})[.)](?=\s|$)/iu.test(sign)) return 'ordered';
  return /^[·•▪●○◦■□§Øüo–+-](?=\s|$)/u.test(sign) ? 'bullet' : null;
}

function listsFromParagraphs(root: Element): void {
  /** The lists that are being built, one in the other. */
  let open: { readonly level: number; readonly list: Element }[] = [];
  for (const paragraph of root.querySelectorAll('p')) {
    const item = takeSign(paragraph);
    if (item === null) continue;
    const tag = item.kind === 'ordered' ? 'OL' : 'UL';
    if (open[0] === undefined || paragraph.previousElementSibling !== open[0].list) open = [];
    while ((open.at(-1)?.level ?? 0) > item.level) open.pop();
    const same = open.at(-1);
    if (same?.level === item.level && same.list.tagName !== tag) open.pop();
    let list = open.at(-1)?.level === item.level ? open.at(-1)?.list : undefined;
    if (list === undefined) {
      const outer = open.at(-1)?.list.lastElementChild;
      list = document.createElement(tag);
      if (outer == null) paragraph.before(list);
      else outer.append(list);
      open.push({ level: item.level, list });
    }
    const entry = document.createElement('li');
    list.append(entry);
    entry.append(paragraph);
  }
}

/** Takes the sign off a paragraph that stands for an item. */
function takeSign(paragraph: Element): { level: number; kind: 'ordered' | 'bullet' } | null {
  if (paragraph.closest('li') !== null) return null;
  const level = listLevel(paragraph.getAttribute('style') ?? '');
  const signs = [...paragraph.querySelectorAll('[style*="mso-list:" i]')].filter((part) =>
    /mso-list:\s*ignore/i.test(part.getAttribute('style') ?? ''),
  );
  if (level !== null || signs.length > 0) {
    const kind = listSign(signs.map((part) => part.textContent).join('')) ?? 'bullet';
    for (const part of signs) part.remove();
    return { level: level ?? 1, kind };
  }
  if (!/\bMsoListParagraph/u.test(paragraph.className)) return null;
  const words = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  let first = words.nextNode();
  while (first !== null && (first.nodeValue ?? '').trim() === '') first = words.nextNode();
  const text = first?.nodeValue ?? '';
  const kind = listSign(text);
  if (first === null || kind === null) return null;
  first.nodeValue = text.replace(/^\s*\S+\s*/u, '');
  return { level: 1, kind };
}

function rename(element: Element, tag: string): void {
  const renamed = document.createElement(tag);
  renamed.append(...element.childNodes);
  element.replaceWith(renamed);
}

function flatten(table: Element): void {
  const lines = [...table.querySelectorAll('tr')].map((row) => {
    const line = document.createElement('p');
    line.textContent = [...row.children]
      .map((cell) => cell.textContent.replace(/\s+/gu, ' ').trim())
      .filter((text) => text !== '')
      .join('; ');
    return line;
  });
  table.replaceWith(...lines.filter(({ textContent }) => textContent !== ''));
}

function boundSpans(cell: Element): void {
  const row = cell.closest('tr');
  const rows = [...(row?.parentElement?.children ?? [])];
  const left = row === null ? 1 : rows.length - rows.indexOf(row);
  for (const [name, most] of [
    ['colspan', MOST_SPANNED],
    ['rowspan', left],
  ] as const) {
    const given = cell.getAttribute(name);
    if (given === null) continue;
    const span = Math.trunc(Number(given));
    cell.setAttribute(name, String(span >= 1 ? Math.min(span, most) : 1));
  }
}

import type { Page } from '@playwright/test';

/** Resolves when what moves or changes its colour has come to its end: in between a text may be too pale to be read. */
export async function settled(window: Page): Promise<void> {
  await window.evaluate(async () => {
    const ending = document
      .getAnimations()
      .filter((each) => each.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.all(ending.map((each) => each.finished.catch(() => undefined)));
  });
}

/**
 * Text that can't be read: cut off by its box or the window without dots and a title that says the whole, or lying over
 * another text. Pages of a paper are the paper's own business.
 */
export async function unreadableText(window: Page): Promise<string[]> {
  return window.evaluate(() => {
    const faults = new Set<string>();
    const shown: { readonly text: string; readonly rect: DOMRect; readonly element: Element }[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const hides = (style: CSSStyleDeclaration) => /hidden|clip/u.test(style.overflowX);
    const isForScreenReaders = (element: Element) =>
      getComputedStyle(element).clipPath !== 'none' || element.getBoundingClientRect().width <= 1;
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const element = node.parentElement;
      const text = node.textContent?.trim() ?? '';
      if (element === null || text === '') continue;
      if (element.closest('[inert], [aria-hidden="true"], .bt-text, option, script, style') !== null)
        continue;
      if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const rect of range.getClientRects()) {
        let left = rect.left;
        let right = rect.right;
        let top = rect.top;
        let bottom = rect.bottom;
        let isSeen = rect.width > 0;
        let isCut = false;
        for (let box: Element | null = element; box !== null && isSeen; box = box.parentElement) {
          const style = getComputedStyle(box);
          if (isForScreenReaders(box)) isSeen = false;
          if (style.overflowX === 'visible' && style.overflowY === 'visible') continue;
          const edge = box.getBoundingClientRect();
          if (hides(style)) {
            const isOutside = right > edge.right + 1.5 || left < edge.left - 1.5;
            const saysWhole = style.textOverflow === 'ellipsis' && box.closest('[title]') !== null;
            if (isOutside && !saysWhole) isCut = true;
          }
          left = Math.max(left, edge.left);
          right = Math.min(right, edge.right);
          top = Math.max(top, edge.top);
          bottom = Math.min(bottom, edge.bottom);
          if (right <= left || bottom <= top) isSeen = false;
        }
        if (!isSeen) continue;
        if (isCut) faults.add(`cut by its box: ${text}`);
        if (right > innerWidth + 1.5 || left < -1.5) faults.add(`cut by the window: ${text}`);
        const middle = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
        const isOnTop = middle !== null && (element.contains(middle) || middle.contains(element));
        if (isOnTop) shown.push({ text, element, rect: new DOMRect(left, top, right - left, bottom - top) });
      }
    }
    for (const [index, one] of shown.entries()) {
      for (const other of shown.slice(index + 1)) {
        if (one.element === other.element) continue;
        // What lies over the page until it is folded is meant to.
        const over = (element: Element) => element.closest('[data-over-page]');
        if (over(one.element) !== over(other.element)) continue;
        const width = Math.min(one.rect.right, other.rect.right) - Math.max(one.rect.left, other.rect.left);
        const height = Math.min(one.rect.bottom, other.rect.bottom) - Math.max(one.rect.top, other.rect.top);
        // Lines of one paragraph touch by some pixels of their line height.
        if (width > 3 && height > 8) faults.add(`over each other: ${one.text} / ${other.text}`);
      }
    }
    for (const field of document.querySelectorAll('input, textarea')) {
      const isText =
        field instanceof HTMLTextAreaElement || (field instanceof HTMLInputElement && field.type === 'text');
      if (!isText || field.readOnly || field.closest('[inert], [aria-hidden="true"]') !== null) continue;
      if (
        field.checkVisibility() &&
        !isForScreenReaders(field) &&
        field.value === '' &&
        field.scrollWidth > field.clientWidth + 2
      ) {
        faults.add(`too long for its field: ${field.placeholder}`);
      }
    }
    return [...faults];
  });
}

/** Controls that a finger would miss, with their size. Links inside a sentence are exempt, as in WCAG 2.2. */
export async function smallTargets(window: Page): Promise<string[]> {
  return window.evaluate(() => {
    const small: string[] = [];
    const controls =
      'a[href], button, input, select, textarea, [role=button], [role=tab], [role=menuitem], [role=option]';
    for (const control of document.querySelectorAll(controls)) {
      if (control.closest('[inert], [aria-hidden="true"]') !== null || !control.checkVisibility()) continue;
      if (control instanceof HTMLInputElement && (control.type === 'file' || control.hidden)) continue;
      if (control.closest('p') !== null && control.matches('a')) continue;
      // A field's frame or a hidden radio's label is what one touches.
      const target = control.matches('input, textarea')
        ? (control.closest('label') ?? control.closest('[role=group]') ?? control)
        : control;
      const { width, height, right, bottom } = target.getBoundingClientRect();
      const isForKeyboardOnly =
        getComputedStyle(target).clipPath !== 'none' || right <= 0 || bottom <= 0 || width <= 1;
      if (isForKeyboardOnly || (width >= 43.5 && height >= 43.5)) continue;
      const name = control.getAttribute('aria-label') ?? control.textContent ?? '';
      small.push(
        `${name.trim() || control.outerHTML.slice(0, 80)}: ${Math.round(width)} × ${Math.round(height)}`,
      );
    }
    return small;
  });
}

/** Controls that lie over each other, so that one of them can't be seen or hit. */
export async function coveredControls(window: Page): Promise<string[]> {
  return window.evaluate(() => {
    const covered: string[] = [];
    for (const control of document.querySelectorAll('a[href], button')) {
      if (control.closest('[inert], [aria-hidden="true"]') !== null || !control.checkVisibility()) continue;
      const { left, right, top, bottom, width, height } = control.getBoundingClientRect();
      if (width <= 1 || getComputedStyle(control).clipPath !== 'none') continue;
      let isInView = true;
      for (let box = control.parentElement; box !== null; box = box.parentElement) {
        const edge = box.getBoundingClientRect();
        const clips = getComputedStyle(box).overflowY !== 'visible';
        if (clips && ((top + bottom) / 2 > edge.bottom || (top + bottom) / 2 < edge.top)) isInView = false;
      }
      if (!isInView) continue;
      for (const x of [left + 3, (left + right) / 2, right - 3]) {
        const hit = document.elementFromPoint(x, (top + bottom) / 2)?.closest('a[href], button');
        if (
          hit === null ||
          hit === undefined ||
          hit === control ||
          hit.contains(control) ||
          control.contains(hit) ||
          // What lies over the page until it is folded is meant to.
          hit.closest('[data-over-page]') !== null
        )
          continue;
        const other = hit.getBoundingClientRect();
        // A bar that floats over a list is meant to; two neighbours in one line are not.
        if (Math.abs(other.top + other.height / 2 - (top + height / 2)) > 12) continue;
        covered.push(
          `${control.textContent || control.getAttribute('aria-label') || ''} under another control`,
        );
        break;
      }
    }
    return covered;
  });
}

/** Everything a person can read or hear on this screen, except the pages of a paper. */
export async function allWords(window: Page): Promise<string[]> {
  return window.evaluate(() => {
    const words = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      if (node.parentElement?.closest('.bt-text, script, style, noscript') === null)
        words.push(node.textContent ?? '');
    }
    for (const element of document.querySelectorAll('*')) {
      for (const name of [
        'aria-label',
        'title',
        'placeholder',
        'aria-roledescription',
        'aria-valuetext',
        'alt',
      ]) {
        const value = element.getAttribute(name);
        if (value !== null) words.push(value);
      }
    }
    return words.map((text) => text.normalize('NFC').trim()).filter((text) => text !== '');
  });
}

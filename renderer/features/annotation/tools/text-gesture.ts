import type { InkPoint } from '#protocol/annotation/ink';
import type { TextMark } from '#protocol/annotation/mark';
import type { PageText } from '#protocol/documents/text/page-text';
import type { Gesture, GestureMotion, Press, Workbench } from './gesture.ts';
import { textMarkBetween } from './text-range.ts';

/** Underlines or strikes out the words that the pointer goes along. */
export class TextGesture implements Gesture {
  readonly page: number;
  readonly #bench: Workbench;
  readonly #style: Exclude<TextMark['style'], 'highlight'>;
  readonly #from: InkPoint;
  readonly #words: Promise<PageText>;
  #known: PageText | undefined;
  #at: InkPoint;
  #isCancelled = false;

  constructor(bench: Workbench, press: Press, style: Exclude<TextMark['style'], 'highlight'>) {
    this.#bench = bench;
    this.#style = style;
    this.page = press.page;
    this.#from = press.at;
    this.#at = press.at;
    this.#words = bench.text(press.page);
    this.#words.then(
      (words) => {
        this.#known = words;
        bench.changed();
      },
      (error: unknown) => console.debug('no words to mark', error),
    );
  }

  get motion(): GestureMotion {
    const mark = this.#known === undefined ? undefined : this.#markIn(this.#known);
    return mark === undefined ? {} : { marks: [mark] };
  }

  move(points: readonly InkPoint[]): void {
    this.#at = points.at(-1) ?? this.#at;
  }

  end(): void {
    const layer = this.#bench.layer();
    // Quicker than the words could be read: they are marked as soon as they are there.
    this.#words.then(
      (words) => {
        const mark = this.#isCancelled ? undefined : this.#markIn(words);
        if (mark !== undefined) this.#bench.marks.write([{ layer, id: this.#bench.newId(), mark }]);
      },
      () => undefined,
    );
  }

  cancel(): void {
    this.#isCancelled = true;
  }

  #markIn(words: PageText): TextMark | undefined {
    const { colour } = this.#bench.pens().line;
    return textMarkBetween(words, this.#from, this.#at, { page: this.page, style: this.#style, colour });
  }
}

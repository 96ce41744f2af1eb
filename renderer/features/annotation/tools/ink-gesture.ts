import type { InkPoint } from '#protocol/annotation/ink';
import type { PageText } from '#protocol/documents/text/page-text';
import type { MarkId } from '#protocol/wire/ids';
import { StrokeRecorder } from '../stroke-recorder.ts';
import type { Gesture, GestureMotion, Press, Workbench } from './gesture.ts';
import { isOnWords, textMarkBetween } from './text-range.ts';

/** A stroke of the pen or the highlighter. A highlighter that goes along words marks the words instead. */
export class InkGesture implements Gesture {
  readonly page: number;
  readonly #bench: Workbench;
  readonly #recorder: StrokeRecorder;
  readonly #from: InkPoint;
  readonly #mark: MarkId | undefined;
  #at: InkPoint;
  #words: PageText | undefined;
  #isOver = false;

  constructor(bench: Workbench, press: Press, tool: 'pen' | 'highlighter') {
    this.#bench = bench;
    this.page = press.page;
    this.#from = press.at;
    this.#at = press.at;
    this.#recorder = new StrokeRecorder({
      newId: () => bench.newId(),
      finish: (mark, id) => bench.marks.write([{ layer: bench.layer(), id, mark }]),
      broadcast: () => bench.outbox(),
    });
    this.#recorder.begin({ page: press.page, tool, ...bench.pens()[tool] }, [press.at]);
    this.#mark = this.#recorder.current?.mark;
    if (tool === 'highlighter') void this.#findWords();
  }

  get motion(): GestureMotion {
    const snapped = this.#snapped();
    if (snapped !== undefined) return { marks: [snapped] };
    const stroke = this.#recorder.current;
    return stroke === undefined ? {} : { stroke };
  }

  move(points: readonly InkPoint[], shift: boolean): void {
    this.#at = points.at(-1) ?? this.#at;
    if (shift) this.#recorder.straighten(this.#at);
    else this.#recorder.add(points);
  }

  end(): void {
    const snapped = this.#snapped();
    this.#isOver = true;
    if (snapped === undefined || this.#mark === undefined) {
      this.#recorder.end();
      return;
    }
    this.#recorder.take();
    // The same id: the stroke that others have seen in motion becomes this mark.
    this.#bench.marks.write([{ layer: this.#bench.layer(), id: this.#mark, mark: snapped }]);
  }

  cancel(): void {
    this.#isOver = true;
    this.#recorder.take();
  }

  async #findWords(): Promise<void> {
    try {
      const words = await this.#bench.text(this.page);
      if (this.#isOver || !isOnWords(words, this.#from)) return;
      this.#words = words;
      this.#bench.changed();
    } catch (error) {
      // Where words can't be read, ink is ink.
      console.debug('no words under the highlighter', error);
    }
  }

  #snapped() {
    // A stroke that was split is far from being along words.
    if (this.#words === undefined || this.#recorder.current?.mark !== this.#mark) return undefined;
    if (!isOnWords(this.#words, this.#at)) return undefined;
    const { colour } = this.#bench.pens().highlighter;
    return textMarkBetween(this.#words, this.#from, this.#at, {
      page: this.page,
      style: 'highlight',
      colour,
    });
  }
}

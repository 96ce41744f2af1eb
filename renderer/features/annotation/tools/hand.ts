import type { InkPoint } from '#protocol/annotation/ink';
import type { MarkColour, Quote, TextBoxMark, TextMark } from '#protocol/annotation/mark';
import type { PageSize, Point } from '#protocol/annotation/page-transform';
import type { Layer } from '#protocol/annotation/ydoc';
import type { PageText } from '#protocol/documents/text/page-text';
import type { MarkId } from '#protocol/wire/ids';
import type { AnnotationRoom } from '../../../sync/annotation-room.ts';
import type { PlacedMark } from '../mark-index.ts';
import type { MarkStore } from '../mark-store.ts';
import { fingerDraws, loadPens, type PenSettings, type SettingsStore, storePens } from '../pen-settings.ts';
import { PictureDesk } from '../pictures/picture-desk.ts';
import { PointerRules } from '../pointer-rules.ts';
import { Selection } from '../selection/selection.ts';
import { SelectionCommands } from '../selection/selection-commands.ts';
import { beginGesture } from './begin-gesture.ts';
import { StrokeEraser } from './erase-gesture.ts';
import type { Draft, Gesture, GestureMotion, Press, Workbench } from './gesture.ts';
import { groupOf, isHarmless, type Tool } from './tool.ts';

export interface HandPorts {
  readonly store: MarkStore;
  readonly settings: SettingsStore;
  readonly shared: AnnotationRoom;
  readonly layer: () => Layer;
  readonly newId: () => MarkId;
  readonly seen: (page: number) => PlacedMark[];
  /** The tool, a pen or the draft is another now. */
  readonly changed: () => void;
  /** The page looks different now. */
  readonly pageChanged: (page: number) => void;
}

const NOTHING: GestureMotion = {};

/** What one person has in hand: tool, pens, the gesture under way, what is selected, what is being put down. */
export class Hand {
  /** Which pointer draws; one for all pages, because a palm rests on any of them. */
  readonly pointers = new PointerRules();
  readonly selection: Selection;
  readonly commands: SelectionCommands;
  readonly pictures: PictureDesk;
  readonly #motionListeners = new Set<() => void>();
  readonly #ports: HandPorts;
  readonly #bench: Workbench;
  #pens: PenSettings;
  #tool: Tool = 'read';
  #gesture: Gesture | undefined;
  #draft: Draft | null = null;
  #view: ((page: number) => { readonly at: Point; readonly size: PageSize } | undefined) | undefined;
  /** The laser's movement that others are being told of. */
  #pointing: MarkId | undefined;
  #text: ((page: number) => Promise<PageText>) | undefined;

  constructor(ports: HandPorts) {
    const { store, shared } = ports;
    this.#ports = ports;
    this.#pens = loadPens(ports.settings);
    this.selection = new Selection(store);
    this.#bench = {
      me: store.me,
      marks: store,
      selection: this.selection,
      layer: ports.layer,
      pens: () => this.#pens,
      newId: ports.newId,
      seen: ports.seen,
      text: (page) => this.#text?.(page) ?? Promise.reject(new Error('the words are not read yet')),
      changed: () => {
        if (this.#gesture !== undefined) ports.pageChanged(this.#gesture.page);
      },
      outbox: () => (ports.layer() === 'shared' ? shared.pen : undefined),
      point: (look, points, isOver) => {
        shared.live.point(store.me, look, points, isOver);
        if (store.lock('shared') !== null) return;
        if (this.#pointing !== look.mark) shared.pen.begin(look);
        this.#pointing = look.mark;
        shared.pen.add(points);
        if (isOver) shared.pen.end();
      },
      draft: (draft) => this.setDraft(draft),
    };
    this.pictures = new PictureDesk({ bench: this.#bench, settings: ports.settings, changed: ports.changed });
    this.commands = new SelectionCommands(this.#bench);
  }

  get tool(): Tool {
    return this.#tool;
  }

  get pens(): PenSettings {
    return this.#pens;
  }

  get fingerDraws(): boolean {
    return fingerDraws(this.#pens);
  }

  get draft(): Draft | null {
    return this.#draft;
  }

  /** Where words come from, for marks that go along them. */
  provideText(text: (page: number) => Promise<PageText>): void {
    this.#text = text;
  }

  take(tool: Tool): void {
    this.lift();
    this.#tool = this.#isLocked(tool) ? 'read' : tool;
    if (this.#tool !== 'select' && this.#tool !== 'textBox') this.selection.clear();
    const group = groupOf(this.#tool);
    if (group !== undefined && this.#pens.last[group] !== this.#tool) {
      this.setPens({ last: { ...this.#pens.last, [group]: this.#tool } });
    } else this.#ports.changed();
  }

  /** A tool that can't be used on the layer any more is put away, and what it was doing given up. */
  checkLock(): void {
    if (!this.#isLocked(this.#tool)) return;
    this.giveUp();
    this.take('read');
  }

  setPens(change: Partial<PenSettings>): void {
    this.#pens = { ...this.#pens, ...change };
    storePens(this.#ports.settings, this.#pens);
    this.#ports.changed();
  }

  /** A stylus touched the screen: from now on a finger scrolls, unless the person wants otherwise. */
  sawStylus(): void {
    if (!this.#pens.penSeen) this.setPens({ penSeen: true });
  }

  setDraft(draft: Draft | null): void {
    this.#draft = draft;
    this.#ports.changed();
  }

  /** A pointer went down with the tool in hand, or with the end of the stylus that erases. */
  press(press: Press, erases = false): void {
    this.lift();
    const tool = erases ? 'eraser' : this.#tool;
    if (tool === 'read' || this.#isLocked(tool)) return;
    if (tool === 'stamp' && this.pictures.stamp !== null) {
      this.#gesture = this.pictures.beginStamp(press);
    } else {
      this.#gesture = erases
        ? new StrokeEraser(this.#bench, press)
        : beginGesture(this.#bench, press, tool, this.#pens.stamp.chosen);
    }
    this.#ports.pageChanged(press.page);
    this.#tellMotion();
  }

  drag(points: readonly InkPoint[], shift: boolean): void {
    this.#gesture?.move(points, shift);
    this.#tellMotion();
  }

  /** Calls back whenever {@link motion} may be another. Returns what stops it. */
  onMotion(listener: () => void): () => void {
    this.#motionListeners.add(listener);
    return () => this.#motionListeners.delete(listener);
  }

  /** Tells which part of a page is on screen, for what is put down without pointing. Size: as the file has the page. */
  provideView(view: (page: number) => { readonly at: Point; readonly size: PageSize } | undefined): void {
    this.#view = view;
  }

  /**
   * Puts an image file on a page, at a point of it or in the middle of what is on screen, and selects it. False when it
   * is no image that can be read, or the layer can't be written on.
   */
  async insertImage(file: Blob, page: number, at: Point | null): Promise<boolean> {
    const shown = this.#view?.(page);
    if (shown === undefined || this.#isLocked('stamp')) return false;
    this.take('select');
    return this.pictures.insert(file, page, at ?? shown.at, shown.size);
  }

  /** Marks words that are selected, page by page, as one step of undo. Answers the marks. */
  markWords(
    words: readonly { readonly page: number; readonly boxes: readonly number[]; readonly quote: Quote }[],
    style: TextMark['style'],
    colour: MarkColour,
  ): readonly PlacedMark[] {
    const { store, layer: layerNow, newId } = this.#ports;
    const layer = layerNow();
    const edits = words.map(({ page, boxes, quote }) => ({
      layer,
      id: newId(),
      mark: {
        kind: 'text',
        style,
        page,
        colour,
        boxes: [...boxes],
        quote,
        at: Date.now(),
      } satisfies TextMark,
    }));
    store.write(edits);
    return edits.flatMap(({ id }) => store.find({ author: store.me, mark: id }, layer) ?? []);
  }

  /** Writes a text box, a new one or in the place of one that was changed, and takes it in hand for moving. */
  putText(mark: TextBoxMark, placed: PlacedMark | null): void {
    const { store, layer, newId } = this.#ports;
    const id = placed?.id ?? newId();
    const target = placed?.layer ?? layer();
    store.write([{ layer: target, id, mark }]);
    const made = store.find({ author: store.me, mark: id }, target);
    if (made !== undefined && this.#tool === 'select') this.selection.set([made]);
  }

  /** Ends the gesture; what was drawn is never lost. */
  lift(): void {
    this.#finish((gesture) => gesture.end());
  }

  /** Gives the gesture up: it was the beginning of a pinch. */
  giveUp(): void {
    this.#finish((gesture) => gesture.cancel());
  }

  /** What the gesture under way shows on a page. */
  motion(page: number): GestureMotion {
    return this.#gesture?.page === page ? this.#gesture.motion : NOTHING;
  }

  close(): void {
    this.lift();
    this.commands.close();
    this.selection.close();
    this.pictures.close();
    this.#motionListeners.clear();
  }

  #finish(how: (gesture: Gesture) => void): void {
    const gesture = this.#gesture;
    if (gesture === undefined) return;
    this.#gesture = undefined;
    how(gesture);
    this.#ports.pageChanged(gesture.page);
    this.#tellMotion();
  }

  #tellMotion(): void {
    for (const listener of this.#motionListeners) listener();
  }

  #isLocked(tool: Tool): boolean {
    if (isHarmless(tool)) return false;
    return this.#ports.store.lock(tool === 'laser' ? 'shared' : this.#ports.layer()) !== null;
  }
}

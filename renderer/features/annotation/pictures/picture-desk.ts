import type { InkPoint } from '#protocol/annotation/ink';
import type { ImageMark, PageMark, Picture } from '#protocol/annotation/mark';
import type { PageSize, Point } from '#protocol/annotation/page-transform';
import { shownSize } from '#protocol/annotation/page-transform';
import type { PlacedMark } from '../mark-index.ts';
import type { SettingsStore } from '../pen-settings.ts';
import type { Gesture, Press, Workbench } from '../tools/gesture.ts';
import { centred } from '../tools/place-gesture.ts';
import { loadStamps, MOST_OWN_STAMPS, storeStamps } from './own-stamps.ts';
import { PictureStore } from './picture-store.ts';
import { type FittedPicture, shrinkPicture } from './shrink-picture.ts';

/** Widest side of an inserted image on the page, and of a stamp, in points. */
const IMAGE_SIDE = 240;
const STAMP_SIDE = 110;

export interface PictureDeskPorts {
  readonly bench: Workbench;
  readonly settings: SettingsStore;
  /** Stamps or decoded pictures changed. */
  readonly changed: () => void;
}

/** Images that are put on pages, and one's own stamps with a picture. */
export class PictureDesk {
  readonly #ports: PictureDeskPorts;
  readonly #decoded: PictureStore;
  readonly #listeners = new Set<() => void>();
  #stamps: readonly FittedPicture[];
  #stamp: FittedPicture | null = null;

  constructor(ports: PictureDeskPorts) {
    this.#ports = ports;
    this.#stamps = loadStamps(ports.settings);
    this.#decoded = new PictureStore(() => {
      for (const listener of this.#listeners) listener();
    });
  }

  /** Calls back when a picture can be painted that could not before. Returns what stops it. */
  onDecoded(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The picture of an image as it is painted; null when it can't be, undefined while it isn't there. */
  pictureOf(placed: PlacedMark): ImageBitmap | null | undefined {
    if (placed.mark.kind !== 'image') return null;
    const picture = this.#ports.bench.marks.pictureOf({ ...placed, mark: placed.mark });
    return picture === undefined ? undefined : this.#decoded.get(picture);
  }

  get stamps(): readonly FittedPicture[] {
    return this.#stamps;
  }

  /** The stamp with a picture that is in hand; null: one with words. */
  get stamp(): FittedPicture | null {
    return this.#stamp;
  }

  takeStamp(stamp: FittedPicture | null): void {
    this.#stamp = stamp;
    this.#ports.changed();
  }

  /** Keeps an image file as a stamp and takes it in hand; false when it is no image. The oldest goes for the newest. */
  async addStamp(file: Blob): Promise<boolean> {
    const made = await shrinkPicture(file);
    if (made === undefined) return false;
    this.#stamps = [made, ...this.#stamps].slice(0, MOST_OWN_STAMPS);
    storeStamps(this.#ports.settings, this.#stamps);
    this.takeStamp(made);
    return true;
  }

  removeStamp(stamp: FittedPicture): void {
    this.#stamps = this.#stamps.filter((each) => each !== stamp);
    storeStamps(this.#ports.settings, this.#stamps);
    this.takeStamp(this.#stamp === stamp ? null : this.#stamp);
  }

  /** Puts down the stamp in hand where the pointer taps. */
  beginStamp(press: Press): Gesture {
    return new PictureStampGesture(press, (at) => {
      if (this.#stamp !== null) this.#put(this.#stamp, press.page, at, press.rotation, STAMP_SIDE);
    });
  }

  /**
   * Puts an image file on a page around a point and selects it; false when it is no image or the layer can't be written
   * on. `size` is the page's; an image is never larger than most of it.
   */
  async insert(file: Blob, page: number, at: Point, size: PageSize): Promise<boolean> {
    const made = await shrinkPicture(file);
    if (made === undefined) return false;
    const shown = shownSize(size);
    const placed = this.#put(
      made,
      page,
      at,
      size.rotation,
      Math.min(IMAGE_SIDE, shown.width * 0.8, shown.height * 0.8),
    );
    if (placed === undefined) return false;
    this.#ports.bench.selection.set([placed]);
    return true;
  }

  close(): void {
    this.#decoded.close();
    this.#listeners.clear();
  }

  #put(
    { type, bytes, width, height }: FittedPicture,
    page: number,
    at: Point,
    rotation: number,
    side: number,
  ): PlacedMark | undefined {
    const { bench } = this.#ports;
    const { marks, me } = bench;
    const layer = bench.layer();
    if (marks.lock(layer) !== null) return undefined;
    // Small pictures keep about the size that they have on a screen.
    const scale = Math.min(0.75, side / Math.max(width, height));
    const box = centred(at, width * scale, height * scale, rotation);
    const now = Date.now();
    const record: Picture = { kind: 'picture', type, bytes, at: now };
    const picture = bench.newId();
    const id = bench.newId();
    const mark: ImageMark = { kind: 'image', page, ...box, picture, at: now };
    marks.write([
      { layer, id: picture, mark: record },
      { layer, id, mark },
    ]);
    return marks.find({ author: me, mark: id }, layer);
  }
}

/** A tap with a picture in hand, which is seen under the pointer while it is down. */
class PictureStampGesture implements Gesture {
  readonly page: number;
  readonly motion: { readonly marks?: readonly PageMark[] } = {};
  readonly #put: (at: Point) => void;
  #at: InkPoint;

  constructor(press: Press, put: (at: Point) => void) {
    this.page = press.page;
    this.#put = put;
    this.#at = press.at;
  }

  move(points: readonly InkPoint[]): void {
    this.#at = points.at(-1) ?? this.#at;
  }

  end(): void {
    this.#put(this.#at);
  }

  cancel(): void {}
}

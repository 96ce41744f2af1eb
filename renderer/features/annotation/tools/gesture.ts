import type { InkPoint } from '#protocol/annotation/ink';
import type { PageMark } from '#protocol/annotation/mark';
import type { Point, Rect } from '#protocol/annotation/page-transform';
import type { Layer } from '#protocol/annotation/ydoc';
import type { PageText } from '#protocol/documents/text/page-text';
import type { MarkId, PersonId } from '#protocol/wire/ids';
import type { PenOutbox, StrokeLook } from '../../../sync/live-strokes.ts';
import type { PlacedMark } from '../mark-index.ts';
import type { MarkStore } from '../mark-store.ts';
import type { MovingStroke } from '../painting/live-outline.ts';
import type { PenSettings } from '../pen-settings.ts';
import type { Selection } from '../selection/selection.ts';

/** Where and how a pointer went down on a page. Places are in points of the page. */
export interface Press {
  readonly page: number;
  readonly at: InkPoint;
  /** How far away the pointer still touches something, in points. */
  readonly reach: number;
  readonly shift: boolean;
  readonly isMouse: boolean;
  /** The page's own rotation in the file, in degrees clockwise. */
  readonly rotation: number;
}

/** What a gesture shows of itself while it lasts. */
export interface GestureMotion {
  readonly stroke?: MovingStroke;
  /** Marks in the making or on their way, with how far they are from where they were. */
  readonly marks?: readonly PageMark[];
  readonly shift?: Point;
  /** Marks that are not shown in their own place meanwhile. */
  readonly without?: ReadonlySet<PlacedMark>;
  readonly eraser?: Point & { readonly radius: number };
  readonly lasso?: readonly Point[];
  /** Where the frame around the selection is meanwhile. */
  readonly frame?: Rect;
}

/** What a pointer does from going down until it is lifted. Exactly one of `end` and `cancel` is its last call. */
export interface Gesture {
  readonly page: number;
  readonly motion: GestureMotion;
  move(points: readonly InkPoint[], shift: boolean): void;
  /** Lifted: what was made is written, as one step of undo. */
  end(): void;
  /** Given up: nothing happened. */
  cancel(): void;
}

/** What is being typed or chosen at a place of a page. */
export type Draft =
  | { readonly kind: 'note'; readonly page: number; readonly at: Point }
  | {
      readonly kind: 'textBox';
      readonly page: number;
      readonly rotation: number;
      readonly box: Rect;
      /** The text box that is changed; null for a new one. */
      readonly placed: PlacedMark | null;
    };

/** What gestures work with. */
export interface Workbench {
  readonly me: PersonId;
  readonly marks: MarkStore;
  readonly selection: Selection;
  layer(): Layer;
  pens(): PenSettings;
  newId(): MarkId;
  /** What can be seen on a page, older first. */
  seen(page: number): PlacedMark[];
  /** Words of a page; rejects where they can't be read. */
  text(page: number): Promise<PageText>;
  /** The gesture looks different now. */
  changed(): void;
  /** Who is told of strokes in motion, if anybody. */
  outbox(): PenOutbox | undefined;
  /** Shows the laser pointer to everybody. */
  point(look: StrokeLook, points: readonly InkPoint[], isOver: boolean): void;
  /** Begins typing at a place. */
  draft(draft: Draft): void;
}

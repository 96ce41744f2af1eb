import type { ImageMark } from '#protocol/annotation/mark';
import type { PageTransform, Point } from '#protocol/annotation/page-transform';
import type { MarkId, PersonId } from '#protocol/wire/ids';
import type { AnnotationSession } from '../annotation-session.ts';
import type { PlacedMark } from '../mark-index.ts';
import { hasPageFont, loadPageFont } from './fonts.ts';
import { MarkPainter } from './mark-painter.ts';
import { MotionPainter } from './motion-painter.ts';
import type { PaintSurroundings } from './paint-mark.ts';

/** How long the zoom must stand still before marks are drawn sharp again, in milliseconds. */
const SETTLE = 120;
const STILL: Point = { x: 0, y: 0 };

/** Somebody's pen in motion: where its tip is, in PDF points. */
export interface MovingPen {
  readonly mark: MarkId;
  readonly author: PersonId;
  readonly at: Point;
}

export interface PagePainterPorts {
  readonly session: AnnotationSession;
  readonly page: number;
  readonly canvases: Readonly<Record<'highlighter' | 'pen' | 'motion', HTMLCanvasElement>>;
  readonly transform: PageTransform;
  /** The page's own rotation in the file, in degrees clockwise. */
  readonly rotation: number;
  /** The marks that stand on the page were painted. */
  readonly onMarks: (marks: readonly PlacedMark[]) => void;
  /** Where the others' pens are, after each frame in which one moved. */
  readonly onTips: (tips: readonly MovingPen[]) => void;
}

/** Paints one page's marks and what moves on it, at most once per frame. */
export class PagePainter {
  readonly #ports: PagePainterPorts;
  readonly #marks: MarkPainter;
  readonly #motion: MotionPainter;
  readonly #stops: (() => void)[];
  #transform: PageTransform;
  #frame = 0;
  #later: ReturnType<typeof setTimeout> | undefined;
  #painted: PageTransform | undefined;
  #stale = { marks: true, motion: true };
  /** Whose an image is, by the mark, and by its picture for a copy of it that is being moved. */
  readonly #owners = new WeakMap<ImageMark, PlacedMark>();
  readonly #ofPicture = new Map<MarkId, PlacedMark>();
  #hadTips = false;

  constructor(ports: PagePainterPorts) {
    const { session, page, canvases } = ports;
    this.#ports = ports;
    this.#transform = ports.transform;
    this.#marks = new MarkPainter(canvases.highlighter, canvases.pen);
    this.#motion = new MotionPainter(canvases.motion);
    this.#stops = [
      session.onPages((pages) => {
        if (pages.has(page)) this.#soon({ marks: true, motion: true });
      }),
      session.onMotion((moved) => {
        if (moved === page) this.#soon({ motion: true });
      }),
      session.hand.pictures.onDecoded(() => this.#soon({ marks: true, motion: true })),
      session.marks.onRecords(() => {
        if (this.#ofPicture.size > 0) this.#soon({ marks: true });
      }),
    ];
    if (!hasPageFont()) void loadPageFont().then(() => this.#soon({ marks: true }));
    this.#paint();
  }

  /** The gesture under way looks different. */
  moved(): void {
    this.#soon({ motion: true });
  }

  /** The page is shown in another size or turned. */
  setTransform(transform: PageTransform): void {
    const isTurned = transform.size.rotation !== this.#transform.size.rotation;
    this.#transform = transform;
    clearTimeout(this.#later);
    const anew = () => {
      this.#painted = undefined;
      this.#soon({ marks: true, motion: true });
    };
    if (isTurned) anew();
    else this.#later = setTimeout(anew, SETTLE);
  }

  close(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#later);
    for (const stop of this.#stops) stop();
    this.#marks.close();
    this.#motion.close();
  }

  #soon(what: { readonly marks?: boolean; readonly motion?: boolean }): void {
    this.#stale = {
      marks: this.#stale.marks || what.marks === true,
      motion: this.#stale.motion || what.motion === true,
    };
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#paint());
  }

  #paint(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const transform = this.#transform;
    const isZooming = this.#painted !== undefined && this.#painted.scale !== transform.scale;
    const { marks, motion } = this.#stale;
    this.#stale = { marks: marks && isZooming, motion: false };
    if (marks && !isZooming) this.#paintMarks(transform);
    if (motion) this.#paintMotion(transform);
  }

  #paintMarks(transform: PageTransform): void {
    const { session, page, onMarks } = this.#ports;
    const placed = session.marksOn(page);
    for (const each of placed) {
      if (each.mark.kind !== 'image') continue;
      this.#owners.set(each.mark, each);
      this.#ofPicture.set(each.mark.picture, each);
    }
    const around = this.#surroundings();
    this.#marks.paint(placed, transform, devicePixelRatio, {
      ...around,
      isFinished: (mark) =>
        mark.kind === 'image'
          ? around.picture(mark) !== undefined
          : (mark.kind !== 'textBox' && mark.kind !== 'stamp') || hasPageFont(),
    });
    this.#painted = transform;
    onMarks(placed);
  }

  #paintMotion(transform: PageTransform): void {
    const { session, page, onTips } = this.#ports;
    const others = session.strokesInMotion(page);
    const own = session.hand.motion(page);
    const fades = this.#motion.paint(
      {
        strokes: own.stroke === undefined ? others : [...others, own.stroke],
        own: own.stroke,
        marks: own.marks ?? [],
        shift: own.shift ?? STILL,
        eraser: own.eraser ?? null,
        lasso: own.lasso ?? [],
      },
      transform,
      devicePixelRatio,
      this.#surroundings(),
    );
    if (fades) this.#soon({ motion: true });
    const tips = others.flatMap(({ mark, author, points }) => {
      const at = points.at(-1);
      return at === undefined || author === session.me ? [] : [{ mark, author, at }];
    });
    if (this.#hadTips || tips.length > 0) onTips(tips);
    this.#hadTips = tips.length > 0;
  }

  #surroundings(): PaintSurroundings {
    const { session, rotation } = this.#ports;
    return {
      rotation,
      picture: (mark) => {
        const found = this.#owners.get(mark) ?? this.#ofPicture.get(mark.picture);
        return found === undefined ? undefined : session.hand.pictures.pictureOf(found);
      },
    };
  }
}

import { Button as PinButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { PageTransform, Point } from '#protocol/annotation/page-transform';
import { Icon, Popover, toast } from '../../../ui/index.ts';
import type { PlacedMark } from '../mark-index.ts';
import { PIN_SIZE, shapeOf } from '../mark-shape.ts';
import type { CarryBook } from './carry-book.ts';
import { UnsureActions } from './UnsureActions.tsx';
import { useCarried } from './useCarry.ts';

export interface CarryOnPageProps {
  readonly page: number;
  readonly transform: PageTransform;
}

/** Pixels between a mark and the dashed line around it. */
const MARGIN = 5;

/** On a page: a dashed line around carried marks that may stand wrong, and the place that a press chooses for one. */
export function CarryOnPage({ page, transform }: CarryOnPageProps) {
  const { carry, view } = useCarried();
  if (carry === null) return null;
  const { book } = carry;
  return (
    <>
      {view.unsure
        .filter(({ mark, id }) => mark.page === page && view.placing?.id !== id)
        .map((placed) => (
          <Unsure key={placed.id} placed={placed} transform={transform} book={book} />
        ))}
      {view.placing === null ? null : <PlacingLayer page={page} transform={transform} book={book} />}
    </>
  );
}

function Unsure({
  placed,
  transform,
  book,
}: {
  readonly placed: PlacedMark;
  readonly transform: PageTransform;
  readonly book: CarryBook;
}) {
  const { t } = useTranslation('annotation');
  const frame = frameOf(placed, transform);
  const percent = Math.round((placed.mark.carried?.confidence ?? 0) * 100);
  const text = t('carry.maybe', { percent });
  return (
    <>
      <span
        aria-hidden
        data-carry-unsure
        style={frame}
        className="pointer-events-none absolute z-10 rounded-md border-2 border-dashed border-warn"
      />
      <Popover
        label={t('carry.unsure')}
        placement="bottom start"
        className="w-80"
        trigger={
          <PinButton
            data-mark-control
            aria-label={text}
            style={{ left: Math.max(10, frame.left), top: Math.max(10, frame.top) }}
            className="absolute z-10 flex size-6 -translate-x-1/2 -translate-y-1/2 items-center justify-center rounded-full border border-warn bg-warn-soft text-warn-ink shadow-raised after:absolute after:-inset-2.5"
          >
            <Icon name="help" size={0.9375} />
          </PinButton>
        }
      >
        <p className="mb-3">{text}</p>
        <UnsureActions book={book} placed={placed} />
      </Popover>
    </>
  );
}

function PlacingLayer({
  page,
  transform,
  book,
}: {
  readonly page: number;
  readonly transform: PageTransform;
  readonly book: CarryBook;
}) {
  const { t } = useTranslation('annotation');
  const put = async (at: Point) => {
    try {
      if (!(await book.placeAt(page, transform.toPage(at)))) toast(t('carry.needsWords'), 'warn');
    } catch (error) {
      console.warn('the words of this page could not be read', error);
      toast(t('carry.needsWords'), 'warn');
    }
  };
  return (
    <div
      data-carry-placing
      className="absolute inset-0 z-20 cursor-crosshair bg-accent/5 outline-2 -outline-offset-2 outline-accent outline-dashed"
      onClick={(event) => {
        const box = event.currentTarget.getBoundingClientRect();
        void put({ x: event.clientX - box.left, y: event.clientY - box.top });
      }}
    />
  );
}

function frameOf({ mark }: PlacedMark, transform: PageTransform) {
  const { x, y, width, height } = transform.rectToScreen(shapeOf(mark).bounds);
  if (mark.kind === 'note') {
    const at = transform.toScreen(mark);
    return { left: at.x - PIN_SIZE, top: at.y - PIN_SIZE, width: 2 * PIN_SIZE, height: 2 * PIN_SIZE };
  }
  return { left: x - MARGIN, top: y - MARGIN, width: width + 2 * MARGIN, height: height + 2 * MARGIN };
}

import { useTranslation } from 'react-i18next';
import type { Seat, Seating } from '#protocol/meeting/records';
import type { PersonId } from '#protocol/wire/ids';
import { cx, DragTile } from '../../ui/index.ts';

export interface SeatPlanProps {
  readonly seating: Seating;
  readonly nameOf: (person: PersonId) => string;
  readonly chair: PersonId;
  /** Marked, so that somebody finds their own seat. */
  readonly me?: PersonId;
  /** What makes a plan that can be changed; without it it is only looked at. */
  readonly editing?: {
    readonly selected: number | null;
    readonly onPress: (at: number) => void;
    readonly onReceive: (at: number, person: string) => void;
  };
  /** For paper: as wide as the sheet. */
  readonly isPrinted?: boolean;
}

/** The room from above, the chair's side at the top. */
export function SeatPlan({ seating, nameOf, chair, me, editing, isPrinted = false }: SeatPlanProps) {
  const { t } = useTranslation('seating');
  const { seats } = seating;
  const left = Math.min(...seats.map(({ x }) => x));
  const top = Math.min(...seats.map(({ y }) => y));
  const columns = Math.max(...seats.map(({ x }) => x)) - left + 1;
  const textOf = ({ person }: Seat, index: number) =>
    person === null
      ? t('emptySeat', { number: index + 1 })
      : t(person === chair ? 'seatOfChair' : person === me ? 'ownSeat' : 'seatOf', {
          number: index + 1,
          name: nameOf(person),
        });
  const column = isPrinted ? 'minmax(0, 1fr)' : 'minmax(5.25rem, 1fr)';
  return (
    <ol
      aria-label={t('plan')}
      className={cx('grid gap-1.5', isPrinted ? 'text-[7pt]' : 'overflow-x-auto p-1')}
      style={{ gridTemplateColumns: `repeat(${columns}, ${column})` }}
    >
      {seats.map((seat, index) => {
        const { person } = seat;
        const isMine = person !== null && person === me;
        const content = (
          <>
            <span className="figures text-xs text-ink-muted">
              {isMine ? t('me', { number: index + 1 }) : index + 1}
            </span>{' '}
            <span className={cx('leading-tight', (isMine || person === chair) && 'font-semibold')}>
              {person === null ? '' : nameOf(person)}
            </span>
          </>
        );
        const box = 'flex min-h-14 w-full flex-col px-1.5 py-1 text-sm';
        return (
          <li
            key={`${seat.x} ${seat.y}`}
            className="flex min-w-0"
            style={{ gridColumn: seat.x - left + 1, gridRow: seat.y - top + 1 }}
          >
            {editing === undefined ? (
              <span
                {...(isPrinted ? {} : { role: 'img', 'aria-label': textOf(seat, index) })}
                className={cx(
                  box,
                  'rounded-md border',
                  isMine
                    ? 'border-2 border-accent bg-accent-soft'
                    : person === null
                      ? 'border-dashed border-line'
                      : 'border-line-strong/60 bg-surface',
                )}
              >
                {content}
              </span>
            ) : (
              <DragTile
                label={textOf(seat, index)}
                {...(person === null ? {} : { carries: person })}
                isSelected={editing.selected === index}
                onPress={() => editing.onPress(index)}
                onReceive={(carried) => editing.onReceive(index, carried)}
                className={cx(box, person === null && 'border-dashed')}
              >
                {content}
              </DragTile>
            )}
          </li>
        );
      })}
    </ol>
  );
}

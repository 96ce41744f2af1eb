import { CalendarDateTime, parseDateTime, Time, toCalendarDate } from '@internationalized/date';
import {
  Button,
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  CalendarHeading,
  DateInput,
  DatePicker,
  DateSegment,
  Dialog,
  Group,
  Popover,
  TimeField,
} from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { floatClass, iconButtonClass } from './control-styles.ts';
import { cx } from './cx.ts';
import { FieldFoot, FieldLabel, fieldClass, type FieldCommonProps } from './field-parts.tsx';
import { Icon } from './Icon.tsx';

export interface DateTimeFieldProps extends FieldCommonProps {
  /** Local wall time as `YYYY-MM-DDTHH:mm`, or null while nothing is chosen. */
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
  readonly isDisabled?: boolean;
  readonly isRequired?: boolean;
}

/** Two pixels more than a control: the day has one inside its frame, and the time beside it must be as high. */
const box =
  'flex min-h-[calc(var(--control-md)+2px)] items-center rounded-md border border-line-strong/70 bg-surface pl-3 text-base data-focus-within:border-accent data-invalid:border-2 data-invalid:border-live data-disabled:bg-sunken data-disabled:text-ink-disabled';
const segment =
  'figures rounded-sm px-0.5 outline-none data-placeholder:text-ink-muted data-focused:bg-accent data-focused:text-on-accent';

function read(value: string | null): CalendarDateTime | null {
  return value === null ? null : parseDateTime(value);
}

function write(value: CalendarDateTime): string {
  return value.set({ second: 0, millisecond: 0 }).toString().slice(0, 16);
}

/** A day and a time of that day, typed or picked from a calendar; days before times as Vietnamese writes them. */
export function DateTimeField({
  label,
  description,
  error,
  isOptional,
  hideLabel,
  className,
  value,
  onChange,
  isDisabled = false,
  isRequired = false,
}: DateTimeFieldProps) {
  const { t } = useTranslation('ui');
  const at = read(value);
  const day = at === null ? null : toCalendarDate(at);
  const time = at === null ? null : new Time(at.hour, at.minute);
  return (
    <div className={cx('flex min-w-0 flex-wrap items-start gap-2', className)}>
      <DatePicker
        value={day}
        onChange={(next) => {
          if (next === null) onChange(null);
          else {
            const clock = time ?? new Time(8, 0);
            onChange(write(new CalendarDateTime(next.year, next.month, next.day, clock.hour, clock.minute)));
          }
        }}
        shouldForceLeadingZeros
        isDisabled={isDisabled}
        isRequired={isRequired}
        isInvalid={error !== undefined}
        className={cx(fieldClass, 'flex-1 basis-44')}
      >
        <FieldLabel label={label} isOptional={isOptional ?? false} hideLabel={hideLabel ?? false} />
        <Group className={box}>
          <DateInput className="flex flex-1 py-1.5 whitespace-nowrap">
            {(part) => <DateSegment segment={part} className={segment} />}
          </DateInput>
          <Button className={iconButtonClass('quiet', 'md')}>
            <Icon name="calendar" size={1.125} />
          </Button>
        </Group>
        <FieldFoot description={description} error={error} />
        <Popover offset={4} className={cx(floatClass, 'p-3')}>
          <Dialog className="outline-none">
            <Calendar className="w-fit">
              <header className="mb-2 flex items-center justify-between gap-2">
                <Button slot="previous" className={iconButtonClass('quiet', 'md')}>
                  <Icon name="chevron-left" />
                </Button>
                <CalendarHeading className="text-base font-semibold first-letter:uppercase" />
                <Button slot="next" className={iconButtonClass('quiet', 'md')}>
                  <Icon name="chevron-right" />
                </Button>
              </header>
              <CalendarGrid weekdayStyle="short" className="border-separate border-spacing-0.5">
                <CalendarGridHeader>
                  {(name) => (
                    <CalendarHeaderCell className="text-xs font-medium text-ink-muted">
                      {name}
                    </CalendarHeaderCell>
                  )}
                </CalendarGridHeader>
                <CalendarGridBody>
                  {(date) => (
                    <CalendarCell
                      date={date}
                      className="figures flex size-(--control-md) items-center justify-center rounded-md text-base data-hovered:bg-hover data-outside-month:text-transparent data-selected:bg-accent data-selected:font-semibold data-selected:text-on-accent data-today:font-semibold data-today:underline data-disabled:text-ink-disabled"
                    />
                  )}
                </CalendarGridBody>
              </CalendarGrid>
            </Calendar>
          </Dialog>
        </Popover>
      </DatePicker>
      {/* As high as the label of the day, so that both boxes stand side by side whatever is written under them. */}
      <div className={fieldClass}>
        {hideLabel === true ? null : (
          <span aria-hidden className="invisible text-sm">
            –
          </span>
        )}
        <TimeField
          aria-label={t('timeOf', { label })}
          value={time}
          hourCycle={24}
          shouldForceLeadingZeros
          isDisabled={isDisabled || at === null}
          onChange={(next) => {
            if (next !== null && at !== null)
              onChange(write(at.set({ hour: next.hour, minute: next.minute })));
          }}
        >
          <DateInput className={cx(box, 'gap-px pr-3')}>
            {(part) => <DateSegment segment={part} className={segment} />}
          </DateInput>
        </TimeField>
      </div>
    </div>
  );
}

import { parseDate } from '@internationalized/date';
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
} from 'react-aria-components';
import { dateBox, dateSegment, floatClass, iconButtonClass } from './control-styles.ts';
import { cx } from './cx.ts';
import { FieldFoot, FieldLabel, fieldClass, type FieldCommonProps } from './field-parts.tsx';
import { Icon } from './Icon.tsx';

export interface DateFieldProps extends FieldCommonProps {
  /** `YYYY-MM-DD`, or null while nothing is chosen. */
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
  readonly isDisabled?: boolean;
  readonly isRequired?: boolean;
}

/** A day, typed or picked from a calendar. */
export function DateField({
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
}: DateFieldProps) {
  return (
    <DatePicker
      value={value === null ? null : parseDate(value)}
      onChange={(next) => onChange(next === null ? null : next.toString())}
      shouldForceLeadingZeros
      isDisabled={isDisabled}
      isRequired={isRequired}
      isInvalid={error !== undefined}
      className={cx(fieldClass, className)}
    >
      <FieldLabel label={label} isOptional={isOptional ?? false} hideLabel={hideLabel ?? false} />
      <Group className={dateBox}>
        <DateInput className="flex flex-1 py-1.5 whitespace-nowrap">
          {(part) => <DateSegment segment={part} className={dateSegment} />}
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
  );
}

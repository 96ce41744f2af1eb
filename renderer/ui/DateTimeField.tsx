import { CalendarDateTime, parseDate, parseDateTime, Time } from '@internationalized/date';
import { DateInput, DateSegment, TimeField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { dateBox, dateSegment } from './control-styles.ts';
import { cx } from './cx.ts';
import { DateField } from './DateField.tsx';
import { fieldClass, type FieldCommonProps } from './field-parts.tsx';

export interface DateTimeFieldProps extends FieldCommonProps {
  /** Local wall time as `YYYY-MM-DDTHH:mm`, or null while nothing is chosen. */
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
  readonly isDisabled?: boolean;
  readonly isRequired?: boolean;
}

function read(value: string | null): CalendarDateTime | null {
  return value === null ? null : parseDateTime(value);
}

function write(value: CalendarDateTime): string {
  return value.set({ second: 0, millisecond: 0 }).toString().slice(0, 16);
}

/** A day and a time of that day, typed or picked from a calendar; days before times as Vietnamese writes them. */
export function DateTimeField({ className, value, onChange, ...field }: DateTimeFieldProps) {
  const { t } = useTranslation('ui');
  const { label, hideLabel, isDisabled = false } = field;
  const at = read(value);
  const time = at === null ? null : new Time(at.hour, at.minute);
  return (
    <div className={cx('flex min-w-0 flex-wrap items-start gap-2', className)}>
      <DateField
        {...field}
        value={value === null ? null : value.slice(0, 10)}
        onChange={(next) => {
          if (next === null) onChange(null);
          else {
            const { year, month, day } = parseDate(next);
            const clock = time ?? new Time(8, 0);
            onChange(write(new CalendarDateTime(year, month, day, clock.hour, clock.minute)));
          }
        }}
        className="flex-1 basis-44"
      />
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
          <DateInput className={cx(dateBox, 'gap-px pr-3')}>
            {(part) => <DateSegment segment={part} className={dateSegment} />}
          </DateInput>
        </TimeField>
      </div>
    </div>
  );
}

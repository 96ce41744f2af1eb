import { Radio, RadioGroup as AriaRadioGroup } from 'react-aria-components';
import type { Choice } from './choice.ts';
import { cx } from './cx.ts';
import { FieldFoot, FieldLabel, fieldClass, type FieldCommonProps } from './field-parts.tsx';
import { Icon } from './Icon.tsx';

export interface RadioGroupProps<K extends string> extends FieldCommonProps {
  readonly choices: readonly Choice<K>[];
  readonly value: K | null;
  readonly onChange: (value: K) => void;
  /** `row` puts them side by side where there is room. */
  readonly layout?: 'column' | 'row';
  readonly isDisabled?: boolean;
}

/** One of two to five, all of them visible. */
export function RadioGroup<K extends string>({
  label,
  description,
  error,
  isOptional,
  hideLabel,
  className,
  choices,
  value,
  onChange,
  layout = 'column',
  isDisabled = false,
}: RadioGroupProps<K>) {
  return (
    <AriaRadioGroup
      value={value}
      onChange={(next) => {
        const chosen = choices.find((choice) => choice.id === next);
        if (chosen !== undefined) onChange(chosen.id);
      }}
      isInvalid={error !== undefined}
      isDisabled={isDisabled}
      className={cx(fieldClass, className)}
    >
      <FieldLabel label={label} isOptional={isOptional ?? false} hideLabel={hideLabel ?? false} />
      <div className={cx('flex gap-2', layout === 'column' ? 'flex-col' : 'flex-wrap')}>
        {choices.map((choice) => (
          <Radio
            key={choice.id}
            value={choice.id}
            isDisabled={choice.isDisabled ?? false}
            className="group flex min-h-(--control-md) items-center gap-2.5 rounded-md border border-line-strong/60 bg-surface py-1.5 pr-4 pl-3 text-base select-none data-disabled:text-ink-disabled data-hovered:bg-hover data-selected:border-accent data-selected:bg-accent-soft"
          >
            {({ isSelected }) => (
              <>
                <span
                  className={cx(
                    'flex size-4.5 shrink-0 items-center justify-center rounded-full border-2',
                    isSelected ? 'border-accent' : 'border-line-strong',
                  )}
                >
                  {isSelected ? <span className="size-2 rounded-full bg-accent" /> : null}
                </span>
                {choice.icon === undefined ? null : <Icon name={choice.icon} size={1.125} />}
                <span className="flex flex-col">
                  <span>{choice.label}</span>
                  {choice.detail === undefined ? null : (
                    <span className="text-sm text-ink-muted">{choice.detail}</span>
                  )}
                </span>
              </>
            )}
          </Radio>
        ))}
      </div>
      <FieldFoot description={description} error={error} />
    </AriaRadioGroup>
  );
}

import {
  Button,
  ListBox,
  ListBoxItem,
  Popover,
  Select as AriaSelect,
  SelectValue,
} from 'react-aria-components';
import type { Choice } from './choice.ts';
import { floatClass, inputClass, optionClass } from './control-styles.ts';
import { cx } from './cx.ts';
import { FieldFoot, FieldLabel, fieldClass, type FieldCommonProps } from './field-parts.tsx';
import { Icon } from './Icon.tsx';
import { OptionText } from './OptionText.tsx';

export interface SelectProps<K extends string> extends FieldCommonProps {
  readonly choices: readonly Choice<K>[];
  readonly value: K | null;
  readonly onChange: (value: K) => void;
  readonly placeholder?: string;
  readonly isRequired?: boolean;
  readonly isDisabled?: boolean;
  readonly name?: string;
}

/** One of a few, all of them known. For many (people, units) use `ComboBox`. */
export function Select<K extends string>({
  label,
  description,
  error,
  isOptional,
  hideLabel,
  className,
  choices,
  value,
  onChange,
  placeholder,
  isRequired = false,
  isDisabled = false,
  name,
}: SelectProps<K>) {
  return (
    <AriaSelect
      selectedKey={value}
      onSelectionChange={(key) => {
        const chosen = choices.find((choice) => choice.id === key);
        if (chosen !== undefined) onChange(chosen.id);
      }}
      isInvalid={error !== undefined}
      isRequired={isRequired}
      isDisabled={isDisabled}
      {...(placeholder === undefined ? {} : { placeholder })}
      {...(name === undefined ? {} : { name })}
      className={cx(fieldClass, className)}
    >
      <FieldLabel label={label} isOptional={isOptional ?? false} hideLabel={hideLabel ?? false} />
      <Button className={cx(inputClass, 'flex items-center justify-between gap-2 text-left')}>
        <SelectValue className="min-w-0 truncate data-placeholder:text-ink-muted">
          {({ selectedText, defaultChildren }) =>
            choices.find((choice) => choice.id === value)?.label ?? selectedText ?? defaultChildren
          }
        </SelectValue>
        <Icon name="chevron-down" size={1} className="text-ink-muted" />
      </Button>
      <FieldFoot description={description} error={error} />
      <Popover offset={4} className={cx(floatClass, 'min-w-(--trigger-width) overflow-auto p-1')}>
        <ListBox items={choices} className="outline-none">
          {(choice) => (
            <ListBoxItem
              id={choice.id}
              textValue={choice.label}
              isDisabled={choice.isDisabled ?? false}
              className={optionClass}
            >
              {({ isSelected }) => <OptionText choice={choice} isSelected={isSelected} />}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}

import { useState } from 'react';
import {
  Button,
  ComboBox as AriaComboBox,
  Group,
  Input,
  ListBox,
  ListBoxItem,
  Popover,
} from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Choice } from './choice.ts';
import { floatClass, inputClass, optionClass } from './control-styles.ts';
import { cx } from './cx.ts';
import { FieldFoot, FieldLabel, fieldClass, type FieldCommonProps } from './field-parts.tsx';
import { matches } from './matches.ts';
import { Icon } from './Icon.tsx';
import { OptionText } from './OptionText.tsx';

export interface ComboBoxProps<K extends string> extends FieldCommonProps {
  readonly choices: readonly Choice<K>[];
  readonly value: K | null;
  /** `null` when the person emptied the box. */
  readonly onChange: (value: K | null) => void;
  readonly placeholder?: string;
  readonly isDisabled?: boolean;
  readonly isRequired?: boolean;
}

/** One of many, found by typing; "nguyen hai" finds "Nguyễn Thị Hải". The detail line is searched as well. */
export function ComboBox<K extends string>({
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
  isDisabled = false,
  isRequired = false,
}: ComboBoxProps<K>) {
  const { t } = useTranslation('ui');
  const chosen = choices.find((choice) => choice.id === value);
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? chosen?.label ?? '';
  const shown =
    typed === null || typed === chosen?.label
      ? choices
      : choices.filter((choice) => matches(`${choice.label} ${choice.detail ?? ''}`, typed));
  return (
    <AriaComboBox
      items={shown}
      inputValue={text}
      onInputChange={(next) => {
        setTyped(next);
        if (next === '' && value !== null) onChange(null);
      }}
      selectedKey={value}
      onSelectionChange={(key) => {
        const next = choices.find((choice) => choice.id === key);
        if (next === undefined) return;
        setTyped(null);
        onChange(next.id);
      }}
      onOpenChange={(isOpen) => {
        if (!isOpen) setTyped(null);
      }}
      isInvalid={error !== undefined}
      isDisabled={isDisabled}
      isRequired={isRequired}
      allowsEmptyCollection
      menuTrigger="focus"
      className={cx(fieldClass, className)}
    >
      <FieldLabel label={label} isOptional={isOptional ?? false} hideLabel={hideLabel ?? false} />
      <Group className="relative">
        <Input
          {...(placeholder === undefined ? {} : { placeholder })}
          autoComplete="off"
          className={cx(inputClass, 'pr-11')}
        />
        <Button className="absolute inset-y-0 right-0 flex w-(--control-md) items-center justify-center rounded-md text-ink-muted">
          <Icon name="chevron-down" size={1} />
        </Button>
      </Group>
      <FieldFoot description={description} error={error} />
      <Popover offset={4} className={cx(floatClass, 'w-(--trigger-width) min-w-64 overflow-auto p-1')}>
        <ListBox<Choice<K>>
          className="outline-none"
          renderEmptyState={() => <p className="px-3 py-2 text-sm text-ink-muted">{t('nothingFound')}</p>}
        >
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
    </AriaComboBox>
  );
}

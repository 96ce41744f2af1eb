import { useId, useState, type ReactNode } from 'react';
import {
  Group,
  Input,
  TextArea as AriaTextArea,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
} from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { inputClass } from './control-styles.ts';
import { cx } from './cx.ts';
import { FieldFoot, FieldLabel, fieldClass, type FieldCommonProps } from './field-parts.tsx';
import { Icon } from './Icon.tsx';
import { IconButton } from './IconButton.tsx';
import type { IconName } from './icon-paths.ts';

export interface TextFieldProps
  extends FieldCommonProps, Omit<AriaTextFieldProps, 'children' | 'className' | 'style' | 'isInvalid'> {
  readonly placeholder?: string;
  readonly icon?: IconName;
  readonly inputClassName?: string;
  /** Shown at the end inside the box. */
  readonly end?: ReactNode;
  /** Offered while typing; anything else may be typed as well. */
  readonly suggestions?: readonly string[];
}

/** One line of text. */
export function TextField({
  label,
  description,
  error,
  isOptional,
  hideLabel,
  className,
  placeholder,
  icon,
  inputClassName,
  end,
  suggestions,
  ...rest
}: TextFieldProps) {
  const list = useId();
  return (
    <AriaTextField {...rest} isInvalid={error !== undefined} className={cx(fieldClass, className)}>
      <FieldLabel label={label} isOptional={isOptional ?? false} hideLabel={hideLabel ?? false} />
      <div className="relative">
        {icon === undefined ? null : (
          <Icon
            name={icon}
            size={1.125}
            className="pointer-events-none absolute top-1/2 left-3 -translate-y-1/2 text-ink-muted"
          />
        )}
        <Input
          {...(suggestions === undefined ? {} : { list })}
          {...(placeholder === undefined ? {} : { placeholder })}
          className={cx(
            inputClass,
            icon !== undefined && 'pl-10',
            end !== undefined && 'pr-12',
            inputClassName,
          )}
        />
        {end === undefined ? null : (
          <div className="absolute inset-y-0 right-0.5 flex items-center">{end}</div>
        )}
      </div>
      {suggestions === undefined ? null : (
        <datalist id={list}>
          {suggestions.map((suggestion) => (
            <option key={suggestion} value={suggestion} />
          ))}
        </datalist>
      )}
      <FieldFoot description={description} error={error} />
    </AriaTextField>
  );
}

export interface TextAreaProps extends Omit<TextFieldProps, 'icon' | 'end' | 'type' | 'suggestions'> {
  readonly rows?: number;
}

/** Several lines of text. */
export function TextArea({
  label,
  description,
  error,
  isOptional,
  hideLabel,
  className,
  placeholder,
  inputClassName,
  rows = 4,
  ...rest
}: TextAreaProps) {
  return (
    <AriaTextField {...rest} isInvalid={error !== undefined} className={cx(fieldClass, className)}>
      <FieldLabel label={label} isOptional={isOptional ?? false} hideLabel={hideLabel ?? false} />
      <AriaTextArea
        rows={rows}
        {...(placeholder === undefined ? {} : { placeholder })}
        className={cx(inputClass, 'resize-y', inputClassName)}
      />
      <FieldFoot description={description} error={error} />
    </AriaTextField>
  );
}

/** A password, hidden until the person asks to see it. */
export function PasswordField(props: Omit<TextFieldProps, 'type' | 'end' | 'icon'>) {
  const { t } = useTranslation('ui');
  const [shown, setShown] = useState(false);
  return (
    <TextField
      {...props}
      type={shown ? 'text' : 'password'}
      spellCheck="false"
      end={
        <IconButton
          size="sm"
          icon={shown ? 'eye-off' : 'eye'}
          label={shown ? t('hidePassword') : t('showPassword')}
          onPress={() => setShown(!shown)}
        />
      }
    />
  );
}

/** A search over what is on the page: Escape empties it. */
export function SearchField(
  props: Omit<TextFieldProps, 'type' | 'icon' | 'end'> & {
    readonly value: string;
    readonly onChange: (value: string) => void;
  },
) {
  const { t } = useTranslation('ui');
  return (
    <TextField
      {...props}
      type="search"
      icon="search"
      autoComplete="off"
      inputClassName="[&::-webkit-search-cancel-button]:hidden"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && props.value !== '') props.onChange('');
        else event.continuePropagation();
      }}
      {...(props.value === ''
        ? {}
        : {
            end: (
              <Group>
                <IconButton
                  size="sm"
                  icon="close"
                  label={t('clearSearch')}
                  onPress={() => props.onChange('')}
                />
              </Group>
            ),
          })}
    />
  );
}

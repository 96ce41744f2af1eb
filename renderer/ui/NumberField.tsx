import {
  Button,
  Group,
  Input,
  NumberField as AriaNumberField,
  type NumberFieldProps as AriaNumberFieldProps,
} from 'react-aria-components';
import { cx } from './cx.ts';
import { FieldFoot, FieldLabel, fieldClass, type FieldCommonProps } from './field-parts.tsx';
import { Icon } from './Icon.tsx';

export interface NumberFieldProps
  extends FieldCommonProps, Omit<AriaNumberFieldProps, 'children' | 'className' | 'style' | 'isInvalid'> {
  /** Written after the number, such as "phút". */
  readonly unit?: string;
}

const step =
  'flex w-(--control-md) shrink-0 items-center justify-center border-line text-ink-muted data-hovered:bg-hover data-pressed:bg-pressed data-disabled:text-ink-disabled';

/** A number with steps, in the writing of the chosen language. */
export function NumberField({
  label,
  description,
  error,
  isOptional,
  hideLabel,
  className,
  unit,
  ...rest
}: NumberFieldProps) {
  return (
    <AriaNumberField {...rest} isInvalid={error !== undefined} className={cx(fieldClass, className)}>
      <FieldLabel label={label} isOptional={isOptional ?? false} hideLabel={hideLabel ?? false} />
      <Group className="flex min-h-[calc(var(--control-md)+2px)] items-stretch overflow-hidden rounded-md border border-line-strong/70 bg-surface data-focus-within:border-accent data-focus-visible:outline-2 data-invalid:border-2 data-invalid:border-live data-disabled:bg-sunken">
        <Button slot="decrement" className={cx(step, 'border-r')}>
          <Icon name="minus" size={1} />
        </Button>
        <Input className="figures w-full min-w-10 bg-transparent px-2 text-center text-base outline-none" />
        {unit === undefined ? null : (
          <span className="flex items-center pr-2 text-sm text-ink-muted">{unit}</span>
        )}
        <Button slot="increment" className={cx(step, 'border-l')}>
          <Icon name="plus" size={1} />
        </Button>
      </Group>
      <FieldFoot description={description} error={error} />
    </AriaNumberField>
  );
}

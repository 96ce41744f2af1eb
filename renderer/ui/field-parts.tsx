import type { ReactNode } from 'react';
import { FieldError, Label, Text } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { cx } from './cx.ts';
import { Icon } from './Icon.tsx';

/** What every field of a form has in common. */
export interface FieldCommonProps {
  readonly label: string;
  /** Help under the label, kept short. */
  readonly description?: string;
  /** What is wrong, in words that say how to put it right. Marks the field as invalid. */
  readonly error?: string;
  /** Says "(không bắt buộc)" beside the label. */
  readonly isOptional?: boolean;
  /** Keeps the label for screen readers only, where the place says it already. */
  readonly hideLabel?: boolean;
  readonly className?: string;
}

/** The outer box of a field: label above, help and error below. */
export const fieldClass = 'flex min-w-0 flex-col gap-1.5';

export function FieldLabel({
  label,
  isOptional = false,
  hideLabel = false,
}: Pick<FieldCommonProps, 'label' | 'isOptional' | 'hideLabel'>) {
  const { t } = useTranslation('ui');
  return (
    <Label className={cx('text-sm font-medium text-ink', hideLabel && 'sr-only')}>
      {label}
      {isOptional ? <span className="font-normal text-ink-muted"> {t('optional')}</span> : null}
    </Label>
  );
}

export function FieldFoot({
  description,
  error,
}: {
  readonly description?: ReactNode | undefined;
  readonly error?: string | undefined;
}) {
  return (
    <>
      {description === undefined ? null : (
        <Text slot="description" className="text-sm text-ink-muted">
          {description}
        </Text>
      )}
      <FieldError className="flex items-start gap-1.5 text-sm text-live-ink">
        {({ validationErrors }) => (
          <>
            <Icon name="error" size={1} className="mt-0.5" />
            <span>{error ?? validationErrors.join(' ')}</span>
          </>
        )}
      </FieldError>
    </>
  );
}

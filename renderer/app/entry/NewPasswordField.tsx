import { useTranslation } from 'react-i18next';
import { PASSWORD_MIN } from '#protocol/people/records';
import { cx, PasswordField } from '../../ui/index.ts';
import { passwordStrength } from './strength.ts';

export interface NewPasswordFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Show what is missing: set after the first try to send. */
  readonly isChecked: boolean;
  readonly autoFocus?: boolean;
}

const steps = { none: 0, short: 1, fair: 2, good: 3, strong: 4 } as const;

/** A password being chosen: the rule, how good it is, and what is still missing. */
export function NewPasswordField({
  label,
  value,
  onChange,
  isChecked,
  autoFocus = false,
}: NewPasswordFieldProps) {
  const { t } = useTranslation('app');
  const strength = passwordStrength(value);
  const filled = steps[strength];
  const missing = PASSWORD_MIN - value.normalize('NFC').length;
  return (
    <div className="flex flex-col gap-2">
      <PasswordField
        label={label}
        value={value}
        onChange={onChange}
        autoComplete="new-password"
        autoFocus={autoFocus}
        description={t('welcome.rule', { min: PASSWORD_MIN })}
        {...(isChecked && missing > 0 ? { error: t('welcome.tooShort', { count: missing }) } : {})}
      />
      <div className="flex items-center gap-3 text-sm text-ink-muted">
        <span className="flex flex-1 gap-1" aria-hidden>
          {[1, 2, 3, 4].map((step) => (
            <span
              key={step}
              className={cx(
                'h-1.5 flex-1 rounded-full ring-1 ring-line',
                step > filled ? 'bg-sunken' : strength === 'short' ? 'bg-warn' : 'bg-ok',
              )}
            />
          ))}
        </span>
        <span className="min-w-24 text-right" aria-live="polite">
          {t(`strength.${strength}`)}
        </span>
      </div>
    </div>
  );
}

import { useTranslation } from 'react-i18next';
import { QuorumRule } from '#protocol/meeting/records';
import { NumberField, Select } from '../../ui/index.ts';

export interface QuorumFieldProps {
  readonly value: QuorumRule | null;
  readonly onChange: (rule: QuorumRule | null) => void;
  readonly isDisabled: boolean;
}

const CHOICES = ['off', ...QuorumRule.shape.base.options] as const;
/** What most rules of procedure ask for: two thirds. */
const USUAL = 67;

/** How many have to be present, of whom; said again as a sentence, so that nobody has to guess what is counted. */
export function QuorumField({ value, onChange, isDisabled }: QuorumFieldProps) {
  const { t } = useTranslation('meeting');
  return (
    <div className="flex flex-col gap-2">
      <div className="grid items-end gap-5 sm:grid-cols-[minmax(0,1fr)_12rem]">
        <Select
          label={t('quorum.label')}
          choices={CHOICES.map((id) => ({ id, label: t(`quorum.base.${id}`) }))}
          value={value?.base ?? 'off'}
          onChange={(base) => onChange(base === 'off' ? null : { base, percent: value?.percent ?? USUAL })}
          isDisabled={isDisabled}
        />
        {value === null ? null : (
          <NumberField
            label={t('quorum.percent')}
            unit="%"
            minValue={1}
            maxValue={100}
            value={value.percent}
            onChange={(percent) => {
              if (!Number.isNaN(percent)) onChange({ ...value, percent: Math.round(percent) });
            }}
            isDisabled={isDisabled}
          />
        )}
      </div>
      {value === null ? null : (
        <p className="figures text-sm text-ink-muted">
          {t(`quorum.words.${value.base}`, { percent: value.percent })}
        </p>
      )}
    </div>
  );
}

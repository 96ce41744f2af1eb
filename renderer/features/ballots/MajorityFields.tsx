import { useTranslation } from 'react-i18next';
import { Checkbox, NumberField, Select } from '../../ui/index.ts';
import { freedomOf, majorityOf, MAJORITIES, ruleOf } from './vote-draft.ts';
import type { VoteOptionsProps } from './VoteOptions.tsx';

export interface MajorityFieldsProps extends Omit<VoteOptionsProps, 'use'> {
  /** Nobody is present: no share of those who are. */
  readonly inWriting: boolean;
}

const BASES = ['valid', 'cast', 'present', 'entitled'] as const;

/** What carries: one of the majorities that are usual, or an own share of a base. */
export function MajorityFields({ draft, faults, onChange, inWriting }: MajorityFieldsProps) {
  const { t } = useTranslation('ballots');
  const { rule, isOwnRule } = draft;
  const majority = isOwnRule ? 'own' : majorityOf(rule);
  const { share, base } = rule;
  const setShare = (change: Partial<NonNullable<typeof share>>) => {
    if (share !== null) onChange({ rule: { base, share: { ...share, ...change } } });
  };
  const part = (value: number) => (Number.isNaN(value) ? 1 : Math.min(100, Math.max(1, Math.round(value))));
  return (
    <div className="flex flex-col gap-3">
      <Select
        label={t('options.rule')}
        choices={MAJORITIES.map((id) => ({ id, label: t(`majority.${id}`) }))}
        value={majority}
        onChange={(next) => onChange({ rule: ruleOf(next, rule), isOwnRule: next === 'own' })}
      />
      {majority === 'own' && share !== null ? (
        <div className="grid gap-3 rounded-md bg-sunken p-3 sm:grid-cols-2">
          <Select
            label={t('options.compare')}
            choices={(['more', 'least'] as const).map((id) => ({ id, label: t(`options.${id}`) }))}
            value={share.isMoreThan ? 'more' : 'least'}
            onChange={(id) => setShare({ isMoreThan: id === 'more' })}
          />
          <Select
            label={t('options.base')}
            choices={BASES.filter((id) => id !== 'present' || !inWriting || base === id).map((id) => ({
              id,
              label: t(`base.${id}`),
            }))}
            value={base}
            onChange={(next) => onChange({ rule: { share, base: next } })}
          />
          <NumberField
            label={t('options.part')}
            minValue={1}
            maxValue={100}
            value={share.of[0]}
            onChange={(value) => setShare({ of: [part(value), share.of[1]] })}
          />
          <NumberField
            label={t('options.whole')}
            minValue={1}
            maxValue={100}
            value={share.of[1]}
            onChange={(value) => setShare({ of: [share.of[0], part(value)] })}
            {...(faults.includes('share') ? { error: t('fault.share') } : {})}
          />
        </div>
      ) : null}
      {freedomOf(draft).chairBreaksTie ? (
        <Checkbox
          isSelected={draft.chairBreaksTie}
          onChange={(chairBreaksTie) => onChange({ chairBreaksTie })}
        >
          {t('options.chairBreaksTie')}
        </Checkbox>
      ) : null}
    </div>
  );
}

import { useTranslation } from 'react-i18next';
import type { FloorRules } from '#protocol/floor/records';
import { IconButton, Popover, Select, Switch, type Choice } from '../../ui/index.ts';
import type { FloorUse } from './floor-use.ts';
import type { ChimeControl } from './useSpeechCues.ts';

const MINUTES = [0, 1, 2, 3, 5, 7, 10, 15, 20, 30] as const;

/** How the floor is given: by whom microphones open, in which order, whether one may still ask, for how long. */
export function RulesButton({ use, chime }: { readonly use: FloorUse; readonly chime: ChimeControl }) {
  const { t } = useTranslation('floor');
  const { rules } = use.state.floor;
  const set = (change: Partial<FloorRules>) =>
    void use.run({ type: 'floor.setRules', rules: { ...rules, ...change } });
  const known = MINUTES.some((minutes) => minutes === rules.minutes);
  const choices: Choice<string>[] = [...(known ? [] : [rules.minutes]), ...MINUTES].map((minutes) => ({
    id: String(minutes),
    label: minutes === 0 ? t('noLimit') : t('minutes', { count: minutes }),
  }));
  return (
    <Popover
      label={t('rules.title')}
      placement="bottom end"
      className="flex flex-col gap-2"
      trigger={<IconButton icon="settings" size="sm" label={t('rules.title')} />}
    >
      <h3 className="font-semibold">{t('rules.title')}</h3>
      <Switch isSelected={rules.mode === 'chaired'} onChange={(on) => set({ mode: on ? 'chaired' : 'open' })}>
        {t('rules.chaired')}
      </Switch>
      <Switch isSelected={rules.order === 'fair'} onChange={(on) => set({ order: on ? 'fair' : 'request' })}>
        {t('rules.fair')}
      </Switch>
      <Switch isSelected={rules.isListOpen} onChange={(isListOpen) => set({ isListOpen })}>
        {t('rules.open')}
      </Switch>
      <Select
        label={t('rules.minutes')}
        choices={choices}
        value={String(rules.minutes)}
        onChange={(minutes) => set({ minutes: Number(minutes) })}
      />
      <Switch isSelected={chime.isOn} onChange={chime.onChange}>
        {t('rules.chime')}
      </Switch>
    </Popover>
  );
}

import { useTranslation } from 'react-i18next';
import { ToggleButton, ToolbarSeparator, Tooltip } from '../../../ui/index.ts';

export interface SuggestingToggleProps {
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

/** Whether what one writes is a suggestion; what is not tracked is said before it is turned on, and while it is. */
export function SuggestingToggle({ isOn, onChange }: SuggestingToggleProps) {
  const { t } = useTranslation('minutes');
  return (
    <>
      <ToolbarSeparator />
      <Tooltip text={t('suggestions.on')}>
        <ToggleButton
          size="sm"
          icon="pen"
          label={t('suggestions.mode')}
          isSelected={isOn}
          onChange={onChange}
        />
      </Tooltip>
    </>
  );
}

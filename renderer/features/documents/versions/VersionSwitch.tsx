import { useTranslation } from 'react-i18next';
import type { PaperVersion } from '#protocol/documents/records';
import { VersionId } from '#protocol/wire/ids';
import { Button, formatDateTime, Menu, useLanguage } from '../../../ui/index.ts';

export interface VersionSwitchProps {
  /** Oldest first; the last one is in force. */
  readonly versions: readonly PaperVersion[];
  readonly shown: VersionId;
  readonly onShow: (version: VersionId) => void;
  readonly onCompare: () => void;
}

/** Which version of a paper is on the screen, and the others. */
export function VersionSwitch({ versions, shown, onShow, onCompare }: VersionSwitchProps) {
  const { t } = useTranslation('documents');
  const language = useLanguage();
  const number = versions.findIndex(({ id }) => id === shown) + 1;
  const isCurrent = number === versions.length;
  return (
    <Menu
      label={t('versions.title')}
      trigger={
        <Button size="sm" variant={isCurrent ? 'quiet' : 'secondary'}>
          {t('versions.number', { number })}
        </Button>
      }
      sections={[
        {
          title: t('versions.title'),
          value: shown,
          onChange: (value) => {
            const chosen = VersionId.safeParse(value);
            if (chosen.success) onShow(chosen.data);
          },
          choices: versions
            .map(({ id, at }, index) => ({
              id,
              label:
                index === versions.length - 1
                  ? t('versions.current', { number: index + 1 })
                  : t('versions.number', { number: index + 1 }),
              detail: formatDateTime(at, language),
            }))
            .toReversed(),
        },
      ]}
      actions={[{ id: 'compare', label: t('versions.compare'), icon: 'compare', onAction: onCompare }]}
    />
  );
}

import { useTranslation } from 'react-i18next';
import type { PaperVersion } from '#protocol/documents/records';
import type { VersionId } from '#protocol/wire/ids';
import { Button, formatDate, Icon, useLanguage } from '../../../ui/index.ts';

export interface OldVersionBandProps {
  /** Oldest first; the last one is in force. */
  readonly versions: readonly PaperVersion[];
  readonly shown: VersionId;
  readonly onCurrent: () => void;
  readonly onCompare: () => void;
}

/** Says that what is read is no longer in force, since when, and leads to what is. Nothing for the current version. */
export function OldVersionBand({ versions, shown, onCurrent, onCompare }: OldVersionBandProps) {
  const { t } = useTranslation('documents');
  const language = useLanguage();
  const index = versions.findIndex(({ id }) => id === shown);
  const next = versions[index + 1];
  if (index < 0 || next === undefined) return null;
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-warn/50 bg-warn-soft py-1 pr-2 pl-3 text-warn-ink">
      <Icon name="warning" size={1.125} />
      <p role="status" className="min-w-0 flex-1 basis-52 text-sm font-medium">
        {t('versions.old', { number: index + 1, at: formatDate(next.at, language) })}
      </p>
      <Button size="sm" onPress={onCompare}>
        {t('versions.compareShort')}
      </Button>
      <Button size="sm" variant="primary" onPress={onCurrent}>
        {t('versions.toCurrent')}
      </Button>
    </div>
  );
}

import { useTranslation } from 'react-i18next';
import type { Secrecy } from '#protocol/documents/records';
import { formatBytes, IconButton, Notice, Select, TextField, useLanguage } from '../../ui/index.ts';
import { faultsOf, type BroughtFile } from './brought-files.ts';

export interface BroughtFileFieldsProps {
  readonly entry: BroughtFile;
  readonly canAnnouncePrinted: boolean;
  readonly maxBytes: number;
  /** Says what is missing; not before the person has tried. */
  readonly showFaults: boolean;
  readonly onChange: (part: Partial<BroughtFile>) => void;
  readonly onRemove: () => void;
}

const SECRECY: readonly Secrecy[] = ['normal', 'confidential', 'secret', 'topSecret'];

/** What has to be said about one file, or why it can't become a paper. */
export function BroughtFileFields({
  entry,
  canAnnouncePrinted,
  maxBytes,
  showFaults,
  onChange,
  onRemove,
}: BroughtFileFieldsProps) {
  const { t } = useTranslation('agenda');
  const { t: codes } = useTranslation('codes');
  const language = useLanguage();
  const isSecret = entry.secrecy !== 'normal';
  const isRefused = entry.fault !== undefined && !isSecret;
  const faults = faultsOf(entry);
  const why = () => {
    if (entry.fault === 'tooLarge') {
      return t('bring.tooLarge', {
        size: formatBytes(entry.file.size, language),
        limit: formatBytes(maxBytes, language),
      });
    }
    return entry.fault === 'unreadable' ? t('bring.unreadable') : codes(entry.fault ?? 'broken');
  };
  return (
    <li className="flex flex-col gap-4 rounded-lg border border-line p-4">
      <div className="flex items-start justify-between gap-3">
        <p className="figures min-w-0 py-2 text-sm break-words text-ink-muted">
          {entry.file.name.normalize('NFC')} · {formatBytes(entry.file.size, language)}
        </p>
        <IconButton icon="close" label={t('bring.leaveOut', { file: entry.file.name })} onPress={onRemove} />
      </div>
      {isRefused ? (
        <Notice tone="error" title={t('bring.refused')}>
          {why()}
        </Notice>
      ) : (
        <>
          <TextField
            label={t('paper.title')}
            value={entry.title}
            onChange={(title) => onChange({ title })}
            {...(showFaults && faults.title !== undefined ? { error: t(`paper.${faults.title}`) } : {})}
          />
          <TextField
            label={t('paper.number')}
            placeholder={t('paper.numberHint')}
            isOptional={!isSecret}
            value={entry.number}
            onChange={(number) => onChange({ number })}
            {...(showFaults && faults.number !== undefined ? { error: t(`paper.${faults.number}`) } : {})}
          />
        </>
      )}
      <Select
        label={t('secrecy.label')}
        choices={SECRECY.map((secrecy) => ({ id: secrecy, label: t(`secrecy.${secrecy}`) }))}
        value={entry.secrecy}
        onChange={(secrecy) => onChange({ secrecy })}
        className="sm:max-w-60"
      />
      {isSecret ? (
        <Notice tone="warn" title={t('bring.secretTitle')} announce>
          {t(canAnnouncePrinted ? 'bring.secret' : 'bring.secretOther')}
        </Notice>
      ) : null}
    </li>
  );
}

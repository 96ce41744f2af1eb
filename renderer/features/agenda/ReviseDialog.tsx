import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Paper } from '#protocol/documents/records';
import { Button, Dialog, FileButton, formatBytes, Notice, useLanguage } from '../../ui/index.ts';
import { acceptedTypes, checkFile, type FileFault, type FileLimits } from './file-check.ts';
import type { UploadQueue } from './upload-queue.ts';

export interface ReviseDialogProps {
  readonly paper: Paper;
  readonly limits: FileLimits;
  readonly queue: UploadQueue;
  readonly onClose: () => void;
}

interface Chosen {
  readonly file: File;
  readonly fault: FileFault | 'unreadable' | undefined;
}

/** Replaces a paper's file by a new version. What becomes of the old one and of the marks on it is said first. */
export function ReviseDialog({ paper, limits, queue, onClose }: ReviseDialogProps) {
  const { t } = useTranslation('agenda');
  const { t: codes } = useTranslation('codes');
  const language = useLanguage();
  const [chosen, setChosen] = useState<Chosen | null>(null);

  const choose = async ([file]: readonly File[]) => {
    if (file === undefined) return;
    setChosen({ file, fault: await checkFile(file, limits).catch(() => 'unreadable' as const) });
  };
  const send = () => {
    if (chosen === null || chosen.fault !== undefined) return;
    const { id, item, title, number, readers } = paper;
    queue.add(chosen.file, { item, title, number, readers, paper: id });
    onClose();
  };
  const why = ({ file, fault }: Chosen) => {
    if (fault === 'unreadable') return t('bring.unreadable');
    if (fault !== 'tooLarge') return codes(fault ?? 'broken');
    const [size, limit] = [file.size, limits.maxBytes].map((bytes) => formatBytes(bytes, language));
    return t('bring.tooLarge', { size, limit });
  };
  const canSend = chosen !== null && chosen.fault === undefined;
  return (
    <Dialog
      isOpen
      keepOpenOutside
      onClose={onClose}
      title={t('revise.title')}
      footer={
        <>
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button variant="primary" icon="upload" isDisabled={!canSend} onPress={send}>
            {t('revise.confirm')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <p className="font-medium">{paper.title}</p>
        <p>{t('revise.text')}</p>
        <div className="flex flex-wrap items-center gap-3">
          <FileButton
            icon="paper"
            accept={acceptedTypes(limits.takesOffice)}
            onFiles={(files) => void choose(files)}
          >
            {t(chosen === null ? 'revise.choose' : 'revise.chooseOther')}
          </FileButton>
          {chosen === null ? null : (
            <p className="figures min-w-0 break-words">
              {chosen.file.name.normalize('NFC')} · {formatBytes(chosen.file.size, language)}
            </p>
          )}
        </div>
        {chosen?.fault === undefined ? null : (
          <Notice tone="error" title={t('bring.refused')} announce>
            {why(chosen)}
          </Notice>
        )}
        <p className="text-sm text-ink-muted">{t('revise.secrecy')}</p>
      </div>
    </Dialog>
  );
}

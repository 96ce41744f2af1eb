import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useServer } from '../../sync/session.ts';
import { useErrorText } from '../../sync/error-text.ts';
import {
  Button,
  FileButton,
  formatBytes,
  Icon,
  IconButton,
  ProgressBar,
  toast,
  useLanguage,
} from '../../ui/index.ts';
import { acceptedTypes } from './file-check.ts';
import type { UploadEntry, UploadQueue } from './upload-queue.ts';

export interface UploadRowProps {
  readonly entry: UploadEntry;
  readonly queue: UploadQueue;
}

/** A file on its way: how far it is, or why it stopped and what can be done. It is not a paper yet. */
export function UploadRow({ entry, queue }: UploadRowProps) {
  const { t } = useTranslation('agenda');
  const { t: codes } = useTranslation('codes');
  const language = useLanguage();
  const errorText = useErrorText();
  const { takesOffice } = useServer();
  const [removing, setRemoving] = useState(false);
  const { phase } = entry;
  const size = (bytes: number) => formatBytes(bytes, language);
  const sent = t('upload.sent', { received: size(entry.received), bytes: size(entry.bytes) });

  const remove = () => {
    setRemoving(true);
    queue.remove(entry.key).catch((error: unknown) => {
      setRemoving(false);
      toast(errorText(error), 'error');
    });
  };
  const resume = (file?: File) => {
    if (!queue.resume(entry.key, file)) toast(codes('differentFile'), 'warn');
  };
  const why = (code: string) =>
    code === 'network' || code === 'left' || code === 'unknown' ? t(`upload.why.${code}`) : codes(code);

  if (phase.at === 'interrupted' || phase.at === 'failed') {
    const isFailed = phase.at === 'failed';
    return (
      <li
        className={`flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md border px-3 py-2 ${isFailed ? 'border-live/50 bg-live-soft' : 'border-warn/50 bg-warn-soft'}`}
      >
        <Icon
          name={isFailed ? 'error' : 'warning'}
          className={isFailed ? 'text-live-ink' : 'text-warn-ink'}
        />
        <div className="min-w-0 flex-1 basis-64" role={isFailed ? 'alert' : 'status'}>
          <p className="font-medium break-words">{entry.title}</p>
          <p className="figures text-sm">
            {t(isFailed ? 'upload.failed' : 'upload.interrupted', { file: entry.fileName })} {why(phase.why)}
            {isFailed ? '' : ` ${sent}`}
          </p>
        </div>
        {isFailed ? null : entry.hasFile ? (
          <Button icon="refresh" onPress={() => resume()}>
            {t('upload.continue')}
          </Button>
        ) : (
          <FileButton
            icon="refresh"
            accept={acceptedTypes(takesOffice)}
            onFiles={([file]) => {
              if (file !== undefined) resume(file);
            }}
          >
            {t('upload.continueWith')}
          </FileButton>
        )}
        <Button icon="trash" isPending={removing} onPress={remove}>
          {t('upload.remove')}
        </Button>
      </li>
    );
  }
  const isChecking = phase.at === 'checking';
  const label =
    phase.at === 'converting'
      ? t(phase.ahead === 0 ? 'upload.converting' : 'upload.convertingLater', {
          title: entry.title,
          count: phase.ahead,
        })
      : t(`upload.${phase.at}`, { title: entry.title });
  return (
    <li className="flex items-center gap-3 rounded-md border border-dashed border-line-strong/60 py-1 pr-1 pl-3">
      <Icon name="upload" className="text-ink-muted" />
      <ProgressBar
        className="min-w-0 flex-1 py-1"
        label={label}
        value={isChecking || phase.at === 'converting' ? null : entry.received / entry.bytes}
        valueText={sent}
      />
      <IconButton
        icon="close"
        label={t(phase.at === 'converting' ? 'upload.cancelConverting' : 'upload.cancel', {
          title: entry.title,
        })}
        isDisabled={isChecking || removing}
        onPress={remove}
      />
    </li>
  );
}

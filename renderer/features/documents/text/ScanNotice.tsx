import { createContext, useContext, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Icon, IconButton, ProgressBar } from '../../../ui/index.ts';
import type { Recognition } from './recognition.ts';

/** Whether this person may have words recognised: whoever may bring papers. */
export const MayRecogniseContext = createContext(false);

export interface ScanNoticeProps {
  readonly recognition: Recognition;
}

/** Says on a page that is only a picture that there are no words to find or select, and lets those who may have them recognised. */
export function ScanNotice({ recognition }: ScanNoticeProps) {
  const { t } = useTranslation('documents');
  const { t: codes } = useTranslation('codes');
  const { progress, failure, isHidden } = useSyncExternalStore(
    recognition.subscribe,
    recognition.getSnapshot,
  );
  const may = useContext(MayRecogniseContext);
  if (isHidden) return null;
  const state = progress?.state;
  return (
    <div className="pointer-events-none absolute inset-x-0 top-2 z-10 flex justify-center px-2">
      <div
        role="note"
        className="pointer-events-auto flex max-w-full flex-col gap-1.5 rounded-lg border border-line bg-raised py-1 pr-1 pl-3 text-sm text-ink-muted shadow-float"
      >
        <div className="flex flex-wrap items-center gap-x-2">
          <Icon name="info" size={1.125} />
          <p className="min-w-0 flex-1">{state === 'done' ? t('scan.nothing') : t('scan.notice')}</p>
          {may && (state === 'none' || state === 'failed') ? (
            <Button size="sm" onPress={() => void recognition.start()}>
              {state === 'failed' ? t('scan.again') : t('scan.recognise')}
            </Button>
          ) : null}
          <IconButton icon="close" label={t('scan.hide')} size="sm" onPress={() => recognition.hide()} />
        </div>
        {state === 'running' ? (
          <div className="flex items-center gap-2 pb-1">
            <ProgressBar
              className="min-w-40 flex-1"
              label={t('scan.running')}
              value={progress?.pages ? (progress.page ?? 0) / progress.pages : null}
              valueText={t('scan.pages', { page: progress?.page ?? 0, pages: progress?.pages ?? 0 })}
            />
            {may ? (
              <Button size="sm" onPress={() => void recognition.stop()}>
                {t('scan.stop')}
              </Button>
            ) : null}
          </div>
        ) : null}
        {may && state === 'unavailable' ? <p className="pb-1">{codes('ocrUnavailable')}</p> : null}
        {may && state === 'failed' ? <p className="pb-1">{t('scan.failed')}</p> : null}
        {failure === null ? null : (
          <p role="alert" className="pb-1">
            {codes(failure)}
          </p>
        )}
      </div>
    </div>
  );
}

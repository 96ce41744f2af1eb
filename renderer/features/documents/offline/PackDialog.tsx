import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MeetingId } from '#protocol/wire/ids';
import { OfflineStoreError } from '../../../platform/index.ts';
import type { KeptPack, PackFault } from '../../../sync/device/kept-pack.ts';
import type { PackKeeper } from '../../../sync/device/pack-keeper.ts';
import { usePlatform } from '../../../sync/platform-context.ts';
import {
  Button,
  Dialog,
  formatBytes,
  formatDateTime,
  Notice,
  ProgressBar,
  toast,
  useLanguage,
} from '../../../ui/index.ts';
import { useKeptPacks } from './kept-packs.ts';
import { Protection } from './protection.tsx';
import { PaperOnDeviceRow } from './PaperOnDeviceRow.tsx';

export interface PackDialogProps {
  readonly meeting: MeetingId;
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** What of a meeting's pack is on this device: taking it along, stopping, going on, taking it off again. */
export function PackDialog({ meeting, title, isOpen, onClose }: PackDialogProps) {
  const { t } = useTranslation('documents');
  const { keeper, kept } = useKeptPacks();
  const platform = usePlatform();
  const language = useLanguage();
  const faultText = useFaultText();
  const pack = kept.packs.get(meeting);
  const close = () => {
    setRemoving(false);
    onClose();
  };
  const [isRemoving, setRemoving] = useState(false);
  const take = async (by: PackKeeper) => {
    try {
      await by.take(meeting, title);
      await platform.keepForOffline();
    } catch (error) {
      toast(faultText(error instanceof OfflineStoreError ? error.code : 'broken'), 'error');
    }
  };
  const remove = async (by: PackKeeper) => {
    setRemoving(false);
    await by.remove(meeting).catch(() => void toast(faultText('io_failed'), 'error'));
  };
  const isGoing = pack?.work === 'taking' || pack?.work === 'waiting';
  return (
    <Dialog
      title={t('offline.title')}
      isOpen={isOpen}
      onClose={close}
      footer={
        keeper === null ? undefined : (
          <>
            {pack === undefined ? null : isRemoving ? (
              <Button variant="danger" icon="trash" onPress={() => void remove(keeper)}>
                {t('offline.removeSure')}
              </Button>
            ) : (
              <Button variant="quiet" icon="trash" onPress={() => setRemoving(true)}>
                {t('offline.remove')}
              </Button>
            )}
            {isGoing ? (
              <Button onPress={() => void keeper.stop(meeting)}>{t('offline.stop')}</Button>
            ) : pack?.work === 'done' ? (
              <Button variant="primary" onPress={close}>
                {t('offline.close')}
              </Button>
            ) : (
              <Button variant="primary" icon="download" onPress={() => void take(keeper)}>
                {t(pack === undefined ? 'offline.take' : 'offline.goOn')}
              </Button>
            )}
          </>
        )
      }
    >
      <div className="flex flex-col gap-4">
        <p className="font-medium">{title}</p>
        <p className="text-ink-muted">{t('offline.lead')}</p>
        <Protection />
        {pack === undefined ? null : (
          <>
            {pack.fault === null ? null : <Notice tone="error">{faultText(pack.fault)}</Notice>}
            <Progress pack={pack} />
            <ul className="divide-y divide-line rounded-md border border-line">
              {pack.papers.map((paper) => (
                <PaperOnDeviceRow key={paper.id} paper={paper} />
              ))}
            </ul>
            <p className="text-sm text-ink-muted">
              {pack.checkedAt === null
                ? t('offline.notChecked')
                : t('offline.checkedAt', { when: formatDateTime(pack.checkedAt, language) })}{' '}
              {t('offline.used', { size: formatBytes(kept.used, language) })}
            </p>
          </>
        )}
      </div>
    </Dialog>
  );
}

function Progress({ pack }: { readonly pack: KeptPack }) {
  const { t } = useTranslation('documents');
  const language = useLanguage();
  const size = (bytes: number) => formatBytes(bytes, language);
  const isUnknown = pack.work === 'taking' && pack.bytes === 0;
  return (
    <ProgressBar
      label={t(`offline.work.${pack.work}`)}
      value={isUnknown ? null : pack.bytes === 0 ? 1 : pack.have / pack.bytes}
      valueText={t('offline.progress', { have: size(pack.have), all: size(pack.bytes) })}
    />
  );
}

const DEVICE_FAULTS = ['disk_full', 'key_unavailable', 'io_failed'] as const;

function useFaultText(): (fault: PackFault) => string {
  const { t } = useTranslation('documents');
  const { t: codes } = useTranslation('codes');
  return (fault) => {
    const own = DEVICE_FAULTS.find((known) => known === fault);
    return own === undefined ? codes(fault) : t(`offline.fault.${own}`);
  };
}

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServiceCall } from '#protocol/meeting/records';
import { ID_LENGTH, newId, ServiceCallId } from '#protocol/wire/ids';
import { Button, Dialog, formatTime, RadioGroup, TextField, toast, useLanguage } from '../../ui/index.ts';
import type { DeskUse } from './desk-use.ts';
import { SERVICE_ICONS, SERVICES } from './service-look.ts';

export interface ServiceDialogProps {
  readonly use: Pick<DeskUse, 'state' | 'me' | 'run'>;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Gọi phục vụ: a quiet call to the staff, and one's own calls that are still open. */
export function ServiceDialog({ use, isOpen, onClose }: ServiceDialogProps) {
  const { t } = useTranslation('desk');
  const language = useLanguage();
  const { state, me, run } = use;
  const [kind, setKind] = useState<ServiceCall['kind']>('water');
  const [note, setNote] = useState('');
  const [busy, setBusy] = useState(false);
  const own = state.serviceCalls.filter(({ person }) => person === me);
  const call = async () => {
    setBusy(true);
    const id = newId(ServiceCallId, crypto.getRandomValues(new Uint8Array(ID_LENGTH)));
    const happened = await run({ type: 'service.call', id, kind, note: note.trim() });
    setBusy(false);
    if (!happened) return;
    setNote('');
    toast(t('service.called'));
    onClose();
  };
  return (
    <Dialog
      title={t('service.call')}
      isOpen={isOpen}
      onClose={onClose}
      isBusy={busy}
      size="sm"
      footer={
        <Button variant="primary" icon="bell" isPending={busy} onPress={() => void call()}>
          {t('service.call')}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <p className="text-sm text-ink-muted">{t('service.quiet')}</p>
        <RadioGroup
          label={t('service.what')}
          hideLabel
          choices={SERVICES.map((id) => ({ id, icon: SERVICE_ICONS[id], label: t(`service.kind.${id}`) }))}
          value={kind}
          onChange={setKind}
        />
        <TextField label={t('service.note')} isOptional maxLength={200} value={note} onChange={setNote} />
        {own.length === 0 ? null : (
          <ul aria-label={t('service.own')} className="flex flex-col gap-1.5 border-t border-line pt-3">
            {own.map(({ id, kind: what, note: words, at }) => (
              <li key={id} className="flex items-center gap-2 text-sm">
                <span className="min-w-0 flex-1">
                  {t(`service.kind.${what}`)}
                  {words === '' ? '' : `: ${words}`}{' '}
                  <span className="figures text-ink-muted">{formatTime(at, language)}</span>
                </span>
                <Button size="sm" onPress={() => void run({ type: 'service.finish', id })}>
                  {t('service.takeBack')}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Dialog>
  );
}

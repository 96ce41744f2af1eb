import { useTranslation } from 'react-i18next';
import type { KeptPaper, PaperOnDevice } from '../../../sync/device/kept-pack.ts';
import { Badge, formatBytes, type IconName, useLanguage } from '../../../ui/index.ts';

const LOOKS: Record<PaperOnDevice, { icon: IconName; tone: 'ok' | 'warn' | 'neutral' }> = {
  here: { icon: 'check', tone: 'ok' },
  partly: { icon: 'clock', tone: 'warn' },
  changed: { icon: 'refresh', tone: 'warn' },
  missing: { icon: 'download', tone: 'neutral' },
};

/** One paper of a pack, and how much of it is on this device. */
export function PaperOnDeviceRow({ paper }: { readonly paper: KeptPaper }) {
  const { t } = useTranslation('documents');
  const language = useLanguage();
  const look = LOOKS[paper.state];
  const size = formatBytes(paper.bytes, language);
  return (
    <li className="flex items-center gap-3 px-3 py-2">
      <span className="min-w-0 flex-1">
        <span className="line-clamp-2">{paper.title}</span>
        <span className="figures text-sm text-ink-muted">
          {paper.state === 'partly'
            ? t('offline.progress', { have: formatBytes(paper.have, language), all: size })
            : size}
        </span>
      </span>
      <Badge tone={look.tone} icon={look.icon}>
        {t(`offline.paper.${paper.state}`)}
      </Badge>
    </li>
  );
}

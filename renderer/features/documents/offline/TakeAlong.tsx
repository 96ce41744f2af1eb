import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MeetingId } from '#protocol/wire/ids';
import { Button, IconButton } from '../../../ui/index.ts';
import { useKeptPacks } from './kept-packs.ts';
import { PackDialog } from './PackDialog.tsx';

export interface TakeAlongProps {
  readonly meeting: MeetingId;
  readonly title: string;
  /** Only the icon, where a list has a line for each meeting. */
  readonly compact?: boolean;
}

/** The button that takes the pack of a meeting along, and says how far that is. */
export function TakeAlong({ meeting, title, compact = false }: TakeAlongProps) {
  const { t } = useTranslation('documents');
  const pack = useKeptPacks().kept.packs.get(meeting);
  const [isOpen, setOpen] = useState(false);
  const isWhole = pack?.work === 'done';
  const label = pack === undefined ? t('offline.take') : t(`offline.short.${pack.work}`);
  const icon = pack === undefined ? 'download' : isWhole ? 'devices' : 'clock';
  return (
    <>
      {compact ? (
        <IconButton icon={icon} label={`${label}: ${title}`} onPress={() => setOpen(true)} />
      ) : (
        <Button size="lg" icon={icon} onPress={() => setOpen(true)}>
          {label}
        </Button>
      )}
      <PackDialog meeting={meeting} title={title} isOpen={isOpen} onClose={() => setOpen(false)} />
    </>
  );
}

import { useTranslation } from 'react-i18next';
import type { Announcement } from '#protocol/meeting/records';
import type { PersonId } from '#protocol/wire/ids';
import { formatTime, Icon, IconButton, useLanguage } from '../../ui/index.ts';

export interface AnnouncementLineProps {
  readonly announcement: Announcement;
  readonly nameOf: (person: PersonId) => string;
  /** Takes it away for everyone; absent for whoever may not. */
  readonly onClear?: () => void;
}

/** What the chair or a secretary tells everyone, over the room until it is taken away. */
export function AnnouncementLine({ announcement, nameOf, onClear }: AnnouncementLineProps) {
  const { t } = useTranslation('desk');
  const language = useLanguage();
  const { text, by, at } = announcement;
  return (
    <section
      aria-label={t('announcement.title')}
      className="flex shrink-0 items-center gap-2.5 border-b border-accent/40 bg-accent-soft px-4 py-1.5"
    >
      <Icon name="megaphone" className="text-accent-ink" />
      <p className="min-w-0 flex-1">
        <span className="font-medium">{text}</span>{' '}
        <span className="figures text-sm text-ink-muted">
          {nameOf(by)}, {formatTime(at, language)}
        </span>
      </p>
      {onClear === undefined ? null : (
        <IconButton icon="close" size="sm" label={t('announcement.clear')} onPress={onClear} />
      )}
    </section>
  );
}

import { useTranslation } from 'react-i18next';
import type { DigestEntry } from '#protocol/documents/api';
import { Badge } from '../../../ui/index.ts';

export interface PaperNewsProps {
  /** Undefined while nothing is known. */
  readonly news: DigestEntry | undefined;
}

/** What is different about a paper since this person last read it; nothing when nothing is. */
export function PaperNews({ news }: PaperNewsProps) {
  const { t } = useTranslation('documents');
  if (news === undefined) return null;
  return (
    <>
      {news.isNew ? <Badge tone="accent">{t('pack.new')}</Badge> : null}
      {news.changed ? (
        <Badge tone="warn" icon="refresh">
          {t('pack.changed')}
        </Badge>
      ) : null}
      {news.mentions > 0 ? (
        <Badge tone="warn" icon="comment">
          {t('pack.mentions')}
        </Badge>
      ) : news.newMarks ? (
        <Badge tone="accent" icon="note">
          {t('pack.newMarks')}
        </Badge>
      ) : null}
    </>
  );
}

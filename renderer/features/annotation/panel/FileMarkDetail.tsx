import { useTranslation } from 'react-i18next';
import { Badge } from '../../../ui/index.ts';
import type { FileMark } from '../file-layer.ts';
import { FILE_LOOK } from '../layer-look.ts';
import { Moment } from '../threads/CommentItem.tsx';
import { DetailFrame } from './DetailFrame.tsx';

export interface FileMarkDetailProps {
  readonly mark: FileMark;
  readonly onBack: () => void;
  readonly onGo: (mark: FileMark) => void;
}

/** A mark that the file brought with it and what was answered to it, to be read, in place of the list. */
export function FileMarkDetail({ mark, onBack, onGo }: FileMarkDetailProps) {
  const { t } = useTranslation('annotation');
  return (
    <DetailFrame onBack={onBack} page={mark.page} onGo={() => onGo(mark)}>
      <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-auto p-3">
        <p className="flex flex-wrap gap-1">
          <Badge icon={FILE_LOOK.icon}>{t('layer.file')}</Badge>
          <Badge>{t(`panel.kind.${mark.kind}`)}</Badge>
        </p>
        <Said {...mark} />
        {mark.replies.length === 0 ? null : (
          <ul aria-label={t('threads.comments')} className="flex flex-col gap-3 border-t border-line pt-3">
            {mark.replies.map((reply) => (
              <li key={reply.id}>
                <Said {...reply} />
              </li>
            ))}
          </ul>
        )}
        <p className="text-sm text-ink-muted">{t('file.readOnly')}</p>
      </div>
    </DetailFrame>
  );
}

function Said({ author, text, at }: Pick<FileMark, 'author' | 'text' | 'at'>) {
  const { t } = useTranslation('annotation');
  return (
    <div className="flex flex-col gap-1">
      <p className="text-sm leading-tight">
        <span className="font-medium">{author === '' ? t('file.noAuthor') : author}</span>{' '}
        {at === null ? null : <Moment at={at} />}
      </p>
      {text === '' ? null : <p className="break-words whitespace-pre-wrap">{text}</p>}
    </div>
  );
}

import { useTranslation } from 'react-i18next';
import { FileButton, toast } from '../../../ui/index.ts';
import type { AnnotationSession } from '../annotation-session.ts';

export interface InsertImageProps {
  readonly session: AnnotationSession;
  /** The page on screen. */
  readonly page: () => number;
  readonly onDone: () => void;
}

/** Chooses an image file and puts it on the page. */
export function InsertImage({ session, page, onDone }: InsertImageProps) {
  const { t } = useTranslation('annotation');
  return (
    <FileButton
      icon="image"
      accept={['image/png', 'image/jpeg', 'image/webp']}
      onFiles={([file]) => {
        onDone();
        if (file === undefined) return;
        void session.hand.insertImage(file, page(), null).then((isDone) => {
          if (!isDone) toast(t('image.failed'), 'warn');
        });
      }}
    >
      {t('image.insert')}
    </FileButton>
  );
}

import { NodeViewWrapper, type NodeViewProps } from '@tiptap/react';
import { use, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { MAX_ALT, MinutesPicture } from '#protocol/minutes/picture';
import { Button, cx, Dialog, Form, TextField } from '../../../ui/index.ts';
import { LiveFactsContext } from '../editor/LiveBlockView.tsx';
import type { PictureBook } from './picture-book.ts';

/** A picture in the text, or why it isn't seen. */
export function PictureView({ node, selected, editor, updateAttributes }: NodeViewProps) {
  const { t } = useTranslation('minutes');
  const pictures = use(LiveFactsContext)?.writing.pictures;
  const parsed = MinutesPicture.safeParse(node.attrs);
  const [isNaming, setNaming] = useState(false);
  const picture = parsed.success ? parsed.data : undefined;
  return (
    <NodeViewWrapper
      contentEditable={false}
      className={cx('my-2 flex flex-col items-center gap-1 rounded-sm p-1', selected && 'bg-accent-soft')}
    >
      {picture === undefined || pictures === undefined ? (
        <p className="text-sm text-ink-muted">{t('document.line.unknown')}</p>
      ) : (
        <Shown picture={picture} pictures={pictures} />
      )}
      {picture === undefined || !editor.isEditable ? null : (
        <Button size="sm" variant="quiet" icon="edit" onPress={() => setNaming(true)}>
          {picture.alt === '' ? t('templates.picture.describe') : picture.alt}
        </Button>
      )}
      {picture === undefined || !isNaming ? null : (
        <AltDialog
          alt={picture.alt}
          onSave={(alt) => updateAttributes({ alt })}
          onClose={() => setNaming(false)}
        />
      )}
    </NodeViewWrapper>
  );
}

function Shown({ picture, pictures }: { readonly picture: MinutesPicture; readonly pictures: PictureBook }) {
  const { t } = useTranslation('minutes');
  const { hash, width, height, alt } = picture;
  const standing = useSyncExternalStore(pictures.subscribe, () => pictures.standing(hash));
  if (standing.is !== 'there') {
    return (
      <p
        // As large as it will be, so that nothing moves when it comes.
        style={{ aspectRatio: `${width} / ${height}`, width: `min(100%, ${width}px)` }}
        className="flex max-h-[60dvh] items-center justify-center rounded-sm bg-sunken p-3 text-center text-sm text-ink-muted"
      >
        {t(`templates.picture.${standing.is}`)}
      </p>
    );
  }
  const { type, bytes } = standing;
  const show = (element: HTMLImageElement) => {
    const address = URL.createObjectURL(new Blob([bytes], { type: `image/${type}` }));
    element.src = address;
    return () => URL.revokeObjectURL(address);
  };
  const words = alt === '' ? t('templates.picture.unnamed') : alt;
  return <img ref={show} alt={words} width={width} height={height} className="h-auto max-w-full" />;
}

interface AltDialogProps {
  readonly alt: string;
  readonly onSave: (alt: string) => void;
  readonly onClose: () => void;
}

function AltDialog({ alt, onSave, onClose }: AltDialogProps) {
  const { t } = useTranslation('minutes');
  const [words, setWords] = useState(alt);
  const save = () => {
    onSave(words.trim());
    onClose();
  };
  return (
    <Dialog
      title={t('templates.picture.describe')}
      isOpen
      onClose={onClose}
      size="sm"
      keepOpenOutside
      footer={
        <>
          <Button onPress={onClose}>{t('templates.cancel')}</Button>
          <Button variant="primary" type="submit" form="picture-words">
            {t('templates.save')}
          </Button>
        </>
      }
    >
      <Form id="picture-words" onSubmit={save}>
        <TextField
          autoFocus
          label={t('templates.picture.shows')}
          description={t('templates.picture.why')}
          value={words}
          onChange={setWords}
          maxLength={MAX_ALT}
        />
      </Form>
    </Dialog>
  );
}

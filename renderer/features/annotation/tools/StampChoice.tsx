import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import {
  Button,
  FileButton,
  IconButton,
  TextField,
  toast,
  ToggleButton,
  ToggleGroup,
} from '../../../ui/index.ts';
import type { AnnotationSession } from '../annotation-session.ts';
import { MOST_STAMPS } from '../pen-settings.ts';
import type { FittedPicture } from '../pictures/shrink-picture.ts';

const READY = ['approved', 'urgent', 'seen'] as const;
/** Most letters of a stamp. */
const LONGEST = 40;

/** The stamp in hand: one that there is, own words, or a picture of one's own. Own ones are kept on this device. */
export function StampChoice({ session }: { readonly session: AnnotationSession }) {
  const { t } = useTranslation('annotation');
  const { pens } = useSyncExternalStore(session.subscribe, session.getSnapshot);
  const { pictures } = session.hand;
  const [typed, setTyped] = useState('');
  const row = useRef<HTMLDivElement>(null);
  const { own, chosen } = pens.stamp;
  const words = [...new Set([...READY.map((name) => t(`stamp.${name}`)), ...own, chosen])];
  const take = (text: string) => {
    pictures.takeStamp(null);
    session.setPens({ stamp: { ...pens.stamp, chosen: text } });
  };
  const add = () => {
    const text = typed.normalize('NFC').trim().toLocaleUpperCase('vi');
    if (text === '') return;
    setTyped('');
    pictures.takeStamp(null);
    const kept = [text, ...own.filter((each) => each !== text)].slice(0, MOST_STAMPS);
    session.setPens({ stamp: { ...pens.stamp, chosen: text, own: words.includes(text) ? own : kept } });
  };
  return (
    <div className="flex max-w-80 flex-col gap-3">
      <ToggleGroup<string>
        label={t('stamp.words')}
        values={words}
        value={pictures.stamp === null ? chosen : ''}
        onChange={take}
        className="flex-wrap gap-1"
      >
        {words.map((text) => (
          <ToggleButton key={text} id={text} size="sm" label={text} />
        ))}
      </ToggleGroup>
      <div ref={row} className="flex items-end gap-2">
        <TextField
          label={t('stamp.own')}
          maxLength={LONGEST}
          value={typed}
          onChange={setTyped}
          className="min-w-0 flex-1"
          onKeyDown={(event) => {
            if (event.key === 'Enter') add();
            else event.continuePropagation();
          }}
        />
        <Button
          onPress={() => {
            add();
            // Into the field, also when it is empty: a button that went grey would take the focus, and Escape, with it.
            row.current?.querySelector('input')?.focus();
          }}
        >
          {t('stamp.add')}
        </Button>
      </div>
      {own.includes(chosen) && pictures.stamp === null ? (
        <Button
          size="sm"
          variant="quiet"
          icon="trash"
          onPress={() =>
            session.setPens({
              stamp: {
                ...pens.stamp,
                own: own.filter((each) => each !== chosen),
                chosen: t('stamp.approved'),
              },
            })
          }
        >
          {t('stamp.remove', { text: chosen })}
        </Button>
      ) : null}
      <div className="flex flex-wrap items-center gap-2">
        {pictures.stamps.map((stamp, n) => (
          <PictureStamp
            // The newest is the first.
            // oxlint-disable-next-line react/no-array-index-key
            key={n}
            stamp={stamp}
            label={t('stamp.picture', { number: n + 1 })}
            isInHand={pictures.stamp === stamp}
            onTake={() => pictures.takeStamp(stamp)}
          />
        ))}
        <FileButton
          size="sm"
          icon="image"
          accept={['image/png', 'image/jpeg', 'image/webp']}
          onFiles={([file]) => {
            if (file === undefined) return;
            void pictures.addStamp(file).then((isDone) => {
              if (!isDone) toast(t('image.failed'), 'warn');
            });
          }}
        >
          {t('stamp.addPicture')}
        </FileButton>
        {pictures.stamp === null ? null : (
          <IconButton
            icon="trash"
            label={t('stamp.removePicture')}
            onPress={() => pictures.stamp !== null && pictures.removeStamp(pictures.stamp)}
          />
        )}
      </div>
    </div>
  );
}

function PictureStamp({
  stamp,
  label,
  isInHand,
  onTake,
}: {
  readonly stamp: FittedPicture;
  readonly label: string;
  readonly isInHand: boolean;
  readonly onTake: () => void;
}) {
  const image = useRef<HTMLImageElement>(null);
  useEffect(() => {
    const url = URL.createObjectURL(new Blob([stamp.bytes], { type: stamp.type }));
    if (image.current !== null) image.current.src = url;
    return () => URL.revokeObjectURL(url);
  }, [stamp]);
  return (
    <ToggleButton iconOnly size="lg" label={label} isSelected={isInHand} onChange={onTake}>
      <img ref={image} alt="" className="max-h-8 max-w-8 rounded-sm bg-[#fff] object-contain" />
    </ToggleButton>
  );
}

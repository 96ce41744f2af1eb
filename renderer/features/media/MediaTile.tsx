import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonId } from '#protocol/wire/ids';
import { cx, Icon } from '../../ui/index.ts';
import { PersonAvatar } from '../people/index.ts';
import type { MediaPerson } from './media-snapshot.ts';

/** A tile came into sight or went out of it. */
export interface Sight {
  readonly person: PersonId;
  readonly isSeen: boolean;
}

export interface MediaTileProps {
  readonly person: PersonId;
  /** As read out: for oneself it says so. */
  readonly label: string;
  readonly name: string;
  readonly picture: MediaStream | null;
  /** One's own picture is shown as in a mirror, as everybody knows oneself. */
  readonly isMirrored: boolean;
  readonly microphone: MediaPerson['microphone'];
  readonly isSpeaking: boolean;
  /** The same function at each render. */
  readonly onSight: (sight: Sight) => void;
}

/** One person's moving picture, or their initials; who speaks has a frame and a sign. */
export function MediaTile({
  person,
  label,
  name,
  picture,
  isMirrored,
  microphone,
  isSpeaking,
  onSight,
}: MediaTileProps) {
  const { t } = useTranslation('media');
  const tile = useRef<HTMLLIElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (!tile.current) return undefined;
    const observer = new IntersectionObserver((entries) => {
      onSight({ person, isSeen: entries.at(-1)?.isIntersecting ?? false });
    });
    observer.observe(tile.current);
    return () => {
      observer.disconnect();
      onSight({ person, isSeen: false });
    };
  }, [person, onSight]);
  useEffect(() => {
    if (video.current) video.current.srcObject = picture;
  }, [picture]);
  return (
    <li
      ref={tile}
      className={cx(
        'relative flex aspect-video items-center justify-center overflow-hidden rounded-md bg-sunken',
        isSpeaking ? 'ring-3 ring-accent' : 'ring-1 ring-line',
      )}
    >
      {picture === null ? (
        <PersonAvatar person={{ id: person, name }} className="mb-6" />
      ) : (
        <video
          ref={video}
          autoPlay
          playsInline
          muted
          aria-hidden
          className={cx('size-full object-cover', isMirrored && '-scale-x-100')}
        />
      )}
      <span className="absolute inset-x-1 bottom-1 flex">
        <span className="flex max-w-full items-center gap-1.5 rounded-sm bg-tooltip px-1.5 py-0.5 text-xs text-on-tooltip">
          {isSpeaking ? <Sign icon="speaker" text={t('tiles.speaking')} /> : null}
          {microphone === 'muted' ? <Sign icon="microphone-off" text={t('tiles.muted')} /> : null}
          {microphone === 'held' ? <Sign icon="hand" text={t('tiles.held')} /> : null}
          {/* Never cut at the end: in a Vietnamese name that is where the given name stands. */}
          <span className="wrap-anywhere">{label}</span>
        </span>
      </span>
    </li>
  );
}

function Sign({
  icon,
  text,
}: {
  readonly icon: 'speaker' | 'microphone-off' | 'hand';
  readonly text: string;
}) {
  return (
    <>
      <Icon name={icon} size={1} />
      <span className="sr-only">{text}</span>
    </>
  );
}

import { useEffect, useReducer } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonId } from '#protocol/wire/ids';
import type { MediaSession } from './media-session.ts';
import { MediaTile, type Sight } from './MediaTile.tsx';
import { useMediaSnapshot } from './useMediaSnapshot.ts';

export interface MediaTilesProps {
  readonly session: MediaSession;
  readonly me: PersonId;
  readonly nameOf: (person: PersonId) => string;
}

/**
 * Everybody who shows themselves or speaks, oneself first; nothing while nobody does. Only pictures of tiles that can
 * be seen are received: a folded panel or one scrolled away costs no bandwidth.
 */
export function MediaTiles({ session, me, nameOf }: MediaTilesProps) {
  const { t } = useTranslation('media');
  const media = useMediaSnapshot(session);
  const [seen, look] = useReducer(withSight, NOBODY);
  const others = media.people.filter(({ microphone, camera }) => microphone !== 'off' || camera === 'on');
  // One or two people have room for a better picture.
  const size = others.length <= 2 ? 'medium' : 'small';
  useEffect(() => session.show(seen, size), [session, seen, size]);
  if (others.length === 0 && media.selfPicture === null) return null;
  return (
    <ul
      aria-label={t('tiles.label')}
      className="grid grid-cols-[repeat(auto-fill,minmax(8.5rem,1fr))] gap-2 border-b border-line p-2"
    >
      {media.selfPicture === null ? null : (
        <MediaTile
          person={me}
          name={nameOf(me)}
          label={t('tiles.self')}
          picture={media.selfPicture}
          isMirrored
          microphone={ownMicrophone(media.microphone)}
          isSpeaking={media.activeSpeaker === me}
          onSight={look}
        />
      )}
      {others.map(({ person, picture, microphone }) => (
        <MediaTile
          key={person}
          person={person}
          name={nameOf(person)}
          label={nameOf(person)}
          picture={picture}
          isMirrored={false}
          microphone={microphone}
          isSpeaking={media.activeSpeaker === person}
          onSight={look}
        />
      ))}
    </ul>
  );
}

function ownMicrophone({ state, muted, held }: { state: string; muted: boolean; held: boolean }) {
  if (state !== 'on') return 'off';
  if (held) return 'held';
  return muted ? 'muted' : 'on';
}

const NOBODY: ReadonlySet<PersonId> = new Set();

function withSight(before: ReadonlySet<PersonId>, { person, isSeen }: Sight): ReadonlySet<PersonId> {
  if (before.has(person) === isSeen) return before;
  const after = new Set(before);
  if (isSeen) after.add(person);
  else after.delete(person);
  return after;
}

import { useTranslation } from 'react-i18next';
import type { MeetingState } from '#protocol/meeting/records';
import type { PersonId } from '#protocol/wire/ids';
import type { MeetingSnapshot } from '../../sync/meeting-channel.ts';
import { Badge, cx, formatTime, IconButton, Menu, useLanguage } from '../../ui/index.ts';
import { PersonAvatar, positionOf, type PeopleBook } from '../people/index.ts';
import { attending, type Attending } from './attendance-view.ts';
import { listedParticipants, type ListedParticipant } from './participant-list.ts';

export interface PeoplePanelProps {
  readonly state: MeetingState;
  readonly snapshot: MeetingSnapshot;
  readonly people: PeopleBook;
  readonly me: PersonId;
  /** Who is heard right now. */
  readonly speaking: PersonId | null;
  /** Lets somebody present; absent for whoever may not decide that. */
  readonly onGivePresenting?: (person: PersonId) => void;
}

/** Everyone of the meeting by rank: who is there, on how many devices, who presents and who speaks. */
export function PeoplePanel({ state, snapshot, people, me, speaking, onGivePresenting }: PeoplePanelProps) {
  const { t } = useTranslation('meeting');
  const list = listedParticipants(state, people);
  const here = list.filter((row) => attending(row.id, state, snapshot.presence).is === 'here').length;
  return (
    <div className="flex flex-col">
      <p className="figures border-b border-line px-4 py-2 text-sm text-ink-muted">
        {t('attend.count', { here, all: list.length })}
      </p>
      <ul aria-label={t('side.people')} className="flex flex-col py-1">
        {list.map((row) => (
          <PersonRow
            key={row.id}
            row={row}
            attending={attending(row.id, state, snapshot.presence)}
            isMe={row.id === me}
            isPresenter={row.id === state.presenter}
            isSpeaking={row.id === speaking}
            {...(onGivePresenting === undefined || row.id === state.presenter ? {} : { onGivePresenting })}
          />
        ))}
      </ul>
    </div>
  );
}

interface PersonRowProps {
  readonly row: ListedParticipant;
  readonly attending: Attending;
  readonly isMe: boolean;
  readonly isPresenter: boolean;
  readonly isSpeaking: boolean;
  readonly onGivePresenting?: (person: PersonId) => void;
}

function PersonRow({ row, attending: at, isMe, isPresenter, isSpeaking, onGivePresenting }: PersonRowProps) {
  const { t } = useTranslation('meeting');
  const language = useLanguage();
  const name = row.person?.name ?? t('formerColleague');
  const isHere = at.is === 'here';
  const where =
    at.is === 'here'
      ? t(at.devices > 1 ? 'attend.devices' : at.media ? 'attend.online' : 'attend.here', {
          count: at.devices,
        })
      : at.is === 'left' && at.at !== null
        ? t('attend.left', { time: formatTime(at.at, language) })
        : t(at.is === 'left' ? 'attend.gone' : 'attend.absent');
  return (
    <li className="flex items-start gap-2.5 py-2 pr-1 pl-4">
      <span className="relative">
        <PersonAvatar
          person={{ id: row.id, name }}
          size="md"
          className={cx(!isHere && 'grayscale', isSpeaking && 'outline-3 outline-offset-2 outline-ok')}
        />
        {isHere ? (
          <span className="absolute -right-0.5 -bottom-0.5 size-3 rounded-full border-2 border-surface bg-ok" />
        ) : null}
      </span>
      <div className="min-w-0 flex-1">
        <p className={cx('leading-snug', isHere ? 'font-medium' : 'text-ink-muted')}>
          {name}
          {isMe ? <span className="font-normal text-ink-muted"> {t('attend.you')}</span> : null}
        </p>
        {row.person === undefined ? null : (
          <p className="text-sm leading-snug text-ink-muted">{positionOf(row.person)}</p>
        )}
        <p className="figures text-sm text-ink-muted">{where}</p>
        <p className="mt-0.5 flex flex-wrap gap-1 empty:hidden">
          {row.role === 'delegate' ? null : (
            <Badge tone={row.role === 'chair' ? 'accent' : 'neutral'}>{t(`role.${row.role}`)}</Badge>
          )}
          {isPresenter ? (
            <Badge tone="accent" icon="present">
              {t('attend.presenting')}
            </Badge>
          ) : null}
          {isSpeaking ? (
            <Badge tone="ok" icon="speaker">
              {t('attend.speaking')}
            </Badge>
          ) : null}
        </p>
      </div>
      {onGivePresenting === undefined ? null : (
        <Menu
          label={t('attend.menu', { name })}
          trigger={<IconButton icon="more" size="sm" label={t('attend.menu', { name })} />}
          actions={[
            {
              id: 'present',
              icon: 'present',
              label: t(isMe ? 'present.start' : 'present.give'),
              onAction: () => onGivePresenting(row.id),
            },
          ]}
        />
      )}
    </li>
  );
}

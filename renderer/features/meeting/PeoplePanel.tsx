import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isPresent } from '#protocol/meeting/attendance';
import type { MeetingCommand } from '#protocol/meeting/commands';
import { isAsking, isInWriting } from '#protocol/meeting/in-writing';
import type { MeetingState, Participant } from '#protocol/meeting/records';
import { isWaiting } from '#protocol/meeting/rights';
import type { PersonId } from '#protocol/wire/ids';
import type { MeetingSnapshot } from '../../sync/meeting-channel.ts';
import { Badge, Button, cx, Icon, IconButton, Menu, type MenuAction } from '../../ui/index.ts';
import { hasAnswered, roundView, type RoundView } from '../ballots/index.ts';
import { OwnCheckIn, RollCallDialog, rollCounts, rollLine, useRollText } from '../attendance/index.ts';
import { PersonAvatar, positionOf, type PeopleBook } from '../people/index.ts';
import { attending, isHere } from './attendance-view.ts';
import { listedParticipants, unitsOf, type ListedParticipant } from './participant-list.ts';

export interface PeoplePanelProps {
  readonly state: MeetingState;
  readonly snapshot: MeetingSnapshot;
  /** By the server's clock, milliseconds. */
  readonly now: number;
  readonly people: PeopleBook;
  readonly me: PersonId;
  /** Who is heard right now. */
  readonly speaking: PersonId | null;
  readonly nameOf: (person: PersonId) => string;
  readonly run: (command: MeetingCommand) => Promise<boolean>;
  /** May call the roll, also to correct it after the end. */
  readonly canMark: boolean;
  /** May let people present and speak. */
  readonly canGive: boolean;
}

/** Everyone of the meeting by rank with the roll: who is there and how, who presents and who speaks. */
export function PeoplePanel(props: PeoplePanelProps) {
  const { state, people, me, nameOf, run, canMark, now } = props;
  const { t } = useTranslation('meeting');
  const [calling, setCalling] = useState(false);
  const list = listedParticipants(state, people);
  const seats = new Map(state.participants.map((entry) => [entry.person, entry]));
  // Whoever sends a substitute isn't awaited.
  const awaited = list.filter(({ id }) => seats.get(id)?.response.is !== 'substituted');
  const here = awaited.filter(({ id }) => isHere(state, props.snapshot.presence, id)).length;
  const counts = rollCounts(
    state,
    awaited.map(({ id }) => id),
  );
  const inWriting = isInWriting(state.fields);
  const round = isAsking(state) ? roundView(state, me, now) : null;
  const absent = counts.excused + counts.unexcused;
  const details = [
    counts.inRoom === 0 ? '' : t('attend.inRoom', { count: counts.inRoom }),
    counts.online === 0 ? '' : t('attend.byLine', { count: counts.online }),
    absent === 0 ? '' : t('attend.away', { count: absent }),
  ].filter((text) => text !== '');
  return (
    <div className="flex flex-col">
      {inWriting ? null : <OwnCheckIn state={state} me={me} run={run} />}
      <div className="flex min-h-10 items-center gap-2 border-b border-line py-1 pr-2 pl-4">
        <p className="figures min-w-0 flex-1 text-sm text-ink-muted">
          {inWriting
            ? t('round.people', { count: list.length })
            : t('attend.count', { here, all: awaited.length })}
          {details.length === 0 ? null : <span className="block">{details.join(' · ')}</span>}
        </p>
        {canMark ? (
          <Button size="sm" icon="check" onPress={() => setCalling(true)}>
            {t('attend.roll')}
          </Button>
        ) : null}
      </div>
      <ul aria-label={t('side.people')} className="flex flex-col py-1">
        {list.map((row) => (
          <PersonRow key={row.id} row={row} seat={seats.get(row.id)} room={props} round={round} />
        ))}
      </ul>
      {calling ? (
        <RollCallDialog
          state={state}
          list={list}
          units={unitsOf(list.flatMap(({ person }) => person ?? []))}
          nameOf={nameOf}
          run={run}
          onClose={() => setCalling(false)}
        />
      ) : null}
    </div>
  );
}

/** How somebody is there: what the roll says, and while they are connected on what. */
function useWhere(): (room: PeoplePanelProps, person: PersonId) => string {
  const { t } = useTranslation('meeting');
  const text = useRollText();
  return ({ state, snapshot }, person) => {
    if (isWaiting(state, person)) return t('attend.waiting');
    const line = rollLine(state, person);
    const at = attending(person, snapshot.presence);
    if (line.is !== 'unmarked' && line.is !== 'online') return text(line);
    if (at.is !== 'here') {
      const isLost = line.is === 'online' && state.status === 'inSession';
      return isLost ? t('attend.gone') : line.is === 'online' ? text(line) : t('attend.absent');
    }
    const start = line.is === 'online' ? text(line) : t('attend.here');
    if (at.devices > 1) return t('attend.devices', { where: start, count: at.devices });
    return at.media ? t('attend.online', { where: start }) : start;
  };
}

interface PersonRowProps {
  readonly row: ListedParticipant;
  readonly seat: Participant | undefined;
  readonly room: PeoplePanelProps;
  /** While answers are asked for in writing. */
  readonly round: RoundView | null;
}

function PersonRow({ row, seat, room, round }: PersonRowProps) {
  const { t } = useTranslation('meeting');
  const where = useWhere();
  const answered = round === null ? null : hasAnswered(round, row.id);
  const { state, me, speaking, nameOf } = room;
  const name = row.person?.name ?? t('formerColleague');
  const isThere = isHere(state, room.snapshot.presence, row.id);
  const isMe = row.id === me;
  const isSpeaking = row.id === speaking;
  const substitute = state.participants.find(({ standsFor }) => standsFor === row.id)?.person;
  return (
    <li className="flex items-start gap-2.5 py-2 pr-1 pl-4">
      <span className="relative">
        <PersonAvatar
          person={{ id: row.id, name }}
          size="md"
          className={cx(!isThere && 'grayscale', isSpeaking && 'outline-3 outline-offset-2 outline-ok')}
        />
        {isThere ? (
          <span className="absolute -right-0.5 -bottom-0.5 size-3 rounded-full border-2 border-surface bg-ok" />
        ) : null}
      </span>
      <div className="min-w-0 flex-1">
        <p className={cx('leading-snug', isThere ? 'font-medium' : 'text-ink-muted')}>
          {name}
          {isMe ? <span className="font-normal text-ink-muted"> {t('attend.you')}</span> : null}
        </p>
        {row.person === undefined ? null : (
          <p className="text-sm leading-snug text-ink-muted">{positionOf(row.person)}</p>
        )}
        {seat?.standsFor == null ? null : (
          <p className="text-sm leading-snug">{t('attend.standsFor', { name: nameOf(seat.standsFor) })}</p>
        )}
        <p className="figures text-sm text-ink-muted empty:hidden">
          {substitute !== undefined
            ? t('attend.substituted', { name: nameOf(substitute) })
            : isInWriting(state.fields)
              ? null
              : where(room, row.id)}
        </p>
        {answered === null ? null : (
          <p className={cx('flex items-center gap-1.5 text-sm', answered ? 'text-ok-ink' : 'text-ink-muted')}>
            <Icon name={answered ? 'check' : 'clock'} size={0.875} />
            {t(answered ? 'round.hasAnswered' : 'round.waits')}
          </p>
        )}
        <p className="mt-0.5 flex flex-wrap gap-1 empty:hidden">
          {row.role === 'delegate' ? null : (
            <Badge tone={row.role === 'chair' ? 'accent' : 'neutral'}>{t(`role.${row.role}`)}</Badge>
          )}
          {row.id === state.presenter ? (
            <Badge tone="accent" icon="present">
              {t('attend.presenting')}
            </Badge>
          ) : null}
          {row.id === state.floor.speech?.person ? (
            <Badge tone="ok" icon="microphone">
              {t('attend.floor')}
            </Badge>
          ) : null}
          {isSpeaking ? (
            <Badge tone="ok" icon="speaker">
              {t('attend.speaking')}
            </Badge>
          ) : null}
        </p>
      </div>
      {room.canGive ? <RowMenu row={row} room={room} name={name} /> : null}
    </li>
  );
}

function RowMenu({
  row,
  room,
  name,
}: {
  readonly row: ListedParticipant;
  readonly room: PeoplePanelProps;
  readonly name: string;
}) {
  const { t } = useTranslation('meeting');
  const { state, me, run } = room;
  const { id } = row;
  const { minutes } = state.floor.rules;
  const request = state.floor.requests.find(({ person }) => person === id);
  const actions: MenuAction[] = [];
  if (id !== state.presenter) {
    actions.push({
      id: 'present',
      icon: 'present',
      label: t(id === me ? 'present.start' : 'present.give'),
      onAction: () => void run({ type: 'presenter.set', person: id }),
    });
  }
  if (isPresent(state, id) && id !== state.floor.speech?.person) {
    actions.push({
      id: 'speak',
      icon: 'microphone',
      label: t('attend.call'),
      onAction: () =>
        void run({
          type: 'floor.give',
          person: id,
          request: request?.id ?? null,
          kind: request?.kind ?? 'speech',
          minutes,
        }),
    });
  }
  if (actions.length === 0) return null;
  return (
    <Menu
      label={t('attend.menu', { name })}
      trigger={<IconButton icon="more" size="sm" label={t('attend.menu', { name })} />}
      actions={actions}
    />
  );
}

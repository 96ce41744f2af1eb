import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonId } from '#protocol/wire/ids';
import type { MeetingSnapshot } from '../../sync/meeting-channel.ts';
import { announce } from '../../ui/index.ts';
import type { PeopleBook } from '../people/index.ts';
import { announcements } from './room-view.ts';

/** Tells screen readers what changes in the room: connection, start and end, items, presenter. */
export function useRoomAnnouncements(snapshot: MeetingSnapshot, me: PersonId, people: PeopleBook): void {
  const { t } = useTranslation('meeting');
  const before = useRef(snapshot);
  useEffect(() => {
    const heard = ({ connection, meeting }: MeetingSnapshot) => ({
      isLive: connection.state === 'live',
      isOffline: connection.state === 'offline',
      meeting,
    });
    for (const said of announcements(heard(before.current), heard(snapshot), me)) {
      const urgency = said.what === 'lost' || said.what === 'closed' ? 'assertive' : 'polite';
      if (said.what === 'item') announce(t('room.say.item', { title: said.title }), urgency);
      else if (said.what === 'presents' || said.what === 'asks') {
        const name = people.of(said.person)?.name ?? t('formerColleague');
        announce(t(`room.say.${said.what}`, { name }), urgency);
      } else announce(t(`room.say.${said.what}`), urgency);
    }
    before.current = snapshot;
  });
}

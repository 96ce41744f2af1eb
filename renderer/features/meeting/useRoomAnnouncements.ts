import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonId } from '#protocol/wire/ids';
import type { MeetingSnapshot } from '../../sync/meeting-channel.ts';
import { announce } from '../../ui/index.ts';
import type { PeopleBook } from '../people/index.ts';
import { announcements, type Announcement } from './room-view.ts';

/** What a person has to know at once. */
const URGENT: ReadonlySet<Announcement['what']> = new Set(['lost', 'closed', 'youSpeak', 'youChair']);

/** Tells screen readers what changes in the room: connection, start and end, items, presenter, floor and chair. */
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
      const urgency = URGENT.has(said.what) ? 'assertive' : 'polite';
      if ('title' in said) announce(t('room.say.item', { title: said.title }), urgency);
      else if ('text' in said) announce(t('room.say.notice', { text: said.text }), urgency);
      else if ('person' in said) {
        const name = people.of(said.person)?.name ?? t('formerColleague');
        announce(t(`room.say.${said.what}`, { name }), urgency);
      } else announce(t(`room.say.${said.what}`), urgency);
    }
    before.current = snapshot;
  });
}

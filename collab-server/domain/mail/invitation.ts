import type { MeetingState } from '#protocol/meeting/records';
import type { MeetingId, PersonId } from '#protocol/wire/ids';
import { calendarRequest } from './calendar-entry.ts';
import { period } from './vietnam-time.ts';

/** Somebody with an address. */
export interface Mailbox {
  readonly name: string;
  readonly address: string;
}

/** A mail as it is handed to the mail server. */
export interface Mail {
  readonly to: Mailbox;
  readonly subject: string;
  readonly text: string;
  /** An iCalendar invitation; null where nobody has to be anywhere. */
  readonly calendar: string | null;
  /** The same whenever this mail is sent again, so that what was delivered twice can be seen to be one. */
  readonly messageId: string;
}

export interface InvitationParts {
  readonly state: MeetingState;
  readonly to: Mailbox & { readonly person: PersonId };
  readonly chair: string;
  /** The server's own address, with which the mail is sent. */
  readonly from: Mailbox;
  /** Without a trailing slash. */
  readonly publicUrl: string;
  readonly sequence: number;
  readonly writtenAt: number;
  /** Whether somebody was told of another time or place before. */
  readonly isChange: boolean;
}

/** The invitation of one person to a meeting that is held by meeting, in Vietnamese and then in English, with the meeting for their calendar. */
export function invitationMail(parts: InvitationParts): Mail & { readonly calendar: string } {
  const { state, to, chair, from, publicUrl, sequence, writtenAt, isChange } = parts;
  const { title, place, startsAt, endsAt, mode } = state.fields;
  const kind = MODES[mode];
  const url = `${publicUrl}/meetings/${state.id}`;
  const [vi, en] = [period(startsAt, endsAt, 'vi'), period(startsAt, endsAt, 'en')];
  const subject = isChange ? `Thay đổi lịch họp: ${title}` : `Giấy mời họp: ${title}`;
  const vietnamese = [
    `Kính gửi: ${to.name}`,
    '',
    isChange
      ? 'Thời gian hoặc địa điểm của cuộc họp sau đây đã thay đổi:'
      : 'Trân trọng kính mời Ông/Bà dự cuộc họp:',
    '',
    title,
    `Thời gian: ${vi}`,
    `Địa điểm: ${place === '' ? kind.vi : `${place} (${kind.vi})`}`,
    `Chủ trì: ${chair}`,
    '',
    `Tài liệu và trả lời giấy mời: ${url}`,
  ];
  const english = [
    `Dear ${to.name},`,
    '',
    isChange
      ? 'The time or place of the following meeting has changed:'
      : 'You are invited to the following meeting:',
    '',
    title,
    `Time: ${en} (Vietnam time)`,
    `Place: ${place === '' ? kind.en : `${place} (${kind.en})`}`,
    `Chair: ${chair}`,
    '',
    `Papers and your answer: ${url}`,
  ];
  const host = new URL(publicUrl).hostname;
  return {
    to: { name: to.name, address: to.address },
    subject: subject.normalize('NFC'),
    text: [...vietnamese, '', '---', '', ...english, ''].join('\n').normalize('NFC'),
    calendar: calendarRequest({
      uid: uidOf(state.id),
      sequence,
      writtenAt,
      startsAt,
      endsAt,
      summary: title,
      location: place,
      description: `Chủ trì: ${chair}\n${url}`,
      url,
      organiser: from,
      attendee: to,
    }),
    messageId: `<${state.id}.${sequence}.${to.person}@${host}>`,
  };
}

/** Of the meeting, wherever its server stands now or later. */
function uidOf(meeting: MeetingId): string {
  return `${meeting}@meeting.bantron`;
}

const MODES = {
  onSite: { vi: 'họp trực tiếp', en: 'on site' },
  online: { vi: 'họp trực tuyến', en: 'online' },
  both: { vi: 'họp trực tiếp kết hợp trực tuyến', en: 'on site and online' },
  written: { vi: 'lấy ý kiến bằng văn bản', en: 'in writing' },
} as const;

import { expect, it } from 'vitest';
import { blankMeeting } from '#protocol/meeting/records';
import { MeetingId, newId, PersonId } from '#protocol/wire/ids';
import { fakeEnvironment } from '../../testing/fake-environment.ts';
import { invitationMail, type InvitationParts } from './invitation.ts';

const env = fakeEnvironment();
const id = <T>(kind: { parse(text: string): T }) => newId(kind, env.randomBytes(20));
const meeting = id(MeetingId);
const person = id(PersonId);
const parts = (fields: { title?: string; place?: string; endsAt?: number } = {}): InvitationParts => ({
  state: blankMeeting(meeting, {
    title: 'Họp giao ban',
    chair: id(PersonId),
    deputy: null,
    quorum: null,
    startsAt: Date.UTC(2026, 0, 6, 1, 30),
    endsAt: Date.UTC(2026, 0, 6, 3),
    place: 'Phòng số 2',
    mode: 'both',
    ...fields,
  }),
  to: { person, name: 'Lê Quang Ánh', address: 'anh@thu.invalid' },
  chair: 'Nguyễn Thị Thu Hương',
  from: { name: 'Văn phòng', address: 'hop@thu.invalid' },
  publicUrl: 'https://hop.thu.invalid',
  sequence: 14,
  writtenAt: Date.UTC(2026, 0, 5, 1),
  isChange: false,
});
/** The lines of a calendar entry as they were before they were folded. */
const unfolded = (calendar: string) => calendar.replaceAll('\r\n ', '').split('\r\n');

it('[INVITE-5] says in both languages what it is, when in Vietnam, where and who has the chair, with the link', () => {
  const { subject, text } = invitationMail(parts());
  expect(subject).toBe('Giấy mời họp: Họp giao ban');
  const [vietnamese = '', english = ''] = text.split('\n---\n');
  for (const language of [vietnamese, english]) {
    expect(language).toContain('Lê Quang Ánh');
    expect(language).toContain('Nguyễn Thị Thu Hương');
    expect(language).toContain(`https://hop.thu.invalid/meetings/${meeting}`);
    expect(language).toContain('Phòng số 2 (');
  }
  expect(vietnamese).toContain('Thời gian: 08:30 – 10:00, Thứ Ba, 06/01/2026');
  expect(english).toContain('Time: 08:30 – 10:00, Tuesday, 6 January 2026 (Vietnam time)');
  expect(invitationMail({ ...parts(), isChange: true }).subject).toBe('Thay đổi lịch họp: Họp giao ban');
  const overnight = invitationMail(parts({ endsAt: Date.UTC(2026, 0, 6, 18), place: '' })).text;
  expect(overnight).toContain('08:30, Thứ Ba, 06/01/2026 – 01:00, Thứ Tư, 07/01/2026');
  expect(overnight).toContain('Địa điểm: họp trực tiếp kết hợp trực tuyến');
});

it('[INVITE-5] brings an entry for the calendar: CRLF, at most 75 bytes a line, escaped, NFC, in UTC', () => {
  const title = `Họp; tổng kết, "quý I" \\ ${'kế hoạch '.repeat(15)}`.normalize('NFD').trim();
  const { calendar } = invitationMail(parts({ title }));
  expect(calendar.endsWith('END:VCALENDAR\r\n')).toBe(true);
  const lines = calendar.split('\r\n');
  expect(lines.some((line) => line.includes('\n'))).toBe(false);
  expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
  expect(lines.filter((line) => line.startsWith(' ')).length).toBeGreaterThan(3);
  // Nothing was torn apart between the bytes of a letter.
  expect(Buffer.from(calendar).toString()).toBe(calendar);
  const whole = unfolded(calendar);
  const escaped = `Họp\\; tổng kết\\, "quý I" \\\\ ${'kế hoạch '.repeat(15)}`.trim().normalize('NFC');
  expect(whole).toContain(`SUMMARY:${escaped}`);
  expect(whole.slice(0, 12)).toEqual([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Ban Tron//Ban Tron//VI',
    'CALSCALE:GREGORIAN',
    'METHOD:REQUEST',
    'BEGIN:VEVENT',
    `UID:${meeting}@meeting.bantron`,
    'SEQUENCE:14',
    'DTSTAMP:20260105T010000Z',
    'DTSTART:20260106T013000Z',
    'DTEND:20260106T030000Z',
    `SUMMARY:${escaped}`,
  ]);
  expect(whole).toContain(
    `DESCRIPTION:Chủ trì: Nguyễn Thị Thu Hương\\nhttps://hop.thu.invalid/meetings/${meeting}`,
  );
  expect(whole).toContain('ORGANIZER;CN="Văn phòng":mailto:hop@thu.invalid');
  expect(whole.filter((line) => line.startsWith('ATTENDEE'))).toEqual([
    'ATTENDEE;CN="Lê Quang Ánh";ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE:mailto:anh@thu.invalid',
  ]);
});

it('[INVITE-5] is the same mail when it is sent again, and the next version of one entry after a change', () => {
  const first = invitationMail(parts());
  expect(invitationMail(parts()).messageId).toBe(first.messageId);
  const next = invitationMail({ ...parts({ place: 'Phòng số 3' }), sequence: 20, isChange: true });
  expect(next.messageId).not.toBe(first.messageId);
  const of = (calendar: string, name: string) =>
    unfolded(calendar).find((line) => line.startsWith(`${name}:`));
  expect(of(next.calendar, 'UID')).toBe(of(first.calendar, 'UID'));
  expect(of(next.calendar, 'SEQUENCE')).toBe('SEQUENCE:20');
});

import type { MeetingCommand } from '#protocol/meeting/commands';
import { meetingApi } from '#protocol/meeting/api';
import { documentsApi } from '#protocol/documents/api';
import type { Paper, Readers } from '#protocol/documents/records';
import { AppError } from '#protocol/wire/codes';
import type { ItemId, MeetingId, PaperId, UploadId } from '#protocol/wire/ids';
import type { ApiClient } from './api-client.ts';
import { addPerson, foundOrganisation, fresh, type Actor, type TestServer } from './running-server.ts';

/** One person of every kind that rights tell apart. */
export interface Cast {
  readonly admin: Actor;
  readonly chair: Actor;
  readonly secretary: Actor;
  readonly delegate: Actor;
  readonly guest: Actor;
  readonly staff: Actor;
  /** Of the organisation, but not of the meeting. */
  readonly outsider: Actor;
}

export async function addCast(server: TestServer): Promise<Cast> {
  const admin = await foundOrganisation(server);
  const [chair, secretary, delegate, guest, staff, outsider] = await Promise.all([
    addPerson(server, admin, {
      name: 'Nguyễn Thị Thu Hương',
      role: 'official',
      unit: 'Lãnh đạo Bộ',
      rank: 1,
    }),
    addPerson(server, admin, { name: 'Trần Minh Đức', role: 'secretary', unit: 'Văn phòng', rank: 2 }),
    addPerson(server, admin, { name: 'Lê Quang Ánh', role: 'official', unit: 'Vụ Kế hoạch', rank: 3 }),
    addPerson(server, admin, { name: 'Phạm Thị Ngọc Bích', role: 'official', unit: 'Sở Lào Cai', rank: 4 }),
    addPerson(server, admin, { name: 'Đỗ Văn Ước', role: 'staff', unit: 'Vụ Kế hoạch', rank: 5 }),
    addPerson(server, admin, { name: 'Vũ Thị Ngoài', role: 'official', unit: 'Vụ Kế hoạch', rank: 6 }),
  ]);
  return { admin, chair, secretary, delegate, guest, staff, outsider };
}

/** The same people, speaking to the server that was started again. */
export function rebased(cast: Cast, server: TestServer): Cast {
  const one = (actor: Actor): Actor => ({ ...actor, client: server.client(actor.client.token) });
  const { admin, chair, secretary, delegate, guest, staff, outsider } = cast;
  return {
    admin: one(admin),
    chair: one(chair),
    secretary: one(secretary),
    delegate: one(delegate),
    guest: one(guest),
    staff: one(staff),
    outsider: one(outsider),
  };
}

export const STARTS_AT = Date.UTC(2026, 0, 6, 1);

/** Gives a command over HTTP; throws what it is refused with. Answers the number of the last event. */
export async function give(client: ApiClient, meeting: MeetingId, command: MeetingCommand): Promise<number> {
  const answer = await client.call(meetingApi.command, {
    params: { meeting },
    body: { key: fresh.key(), command },
  });
  if (!answer.ok) throw new AppError(answer.code);
  return answer.seq;
}

export interface PreparedMeeting {
  readonly meeting: MeetingId;
  readonly item: ItemId;
  /** The item that the guest presents. */
  readonly guestItem: ItemId;
}

/** A meeting with everybody of the cast but the outsider and the administrator, and two agenda items. */
export async function prepareMeeting(cast: Cast, title = 'Họp giao ban'): Promise<PreparedMeeting> {
  const meeting = fresh.meeting();
  const item = fresh.item();
  const guestItem = fresh.item();
  const { secretary, chair, delegate, guest, staff } = cast;
  const by = secretary.client;
  await give(by, meeting, {
    type: 'meeting.create',
    id: meeting,
    secretary: secretary.person.id,
    fields: {
      title,
      chair: chair.person.id,
      startsAt: STARTS_AT,
      endsAt: STARTS_AT + 3_600_000,
      place: 'Phòng số 2',
      mode: 'both',
      deputy: null,
      quorum: null,
    },
  });
  await give(by, meeting, { type: 'participant.invite', person: delegate.person.id, role: 'delegate' });
  await give(by, meeting, { type: 'participant.invite', person: guest.person.id, role: 'guest' });
  await give(by, meeting, { type: 'participant.invite', person: staff.person.id, role: 'staff' });
  const last = { parent: null, before: null };
  const fields = { title: 'Nội dung 1', presenter: chair.person.id, minutes: 10, kind: 'public' } as const;
  await give(by, meeting, { type: 'agenda.addItem', id: item, fields, position: last });
  const own = {
    title: 'Ý kiến của khách mời',
    presenter: guest.person.id,
    minutes: 5,
    kind: 'public',
  } as const;
  await give(by, meeting, { type: 'agenda.addItem', id: guestItem, fields: own, position: last });
  await give(chair.client, meeting, { type: 'meeting.approve' });
  await give(by, meeting, { type: 'meeting.send' });
  return { meeting, item, guestItem };
}

/** Announces an upload of these bytes. */
export async function announce(
  client: ApiClient,
  meeting: MeetingId,
  item: ItemId,
  bytes: Uint8Array,
  {
    readers = { to: 'all' },
    fileName = 'tờ trình.pdf',
    paper,
  }: { readers?: Readers; fileName?: string; paper?: PaperId } = {},
): Promise<UploadId> {
  const { id } = await client.call(documentsApi.startUpload, {
    params: { meeting },
    body: {
      item,
      title: 'Tờ trình',
      number: '1/TTr',
      fileName,
      bytes: bytes.length,
      secrecy: 'normal',
      readers,
      ...(paper === undefined ? {} : { paper }),
    },
  });
  return id;
}

/** Sends a piece; answers the response as it is. */
export function sendPiece(
  client: ApiClient,
  upload: UploadId,
  offset: number,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Response> {
  return client.fetch(`/api/uploads/${upload}?offset=${offset}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/octet-stream' },
    body: bytes,
  });
}

/** Uploads these bytes, a PDF, as a paper or as a new version of one. Throws what it is refused with. */
export async function attach(
  client: ApiClient,
  meeting: MeetingId,
  item: ItemId,
  bytes: Uint8Array<ArrayBuffer>,
  options: { readers?: Readers; fileName?: string; paper?: PaperId } = {},
): Promise<Paper> {
  const upload = await announce(client, meeting, item, bytes, options);
  await sendPiece(client, upload, 0, bytes);
  const finished = await client.call(documentsApi.finishUpload, { params: { upload } });
  if (finished.state !== 'paper') throw new Error('it is being converted');
  return finished.paper;
}

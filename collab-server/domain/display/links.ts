import { DISPLAY_LINK_LIFE, MAX_DISPLAY_LINKS, type DisplayLink } from '#protocol/display/api';
import { isInWriting } from '#protocol/meeting/in-writing';
import { roleIn, type Member } from '#protocol/meeting/rights';
import { AppError } from '#protocol/wire/codes';
import { DisplayLinkId, ID_LENGTH, MeetingId, newId, PersonId } from '#protocol/wire/ids';
import type { Environment } from '../../environment.ts';
import type { Storage } from '../../storage/port.ts';
import type { Meetings } from '../meeting/meetings.ts';
import { newSecret, secretHash } from '../people/secrets.ts';

/** What a token opens. */
export interface OpenedLink {
  readonly id: DisplayLinkId;
  readonly meeting: MeetingId;
  readonly expiresAt: number;
}

/**
 * Links to the screens of rooms. A link is a secret of 256 bits that is told once; the folder has its hash, so that a
 * screen comes back after a restart and whoever reads the folder can open none. Every call of a person asks whether they
 * are the meeting's chair or a secretary, and tells others `notFound` or `notAllowed`.
 */
export interface DisplayLinks {
  make(member: Member, meeting: MeetingId): Promise<{ id: DisplayLinkId; token: string; expiresAt: number }>;
  list(member: Member, meeting: MeetingId): Promise<readonly Omit<DisplayLink, 'open'>[]>;
  revoke(member: Member, meeting: MeetingId, id: DisplayLinkId): Promise<void>;
  /** Throws `linkExpired` for a token that opens nothing (any more). */
  open(token: string): Promise<OpenedLink>;
  /** Called when links end before their time. */
  onRevoke(listener: (id: DisplayLinkId) => void): void;
}

export function createDisplayLinks(storage: Storage, env: Environment, meetings: Meetings): DisplayLinks {
  const { sql } = storage;
  const listeners = new Set<(id: DisplayLinkId) => void>();

  const running = async (member: Member, meeting: MeetingId) => {
    const { state } = await meetings.now(meeting);
    const role = state === undefined ? undefined : roleIn(state, member.id);
    if (state === undefined || role === undefined) throw new AppError('notFound');
    if (role !== 'chair' && role !== 'secretary') throw new AppError('notAllowed');
    return state;
  };
  const working = async (meeting: MeetingId) => {
    const rows = await storage.read(
      sql
        .selectFrom('display_link')
        .select(['id', 'made_by', 'made_at', 'expires_at'])
        .where('meeting', '=', meeting)
        .where('expires_at', '>', env.now())
        .orderBy('made_at')
        .compile(),
    );
    return rows.map((row) => ({
      id: DisplayLinkId.parse(row.id),
      madeBy: PersonId.parse(row.made_by),
      madeAt: row.made_at,
      expiresAt: row.expires_at,
    }));
  };

  return {
    async make(member, meeting) {
      const { status, fields } = await running(member, meeting);
      if (isInWriting(fields)) throw new AppError('heldInWriting');
      // Before that the meeting is not known to those who sit in front of the screen.
      if (status === 'draft' || status === 'approved') throw new AppError('notSent');
      if (status === 'archived') throw new AppError('meetingArchived');
      if ((await working(meeting)).length >= MAX_DISPLAY_LINKS) throw new AppError('tooMany');
      const id = newId(DisplayLinkId, env.randomBytes(ID_LENGTH));
      const token = newSecret(env);
      const expiresAt = env.now() + DISPLAY_LINK_LIFE;
      const row = {
        token_hash: secretHash(token),
        id,
        meeting,
        made_by: member.id,
        made_at: env.now(),
        expires_at: expiresAt,
      };
      await storage.commit([
        { query: sql.deleteFrom('display_link').where('expires_at', '<=', env.now()).compile() },
        { query: sql.insertInto('display_link').values(row).compile() },
      ]);
      env.log.info({ meeting, by: member.id, link: id }, "a link to the room's screen was made");
      return { id, token, expiresAt };
    },
    async list(member, meeting) {
      await running(member, meeting);
      return working(meeting);
    },
    async revoke(member, meeting, id) {
      await running(member, meeting);
      if (!(await working(meeting)).some((link) => link.id === id)) throw new AppError('notFound');
      await storage.commit([{ query: sql.deleteFrom('display_link').where('id', '=', id).compile() }]);
      env.log.info({ meeting, by: member.id, link: id }, "a link to the room's screen was revoked");
      for (const listener of listeners) listener(id);
    },
    async open(token) {
      const rows = await storage.read(
        sql
          .selectFrom('display_link')
          .select(['id', 'meeting', 'expires_at'])
          .where('token_hash', '=', secretHash(token))
          .where('expires_at', '>', env.now())
          .compile(),
      );
      const row = rows[0];
      if (row === undefined) throw new AppError('linkExpired');
      return {
        id: DisplayLinkId.parse(row.id),
        meeting: MeetingId.parse(row.meeting),
        expiresAt: row.expires_at,
      };
    },
    onRevoke: (listener) => {
      listeners.add(listener);
    },
  };
}

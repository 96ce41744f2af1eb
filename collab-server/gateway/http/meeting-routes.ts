import type { FastifyInstance } from 'fastify';
import { meetingApi } from '#protocol/meeting/api';
import { visibleTo } from '#protocol/meeting/visible';
import type { OrgRole } from '#protocol/people/records';
import { AppError } from '#protocol/wire/codes';
import type { PersonId } from '#protocol/wire/ids';
import { speakingHistory } from '../../domain/floor/speeches.ts';
import { meetingsOf, overdueAnswers } from '../../domain/meeting/projection.ts';
import type { Outbox } from '../../domain/mail/outbox.ts';
import type { LogSigner } from '../../domain/log-signing.ts';
import { logFile } from '../../domain/meeting/log-file.ts';
import type { Meetings } from '../../domain/meeting/meetings.ts';
import type { Environment } from '../../environment.ts';
import type { Storage } from '../../storage/port.ts';
import { handle } from './handle.ts';

/** Who sees to it in a unit that its people answer in time. */
const OFFICE: readonly OrgRole[] = ['secretary', 'clerk'];

export interface MeetingParts {
  readonly storage: Storage;
  readonly env: Environment;
  readonly meetings: Meetings;
  readonly outbox: Outbox;
  readonly unitOf: (person: PersonId) => string;
  readonly nameOf: (person: PersonId) => string | undefined;
  readonly sign: LogSigner;
}

export function meetingRoutes(app: FastifyInstance, parts: MeetingParts): void {
  const { storage, env, meetings, outbox, unitOf } = parts;
  handle(app, meetingApi.list, async (_call, { person }) => {
    const now = env.now();
    const { unit } = person;
    const isOffice = unit !== '' && OFFICE.includes(person.role);
    return {
      now,
      meetings: await meetingsOf(storage, person.id),
      overdue: isOffice ? await overdueAnswers(storage, (one) => unitOf(one) === unit, now) : [],
    };
  });
  handle(app, meetingApi.get, async ({ params }, caller) => {
    const { state, head } = await meetings.now(params.meeting);
    const visible = state === undefined ? undefined : visibleTo(state, caller.person);
    if (visible === undefined) throw new AppError('notFound');
    return { seq: head.seq, state: visible };
  });
  handle(app, meetingApi.command, async ({ params, body }, caller) => {
    const { command } = body;
    if (command.type === 'meeting.create' && command.id !== params.meeting) throw new AppError('badRequest');
    return meetings.execute(params.meeting, caller.person, body.key, command);
  });
  handle(app, meetingApi.log, ({ params }, { person }) => logFile(parts, person, params.meeting));
  handle(app, meetingApi.invitationMail, ({ params }, { person }) => outbox.of(person, params.meeting));
  handle(app, meetingApi.speakingHistory, async ({ params }, { person }) =>
    speakingHistory(parts, unitOf, person, params.meeting),
  );
}

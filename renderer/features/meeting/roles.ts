import type { MeetingRole } from '#protocol/meeting/records';
import { COMMAND_RIGHTS, PAPER_BRINGERS } from '#protocol/meeting/rights';

/** Roles in a meeting that run it: agenda, participants, presenter, opening and closing. */
export const RUNNING_ROLES: readonly MeetingRole[] = COMMAND_RIGHTS['meeting.open'];

/** Roles in a meeting that have something to do on its preparation page. */
export const PREPARING_ROLES: readonly MeetingRole[] = [...new Set([...RUNNING_ROLES, ...PAPER_BRINGERS])];

/** The order in which roles are offered when inviting. */
export const INVITED_ROLES = ['delegate', 'guest', 'staff', 'secretary'] as const;

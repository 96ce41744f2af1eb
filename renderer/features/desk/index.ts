/** The chair's desk: running a meeting that is in session; quiet calls and announcements for everyone. */
export { AnnouncementLine } from './AnnouncementLine.tsx';
export { ChairDesk } from './ChairDesk.tsx';
export type { DeskUse } from './desk-use.ts';
export { ServiceCalls } from './ServiceCalls.tsx';
export { ServiceDialog } from './ServiceDialog.tsx';
export { TakeOverOffer } from './TakeOverOffer.tsx';

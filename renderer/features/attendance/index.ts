/** Attendance (điểm danh): the roll in words, checking in oneself, and the secretary's roll call. */
export { OwnCheckIn } from './OwnCheckIn.tsx';
export { RollCallDialog } from './RollCallDialog.tsx';
export { rollCounts, rollLine } from './roll-view.ts';
export { useRollText } from './useRollText.ts';

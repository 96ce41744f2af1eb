/** The seat map: made from a preset, filled by rank, changed by dragging or by keyboard; delegates look at it. */
export { SeatingDialog } from './SeatingDialog.tsx';
export { SeatingSection, type SeatingSectionProps } from './SeatingSection.tsx';

/** The agenda and its papers: preparing them, and the panel that shows them in a meeting. */
export { AgendaPanel, type AgendaPanelProps } from './AgendaPanel.tsx';
export { type ItemStep } from './agenda-outline.ts';
export { AgendaSection, type AgendaSectionProps } from './AgendaSection.tsx';
export type { RunCommand, Undo } from './run-command.ts';

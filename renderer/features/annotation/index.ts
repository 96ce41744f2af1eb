/**
 * Marks on papers: ink, highlights and notes, shared and private. The reader (`features/documents`) puts them over its
 * pages; signing out asks here what is not saved.
 */
export { CarryBar } from './carry/CarryBar.tsx';
export { CarryOnPage } from './carry/CarryOnPage.tsx';
export { CarryPanel } from './carry/CarryPanel.tsx';
export type { CarryPaper, EarlierPaper } from './carry/carry-papers.ts';
export { CarryContext, useCarry, useCarryView } from './carry/useCarry.ts';
export { AnnotationSession, type AnnotationView } from './annotation-session.ts';
export type { FileLayer, FileLayerView, FileMark } from './file-layer.ts';
export type { PlacedMark } from './mark-index.ts';
export { shapeOf } from './mark-shape.ts';
export { MarkStore } from './mark-store.ts';
export {
  type NoteDesk,
  NoteDeskContext,
  type NoteModeration,
  type NotePlaces,
  NotePlacesContext,
  type NoteTopic,
} from './note-desk.ts';
export { ExportDialog, type ExportSource } from './export/ExportDialog.tsx';
export { NotesButton, UnreadBadge } from './panel/NotesButton.tsx';
export { NotesPanel } from './panel/NotesPanel.tsx';
export { PageMarks, type PageMarksProps } from './PageMarks.tsx';
export { PenTray, type PenTrayProps } from './tools/PenTray.tsx';
export { type SelectedWords, WordBar } from './tools/WordBar.tsx';
export { useMarking } from './tools/useMarking.ts';
export { handleMarkKey } from './tools/mark-keys.ts';
export { boundedScale } from './raster-scale.ts';
export { closeAnnotations, roomsOf, useUnsavedMarks } from './rooms-of-person.ts';
export { SaveState } from './SaveState.tsx';
export { rootOf, type ThreadRoot } from './threads/thread-model.ts';
export { excerpt } from './threads/mark-words.ts';
export { isFirstTold } from './threads/told-mentions.ts';
export { useMentionNotices } from './threads/useMentionNotices.ts';
export { useAnnotation, useResumeMarks, type AnnotationUse } from './useAnnotation.ts';

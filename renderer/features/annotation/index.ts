/**
 * Marks on papers: ink, highlights and notes, shared and private. The reader (`features/documents`) puts them over its
 * pages; signing out asks here what is not saved.
 */
export { AnnotationSession, type AnnotationView } from './annotation-session.ts';
export { MarkStore } from './mark-store.ts';
export { NoteList, type NoteListProps } from './NoteList.tsx';
export { PageMarks, type PageMarksProps } from './PageMarks.tsx';
export { PenTray, TOOL_KEYS, type PenTrayProps } from './PenTray.tsx';
export { boundedScale } from './raster-scale.ts';
export { closeAnnotations, useUnsavedMarks } from './rooms-of-person.ts';
export { SaveState } from './SaveState.tsx';
export { useAnnotation, useResumeMarks, type AnnotationUse } from './useAnnotation.ts';

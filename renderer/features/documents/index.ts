/** Papers on the screen: the reader with its pages, zoom, place and following. Marks are `features/annotation`. */
export { DocumentReader, type DocumentReaderProps } from './DocumentReader.tsx';
export type { NoteTarget } from './note-target.ts';
export { PaperNews, type PaperNewsProps } from './pack/PaperNews.tsx';
export { PackKeeping, useKeepMeeting } from './offline/kept-packs.ts';
export { PackDialog } from './offline/PackDialog.tsx';
export { UnprotectedNotice } from './offline/protection.tsx';
export { TakeAlong } from './offline/TakeAlong.tsx';
export { useReaderShortcuts } from './useReaderShortcuts.ts';
/** For what shows pages without a reader around them. */
export { fileEnds, filePart, openRange } from './fetch-range.ts';
export { PdfPages } from './PdfPages.tsx';
export { PageImage, PdfDocument } from './pdf-document.ts';

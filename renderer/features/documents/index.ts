/** Papers on the screen: the reader with its pages, zoom, place and following. Marks are `features/annotation`. */
export { DocumentReader, type DocumentReaderProps } from './DocumentReader.tsx';

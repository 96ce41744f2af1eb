/** The words of papers: reading them from a page, selecting and finding them. */
export { pageText } from './page-texts.ts';

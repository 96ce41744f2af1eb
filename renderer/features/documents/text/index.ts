/** The words of papers: reading them from a page, selecting, finding and recognising them. */
export { FoundOnPage } from './FoundOnPage.tsx';
export { PageWords } from './PageWords.tsx';
export { SearchContext, useSearch, useSearchModel } from './paper-search.ts';
export { PaperText } from './paper-text.ts';
export type { Found, SearchedPaper } from './search-model.ts';
export { QuotedContext, QuoteOnPage } from './QuoteOnPage.tsx';
export { useGoToFound } from './useGoToFound.ts';
export { useGoToQuote } from './useGoToQuote.ts';
export { useSearchKeys } from './useSearchKeys.ts';
export { MayRecogniseContext } from './ScanNotice.tsx';
export { SearchPanel } from './SearchPanel.tsx';
export { attachSelecting, onSelection } from './selecting.ts';
export type { SelectedQuote } from './word-layers.ts';

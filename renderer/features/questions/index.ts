/** Questions in advance: asked about a paper and its page, answered by the chair or a secretary before the meeting. */
export { AskDialog, type AskDialogProps } from './AskDialog.tsx';
export { mayAsk } from './question-view.ts';
export { QuestionsDialog } from './QuestionsDialog.tsx';
export { QuestionsList, type QuestionsListProps } from './QuestionsList.tsx';

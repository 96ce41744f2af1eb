import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/index.ts';
import { QuestionsList, type QuestionsListProps } from './QuestionsList.tsx';

/** The questions in advance over the room: one's own, or everyone's for those who answer. */
export function QuestionsDialog({ onClose, ...list }: QuestionsListProps & { readonly onClose: () => void }) {
  const { t } = useTranslation('questions');
  return (
    <Dialog title={t('title')} isOpen onClose={onClose} size="lg">
      <QuestionsList {...list} />
    </Dialog>
  );
}

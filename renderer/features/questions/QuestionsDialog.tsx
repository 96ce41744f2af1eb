import { useTranslation } from 'react-i18next';
import { Button, Dialog } from '../../ui/index.ts';
import { mayAsk } from './question-view.ts';
import { QuestionsList, type QuestionsListProps } from './QuestionsList.tsx';

export interface QuestionsDialogProps extends QuestionsListProps {
  readonly onClose: () => void;
  /** Asks about the paper that is open; absent while none is. */
  readonly onAsk?: () => void;
}

/** The questions in advance over the room: one's own, or everyone's for those who answer. */
export function QuestionsDialog({ onClose, onAsk, ...list }: QuestionsDialogProps) {
  const { t } = useTranslation('questions');
  return (
    <Dialog
      title={t('title')}
      isOpen
      onClose={onClose}
      size="lg"
      {...(onAsk !== undefined && mayAsk(list.state)
        ? {
            footer: (
              <Button icon="help" onPress={onAsk}>
                {t('askOpen')}
              </Button>
            ),
          }
        : {})}
    >
      <QuestionsList {...list} />
    </Dialog>
  );
}

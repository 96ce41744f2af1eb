import { useTranslation } from 'react-i18next';
import type { MeetingCommand } from '#protocol/meeting/commands';
import type { MeetingState } from '#protocol/meeting/records';
import type { PersonId } from '#protocol/wire/ids';
import { Badge, EmptyState, Icon } from '../../ui/index.ts';
import { mayAnswer, mayAsk, questionsByPaper, unanswered } from './question-view.ts';
import { QuestionItem } from './QuestionItem.tsx';

export interface QuestionsListProps {
  readonly state: MeetingState;
  readonly me: PersonId;
  readonly nameOf: (person: PersonId) => string;
  readonly run: (command: MeetingCommand) => Promise<boolean>;
}

/** Questions in advance collated by paper; whoever may answers them right here. */
export function QuestionsList({ state, me, nameOf, run }: QuestionsListProps) {
  const { t } = useTranslation('questions');
  const groups = questionsByPaper(state);
  const answers = mayAnswer(state, me);
  if (groups.length === 0) {
    return (
      <EmptyState icon="help" title={t('none')}>
        {mayAsk(state) ? t(answers ? 'noneToAnswer' : 'noneText') : t('noneLate')}
      </EmptyState>
    );
  }
  const open = unanswered(state);
  return (
    <div className="flex flex-col gap-6">
      <p className="figures text-sm text-ink-muted">
        {t('count', { count: state.questions.length })}
        {' · '}
        {open === 0 ? t('allAnswered') : t('open', { count: open })}
      </p>
      {groups.map(({ paper, questions }) => (
        <section
          key={paper?.id ?? ''}
          aria-label={paper?.title ?? t('paperGone')}
          className="flex flex-col gap-2"
        >
          <h2 className="flex items-start gap-2 text-base font-semibold">
            <Icon name="paper" className="mt-0.5 text-ink-muted" />
            <span className="min-w-0 flex-1">{paper?.title ?? t('paperGone')}</span>
            <Badge>{questions.length}</Badge>
          </h2>
          <ul className="flex flex-col gap-2">
            {questions.map((question) => (
              <QuestionItem
                key={question.id}
                question={question}
                asker={question.person === me ? t('you') : nameOf(question.person)}
                answerer={question.answer === null ? '' : nameOf(question.answer.by)}
                isOwn={question.person === me && mayAsk(state)}
                mayAnswer={answers}
                run={run}
              />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

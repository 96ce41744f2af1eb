import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MeetingCommand } from '#protocol/meeting/commands';
import type { Question } from '#protocol/meeting/records';
import { announce, Badge, Button, formatDateTime, TextArea, useLanguage } from '../../ui/index.ts';

export interface QuestionItemProps {
  readonly question: Question;
  readonly asker: string;
  readonly answerer: string;
  /** One's own, and it can still be taken back. */
  readonly isOwn: boolean;
  readonly mayAnswer: boolean;
  readonly run: (command: MeetingCommand) => Promise<boolean>;
}

const MAX_ANSWER = 4000;

/** One question with its answer, and what can be done with it. */
export function QuestionItem({ question, asker, answerer, isOwn, mayAnswer, run }: QuestionItemProps) {
  const { t } = useTranslation('questions');
  const language = useLanguage();
  const { id, page, text, at, answer } = question;
  const [draft, setDraft] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const send = async () => {
    if (draft === null || draft.trim() === '') return;
    setBusy(true);
    const happened = await run({ type: 'question.answer', id, text: draft });
    setBusy(false);
    if (!happened) return;
    setDraft(null);
    announce(t('answered'));
  };
  const withdraw = async () => {
    setBusy(true);
    await run({ type: 'question.withdraw', id });
    setBusy(false);
  };
  return (
    <li className="flex flex-col gap-2 rounded-md border border-line bg-canvas px-4 py-3">
      <p className="figures flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-muted">
        <span className="font-medium text-ink">{asker}</span>
        <span>{page === null ? t('aboutPaper') : t('aboutPage', { page: page + 1 })}</span>
        <span>{formatDateTime(at, language)}</span>
        {answer === null ? <Badge tone="warn">{t('waits')}</Badge> : null}
      </p>
      <p className="whitespace-pre-line">{text}</p>
      {answer === null || draft !== null ? null : (
        <div className="border-l-[3px] border-accent pl-3">
          <p className="figures text-sm text-ink-muted">
            {t('answerBy', { name: answerer, when: formatDateTime(answer.at, language) })}
          </p>
          <p className="whitespace-pre-line">{answer.text}</p>
        </div>
      )}
      {draft === null ? null : (
        <TextArea
          label={t('answerTo', { name: asker })}
          rows={3}
          autoFocus
          maxLength={MAX_ANSWER}
          value={draft}
          onChange={setDraft}
        />
      )}
      <div className="flex flex-wrap justify-end gap-2 empty:hidden">
        {draft !== null ? (
          <>
            <Button isDisabled={busy} onPress={() => setDraft(null)}>
              {t('cancel')}
            </Button>
            <Button
              variant="primary"
              isPending={busy}
              isDisabled={draft.trim() === ''}
              onPress={() => void send()}
            >
              {t('sendAnswer')}
            </Button>
          </>
        ) : (
          <>
            {isOwn ? (
              <Button variant="quiet" icon="undo" isPending={busy} onPress={() => void withdraw()}>
                {t('withdraw')}
              </Button>
            ) : null}
            {mayAnswer ? (
              <Button
                icon={answer === null ? 'comment' : 'edit'}
                onPress={() => setDraft(answer?.text ?? '')}
              >
                {t(answer === null ? 'answer' : 'changeAnswer')}
              </Button>
            ) : null}
          </>
        )}
      </div>
    </li>
  );
}

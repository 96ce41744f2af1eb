import { useTranslation } from 'react-i18next';
import type { MeetingState } from '#protocol/meeting/records';
import { Badge } from '../../ui/index.ts';
import { useVoteText } from './useVoteText.ts';

/** What has been asked in writing, and can't be changed any more. */
export function SentQuestions({ state }: { readonly state: MeetingState }) {
  const { t } = useTranslation('ballots');
  const text = useVoteText();
  const sent = state.voting.votes.filter(({ status }) => status !== 'draft');
  return (
    <ul aria-label={t('ask.sent')} className="flex flex-col gap-2">
      {sent.map(({ id, fields, status }) => (
        <li key={id} className="flex flex-wrap items-start gap-2 rounded-md border border-line px-3 py-2">
          <div className="min-w-0 flex-1 basis-64">
            <p className="leading-snug font-medium">{fields.motion}</p>
            <p className="text-sm text-ink-muted">{text.terms(fields)}</p>
          </div>
          <Badge tone={status === 'open' ? 'accent' : 'neutral'}>
            {t(status === 'open' ? 'ask.isOpen' : status === 'void' ? 'ask.isVoid' : 'ask.isOver')}
          </Badge>
        </li>
      ))}
    </ul>
  );
}

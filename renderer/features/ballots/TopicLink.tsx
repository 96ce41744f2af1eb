import { useTranslation } from 'react-i18next';
import type { VoteTopic } from '#protocol/ballots/records';
import type { MeetingState } from '#protocol/meeting/records';
import { Button } from '../../ui/index.ts';

/** The page that a motion is about; a press goes there. Whoever can't read the paper sees nothing of it. */
export function TopicLink({
  state,
  topic,
  onGo,
}: {
  readonly state: Pick<MeetingState, 'papers'>;
  readonly topic: VoteTopic | null;
  readonly onGo: (topic: VoteTopic) => void;
}) {
  const { t } = useTranslation('ballots');
  const paper = state.papers.find(({ id }) => id === topic?.paper);
  if (topic === null || paper === undefined) return null;
  return (
    <Button
      size="sm"
      variant="quiet"
      icon="paper"
      className="-ml-2 max-w-full self-start text-left! text-accent-ink!"
      onPress={() => onGo(topic)}
    >
      {t('topic', { page: topic.page + 1, title: paper.title })}
    </Button>
  );
}

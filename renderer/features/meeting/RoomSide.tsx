import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Badge, Tabs, type TabItem } from '../../ui/index.ts';

export type Side = 'desk' | 'floor' | 'votes' | 'people';

export interface RoomSideProps {
  /** What is on screen; null: the first that there is. */
  readonly chosen: Side | null;
  readonly onChoose: (side: Side) => void;
  /** The chair's desk; absent for whoever doesn't run the meeting. */
  readonly desk?: ReactNode;
  /** The floor; absent while the meeting isn't in session. */
  readonly floor?: ReactNode;
  /** How many have asked to speak. */
  readonly asking: number;
  /** All votes; absent while there is nothing to vote on. */
  readonly votes?: ReactNode;
  /** A vote is open. */
  readonly isVoting: boolean;
  /** Nobody meets: the questions are what people come for. */
  readonly isInWriting: boolean;
  readonly people: ReactNode;
}

/** The panel beside the page: running the meeting, speaking, and who is there; one at a time, so that the page stays large. */
export function RoomSide({
  chosen,
  onChoose,
  desk,
  floor,
  asking,
  votes,
  isVoting,
  isInWriting,
  people,
}: RoomSideProps) {
  const { t } = useTranslation('meeting');
  const items: TabItem<Side>[] = [];
  if (desk !== undefined) items.push({ id: 'desk', label: t('side.desk'), icon: 'gavel', content: desk });
  if (floor !== undefined) {
    items.push({
      id: 'floor',
      label: t('side.floor'),
      icon: 'hand',
      badge: asking === 0 ? null : <Badge>{asking}</Badge>,
      content: floor,
    });
  }
  if (votes !== undefined) {
    items.push({
      id: 'votes',
      label: t(isInWriting ? 'side.answers' : 'side.votes'),
      icon: 'ballot',
      badge: isVoting ? (
        <span
          role="img"
          aria-label={t(isInWriting ? 'side.answering' : 'side.voting')}
          className="size-2.5 rounded-full bg-live"
        />
      ) : null,
      content: votes,
    });
  }
  items.push({ id: 'people', label: t('side.people'), icon: 'people', content: people });
  const value = items.find(({ id }) => id === chosen)?.id ?? items[0]?.id ?? 'people';
  if (items.length === 1) return people;
  return <Tabs label={t('room.people')} look="stacked" items={items} value={value} onChange={onChoose} />;
}

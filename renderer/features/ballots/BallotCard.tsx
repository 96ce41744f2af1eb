import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { isPresent } from '#protocol/meeting/attendance';
import type { Vote } from '#protocol/ballots/records';
import { numbersNow, progressOf } from '#protocol/ballots/standing';
import { Badge, Button, Icon, IconButton, Notice } from '../../ui/index.ts';
import type { BallotUse } from './ballot-use.ts';
import { CardFrame } from './CardFrame.tsx';
import { MOTION_CHOICES } from './MotionButtons.tsx';
import { SeatBallot } from './SeatBallot.tsx';
import { TopicLink } from './TopicLink.tsx';
import type { BallotCardControl } from './useBallotCard.ts';
import { ownSeats, showsNumbers } from './vote-view.ts';
import { VoteBars } from './VoteBars.tsx';
import { VoteResult } from './VoteResult.tsx';

export interface BallotCardProps {
  readonly use: BallotUse;
  readonly control: BallotCardControl;
}

/** What the room's key for the ballot puts the focus on. */
export const BALLOT_CARD = 'ballot-card';

/** Over the page while a vote is open: the motion and the ballots, one press each. Below on a phone, above elsewhere. */
export function BallotCard({ use, control }: BallotCardProps) {
  const { t } = useTranslation('ballots');
  const { state, me, now } = use;
  const { vote, isFolded, casting } = control;
  if (vote === undefined || isFolded) return null;
  const { fields } = vote;
  const isOpen = vote.status === 'open';
  const seats = isOpen ? ownSeats(state, vote, me, now) : [];
  const mayPress = fields.kind !== 'hands' && fields.method.is === 'motion' && !fields.needsPassword;
  // Only from inside the card: a key that was meant for the page must not cast anything.
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || !mayPress) return;
    const pressed = MOTION_CHOICES.find(({ key }) => key === event.key);
    const seat = seats.find(
      (each) => each.cast === undefined && casting.of(vote, each.seat)?.is !== 'sending',
    );
    if (pressed === undefined || seat === undefined || !isPresent(state, me)) return;
    event.preventDefault();
    void casting.send(vote, seat.seat, { choice: pressed.choice, reason: '', password: null });
  };
  return (
    <CardFrame
      id={BALLOT_CARD}
      label={t('card.label')}
      title={t(isOpen ? 'card.title' : 'card.over')}
      onKeyDown={onKeyDown}
      actions={
        <>
          <Badge>{t(`kind.${fields.kind}`)}</Badge>
          {isOpen ? <CastCount use={use} vote={vote} /> : null}
          <IconButton
            icon={isOpen ? 'chevron-up' : 'close'}
            label={t(isOpen ? 'card.fold' : 'card.close')}
            onPress={() => (isOpen ? control.fold(true) : control.close())}
          />
        </>
      }
    >
      <div
        role="group"
        aria-label={fields.motion}
        // What is longer than the window is scrolled by keys too.
        tabIndex={isOpen ? -1 : 0}
        className="flex min-h-0 flex-col gap-3 overflow-y-auto px-4 pt-1 pb-4 outline-offset-[-2px]!"
      >
        <div className="flex flex-col gap-1">
          <p className="text-lg leading-snug font-semibold whitespace-pre-line">{fields.motion}</p>
          <TopicLink state={state} topic={fields.about} onGo={use.onGo} />
        </div>
        {isOpen ? <Ballots {...{ use, control, vote, seats }} /> : <Over vote={vote} />}
      </div>
    </CardFrame>
  );
}

function CastCount({ use, vote }: { readonly use: BallotUse; readonly vote: Vote }) {
  const { t } = useTranslation('ballots');
  const { cast, of } = progressOf(use.state, vote, use.now);
  if (vote.fields.kind === 'hands') return null;
  return (
    <span className="figures text-sm text-ink-muted">
      <span aria-hidden>{`${cast}/${of}`}</span>
      <span className="sr-only">{t('progress.value', { cast, of })}</span>
    </span>
  );
}

function Ballots({
  use,
  control,
  vote,
  seats,
}: BallotCardProps & { readonly vote: Vote; readonly seats: ReturnType<typeof ownSeats> }) {
  const { t } = useTranslation('ballots');
  const { state, me, now } = use;
  const { fields } = vote;
  const isPlain = seats.length === 1 && seats[0]?.why === 'own';
  if (fields.kind === 'hands') return <Notice icon="hand">{t('card.hands')}</Notice>;
  if (seats.length === 0) return <Notice>{t('card.lost')}</Notice>;
  if (!isPresent(state, me)) return <Notice tone="warn">{t('card.absent')}</Notice>;
  return (
    <>
      {seats.map((seat) => (
        <SeatBallot
          // What was being written belongs to this ballot of this vote.
          key={`${vote.id} ${seat.seat}`}
          use={use}
          vote={vote}
          seat={seat}
          casting={control.casting}
          receipts={control.receipts}
          reasons={control.reasons}
          isPlain={isPlain}
        />
      ))}
      {showsNumbers(vote, use.canRun) ? (
        <VoteBars fields={fields} numbers={numbersNow(state, vote, now)} outcome={null} />
      ) : null}
    </>
  );
}

function Over({ vote }: { readonly vote: Vote }) {
  const { t } = useTranslation('ballots');
  if (vote.status === 'void')
    return <Notice tone="warn">{t('card.void', { reason: vote.voided?.reason ?? '' })}</Notice>;
  if (vote.count !== null) return <VoteResult vote={vote} count={vote.count} />;
  const { show, kind } = vote.fields;
  return (
    <Notice>
      {t(show === 'chair' ? 'card.chair' : kind === 'hands' ? 'card.countHands' : 'card.counting')}
    </Notice>
  );
}

/** The folded card: a line over the room that stays while the vote is open, and says whether something is to be done. */
export function BallotStrip({ use, control }: BallotCardProps) {
  const { t } = useTranslation('ballots');
  const { state, me, now } = use;
  const { vote, isFolded, fold } = control;
  if (vote === undefined || !isFolded) return null;
  const isOpen = vote.status === 'open';
  const waits =
    isOpen &&
    vote.fields.kind !== 'hands' &&
    ownSeats(state, vote, me, now).some(({ cast }) => cast === undefined);
  return (
    <section
      aria-label={t('card.label')}
      className="flex shrink-0 items-center gap-3 border-b-2 border-accent bg-accent-soft px-4 py-1.5"
    >
      <Icon name="ballot" className="text-accent-ink" />
      <p className="min-w-0 flex-1 leading-snug">
        <span className="font-semibold">
          {t(!isOpen ? 'card.over' : waits ? 'card.waits' : 'card.running')}
        </span>{' '}
        <span className="line-clamp-1">{vote.fields.motion}</span>
      </p>
      <Button size="sm" variant={waits ? 'primary' : 'secondary'} onPress={() => fold(false)}>
        {t(waits ? 'card.vote' : isOpen ? 'card.unfold' : 'card.showResult')}
      </Button>
    </section>
  );
}

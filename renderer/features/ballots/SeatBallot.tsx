import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Choice } from '#protocol/ballots/choice';
import type { Vote } from '#protocol/ballots/records';
import { isInWriting, isPastDeadline } from '#protocol/meeting/in-writing';
import { Button, Icon, Notice, Spinner } from '../../ui/index.ts';
import type { BallotUse } from './ballot-use.ts';
import { MotionButtons } from './MotionButtons.tsx';
import { PickForm, type ReasonField } from './PickForm.tsx';
import type { ReceiptBook } from './receipt-book.ts';
import { ReceiptNote } from './ReceiptNote.tsx';
import type { ReasonDrafts } from './reason-drafts.ts';
import type { Casting, Filled } from './useCasting.ts';
import { useVoteText } from './useVoteText.ts';
import type { OwnSeat } from './vote-view.ts';

export interface SeatBallotProps {
  readonly use: BallotUse;
  readonly vote: Vote;
  readonly seat: OwnSeat;
  readonly casting: Casting;
  readonly receipts: ReceiptBook;
  readonly reasons: ReasonDrafts;
  /** It is the only one, and the own one: there is no need to say whose it is. */
  readonly isPlain: boolean;
}

/** One ballot: to be cast, on its way, or as the server has it. Nothing looks cast before the server has said so. */
export function SeatBallot(props: SeatBallotProps) {
  const { use, vote, seat, casting, reasons, isPlain } = props;
  const { t } = useTranslation('ballots');
  const { t: codes } = useTranslation('codes');
  const { fields } = vote;
  const { state, now } = use;
  const inWriting = isInWriting(state.fields);
  const isPast = isPastDeadline(state, now);
  // What was being written when the window was closed is gone on with.
  const [written, write] = useState(() => reasons.of(vote.id, seat.seat));
  const [isChanging, setChanging] = useState(written !== undefined);
  const sending = casting.of(vote, seat.seat);
  const title = t(`seat.${seat.why}`, { name: use.nameOf(seat.seat) });
  const done = () => {
    reasons.drop(vote.id, seat.seat);
    write(undefined);
    setChanging(false);
  };
  const send = async (filled: Filled) => {
    if (await casting.send(vote, seat.seat, filled)) done();
  };
  const reason: ReasonField = {
    value: written ?? seat.cast?.reason ?? '',
    onChange(text) {
      write(text);
      reasons.keep(vote.id, seat.seat, text);
    },
  };
  const isCast = seat.cast !== undefined && (!isChanging || isPast);
  const isSending = sending?.is === 'sending';
  return (
    // In writing there is one at each question, and only the question is a landmark.
    <section aria-label={title} {...(inWriting ? { role: 'group' } : {})} className="flex flex-col gap-2">
      {isPlain ? null : <h3 className="text-sm font-semibold">{title}</h3>}
      {isSending ? <OnItsWay {...props} choice={sending.choice} /> : null}
      {isCast && !isSending ? <CastLine {...props} onChange={() => setChanging(true)} /> : null}
      {isPast && seat.cast === undefined ? <Notice tone="warn">{t('round.tooLate')}</Notice> : null}
      {isCast || (isPast && written === undefined) ? null : (
        // What was picked stays while it is sent: it may have to be sent again.
        <div hidden={isSending} className={isSending ? 'hidden' : 'flex flex-col gap-2'}>
          {sending?.is === 'unanswered' ? (
            <Notice tone="warn" announce>
              {t(use.isConnected ? 'sending.notCast' : 'sending.unknown')}
            </Notice>
          ) : null}
          {fields.method.is === 'motion' && !fields.needsPassword && !inWriting ? (
            <MotionButtons
              chosen={null}
              hasKeys
              onPress={(choice) => void send({ choice, reason: '', password: null })}
            />
          ) : (
            <PickForm
              fields={fields}
              before={isChanging ? (seat.cast?.choice ?? null) : null}
              reason={inWriting && fields.kind === 'named' ? reason : null}
              isWrong={sending?.is === 'refused' && sending.code === 'wrongPassword'}
              onSend={(filled) => void send(filled)}
            />
          )}
          {isChanging && seat.cast !== undefined ? (
            <Button size="sm" variant="quiet" className="self-start" onPress={done}>
              {t('cast.keep')}
            </Button>
          ) : null}
        </div>
      )}
      {sending?.is === 'refused' && sending.code !== 'wrongPassword' ? (
        <Notice tone="error">{codes(sending.code)}</Notice>
      ) : null}
    </section>
  );
}

function OnItsWay({ use, vote, choice }: SeatBallotProps & { readonly choice: Choice }) {
  const { t } = useTranslation('ballots');
  const text = useVoteText();
  // Somebody may look over a shoulder: of a secret ballot it isn't said what is in it.
  const isSecret = vote.fields.kind === 'secret';
  return (
    <div role="status" className="flex items-start gap-3 rounded-md bg-sunken px-3 py-2.5">
      {use.isConnected ? <Spinner size={1.25} /> : <Icon name="wifi-off" className="mt-0.5 text-warn-ink" />}
      <div className="min-w-0">
        <p className="font-semibold">
          {isSecret
            ? t('sending.secret')
            : t('sending.choice', { choice: text.choice(vote.fields.method, choice) })}
        </p>
        <p className="text-sm text-ink-muted">{t(use.isConnected ? 'sending.wait' : 'sending.lost')}</p>
      </div>
    </div>
  );
}

function CastLine({
  use,
  vote,
  seat,
  receipts,
  onChange,
}: SeatBallotProps & { readonly onChange: () => void }) {
  const { t } = useTranslation('ballots');
  const text = useVoteText();
  const { fields, id } = vote;
  const { cast } = seat;
  if (cast === undefined) return null;
  const choice = cast.choice === null ? null : text.choice(fields.method, cast.choice);
  return (
    <div className="flex flex-col gap-2">
      <div
        role="status"
        className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-md bg-ok-soft px-3 py-2"
      >
        <Icon name="check" className="text-ok-ink" />
        <p className="min-w-32 flex-1 font-semibold text-ok-ink">
          {fields.kind === 'secret'
            ? t('cast.secret')
            : choice === null
              ? t('cast.unseen', { name: use.nameOf(cast.by) })
              : cast.by === use.me
                ? t('cast.choice', { choice })
                : t('cast.choiceBy', { choice, name: use.nameOf(cast.by) })}
        </p>
        {fields.mayChange && !isPastDeadline(use.state, use.now) ? (
          <Button size="sm" icon="edit" onPress={onChange}>
            {t('cast.change')}
          </Button>
        ) : null}
      </div>
      {cast.reason === '' ? null : (
        <p className="text-sm whitespace-pre-line">{t('cast.reason', { reason: cast.reason })}</p>
      )}
      {fields.receipts ? <ReceiptNote receipt={receipts.of(id)[seat.seat]} /> : null}
    </div>
  );
}

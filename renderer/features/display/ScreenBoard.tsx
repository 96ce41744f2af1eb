import { useTranslation } from 'react-i18next';
import type { DisplayView } from '#protocol/display/view';
import { formatClock, formatLongDate, formatTime, Icon, useLanguage } from '../../ui/index.ts';
import { ItemBox, QuorumBar, SpeakerBox, WaitingLine } from './ScreenParts.tsx';
import { PresentedPage } from './PresentedPage.tsx';
import { QrCode } from './QrCode.tsx';
import { useIsVoteWhole, VoteBoard, VoteBox } from './ScreenVote.tsx';

export interface ScreenBoardProps {
  readonly view: DisplayView;
  /** By the server's clock, milliseconds. */
  readonly now: number;
  readonly token: string;
}

/** Everything on the screen of a room, by where the meeting stands. Sizes are in `--u`, a hundredth of the height. */
export function ScreenBoard({ view, now, token }: ScreenBoardProps) {
  return (
    <div className="flex h-full flex-col gap-[calc(var(--u)*2)] p-[calc(var(--u)*3)]">
      <TopLine view={view} now={now} />
      <main className="min-h-0 flex-1">
        {view.status === 'inSession' ? (
          <InSession view={view} now={now} token={token} />
        ) : view.status === 'ended' || view.status === 'archived' ? (
          <Ended view={view} />
        ) : (
          <Before view={view} />
        )}
      </main>
      {view.announcement === null ? null : <AnnouncementStrip text={view.announcement} />}
      {view.status === 'inSession' || view.status === 'sent' ? <QuorumBar quorum={view.quorum} /> : null}
    </div>
  );
}

function TopLine({ view, now }: { readonly view: DisplayView; readonly now: number }) {
  const language = useLanguage();
  const { t } = useTranslation('display');
  const isRunning = view.status === 'inSession';
  return (
    <header className="flex shrink-0 items-baseline justify-between gap-[calc(var(--u)*4)]">
      {isRunning ? (
        <h1 className="line-clamp-1 min-w-0 flex-1 text-[calc(var(--u)*3.2)] leading-tight font-semibold">
          {view.title}
        </h1>
      ) : (
        <span className="flex-1" />
      )}
      {isRunning && view.openedAt !== null ? (
        <span className="figures shrink-0 text-[calc(var(--u)*2.6)] text-ink-muted">
          {t('inSessionFor', { time: formatClock(now - view.openedAt) })}
        </span>
      ) : null}
      <span className="figures shrink-0 text-[calc(var(--u)*4)] leading-none font-semibold">
        {formatTime(now, language)}
      </span>
    </header>
  );
}

function InSession({ view, now, token }: ScreenBoardProps) {
  const { t } = useTranslation('display');
  const { page, item, speaker, waiting, checkIn, vote } = view;
  const isPaused = item?.progress === 'paused';
  const isWhole = useIsVoteWhole(vote, page !== null && !isPaused);
  if (vote !== null && isWhole) return <VoteBoard vote={vote} />;
  if (page !== null && !isPaused) {
    return (
      <div className="flex h-full gap-[calc(var(--u)*3)] portrait:flex-col">
        <section
          aria-label={t('page.section')}
          className="min-h-0 min-w-0 flex-1 overflow-hidden rounded-lg bg-sunken"
        >
          <PresentedPage shown={page} token={token} />
        </section>
        <aside className="flex w-[calc(var(--u)*47)] shrink-0 flex-col gap-[calc(var(--u)*2)] overflow-hidden portrait:w-full">
          <ItemBox item={item} now={now} size="small" />
          {vote === null ? null : <VoteBox vote={vote} />}
          <SpeakerBox speaker={speaker} now={now} />
          <WaitingLine waiting={waiting} />
          <div className="mt-auto flex shrink-0 flex-col gap-[calc(var(--u)*1.6)] border-t border-line pt-[calc(var(--u)*1.6)] text-[calc(var(--u)*2.4)] text-ink-muted">
            <p className="figures">{t('page.label', { page: page.page + 1, pages: page.pages })}</p>
            {checkIn === null ? null : <CheckInLine code={checkIn.code} />}
          </div>
        </aside>
      </div>
    );
  }
  return (
    <div className="flex h-full items-center gap-[calc(var(--u)*6)] portrait:flex-col">
      <div className="flex min-w-0 flex-1 flex-col gap-[calc(var(--u)*3)]">
        {isPaused ? (
          <p className="flex items-center gap-[calc(var(--u)*2)] text-[calc(var(--u)*6)] leading-tight font-semibold text-warn-ink">
            <span aria-hidden className="flex gap-[0.18em]">
              <span className="h-[0.7em] w-[0.22em] rounded-sm bg-current" />
              <span className="h-[0.7em] w-[0.22em] rounded-sm bg-current" />
            </span>
            {t('item.paused')}
          </p>
        ) : null}
        <ItemBox item={item} now={now} size={speaker === null ? 'huge' : 'large'} />
        {vote === null ? null : <VoteBox vote={vote} />}
        <SpeakerBox speaker={speaker} now={now} isLarge />
        {isPaused ? null : <WaitingLine waiting={waiting} />}
      </div>
      {checkIn === null ? null : <CheckInCard checkIn={checkIn} />}
    </div>
  );
}

function Before({ view }: { readonly view: DisplayView }) {
  const { t } = useTranslation('display');
  const language = useLanguage();
  const { title, startsAt, place, chair, checkIn } = view;
  return (
    <div className="flex h-full items-center gap-[calc(var(--u)*7)] portrait:flex-col">
      <div className="flex min-w-0 flex-1 flex-col gap-[calc(var(--u)*4)]">
        <h1 className="line-clamp-4 text-[calc(var(--u)*8)] leading-tight font-semibold">{title}</h1>
        <dl className="flex flex-col gap-[calc(var(--u)*2.4)] text-[calc(var(--u)*4)] leading-tight">
          <Fact icon="clock" name={t('before.starts')}>
            {formatTime(startsAt, language)} · {formatLongDate(startsAt, language)}
          </Fact>
          {place === '' ? null : (
            <Fact icon="place" name={t('before.place')}>
              {place}
            </Fact>
          )}
          {chair === null ? null : (
            <Fact icon="person" name={t('before.chair')}>
              {chair.name}
              {chair.title === '' ? '' : `, ${chair.title}`}
            </Fact>
          )}
        </dl>
      </div>
      {checkIn === null ? null : <CheckInCard checkIn={checkIn} isLarge />}
    </div>
  );
}

function Fact({
  icon,
  name,
  children,
}: {
  readonly icon: 'clock' | 'place' | 'person';
  readonly name: string;
  readonly children: React.ReactNode;
}) {
  return (
    <div className="flex items-start gap-[calc(var(--u)*2)]">
      <dt className="shrink-0 text-ink-muted">
        <Icon name={icon} className="size-[1.1em]!" />
        <span className="sr-only">{name}</span>
      </dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  );
}

function Ended({ view }: { readonly view: DisplayView }) {
  const { t } = useTranslation('display');
  return (
    <div className="flex h-full flex-col items-center justify-center gap-[calc(var(--u)*4)] text-center">
      <p className="text-[calc(var(--u)*4)] text-ink-muted">{view.title}</p>
      <h1 className="text-[calc(var(--u)*9)] leading-tight font-semibold">{t('ended')}</h1>
    </div>
  );
}

/** Read by a phone's camera from some metres, or typed. */
function CheckInCard({
  checkIn,
  isLarge = false,
}: {
  readonly checkIn: NonNullable<DisplayView['checkIn']>;
  readonly isLarge?: boolean;
}) {
  const { t } = useTranslation('display');
  return (
    <section
      aria-label={t('checkIn.title')}
      className="flex shrink-0 flex-col items-center gap-[calc(var(--u)*2)] rounded-xl border border-line bg-surface p-[calc(var(--u)*3)]"
    >
      <h2 className="text-[calc(var(--u)*3.4)] leading-none font-semibold">{t('checkIn.title')}</h2>
      <div className={isLarge ? 'h-[calc(var(--u)*40)]' : 'h-[calc(var(--u)*30)]'}>
        <QrCode text={checkIn.link} label={t('checkIn.qr')} />
      </div>
      <p className="text-[calc(var(--u)*2.4)] text-ink-muted">{t('checkIn.orCode')}</p>
      <p className="figures text-[calc(var(--u)*7)] leading-none font-semibold tracking-[0.12em]">
        {spaced(checkIn.code)}
      </p>
    </section>
  );
}

function CheckInLine({ code }: { readonly code: string }) {
  const { t } = useTranslation('display');
  return (
    <p className="flex items-baseline justify-between gap-[calc(var(--u)*2)]">
      {t('checkIn.code')}
      <span className="figures text-[calc(var(--u)*4)] leading-none font-semibold tracking-[0.1em] text-ink">
        {spaced(code)}
      </span>
    </p>
  );
}

/** In two halves, as one says it. */
function spaced(code: string): string {
  return `${code.slice(0, 3)} ${code.slice(3)}`;
}

function AnnouncementStrip({ text }: { readonly text: string }) {
  const { t } = useTranslation('display');
  return (
    <section
      aria-label={t('announcement')}
      className="flex shrink-0 items-center gap-[calc(var(--u)*2)] rounded-lg bg-accent-soft px-[calc(var(--u)*3)] py-[calc(var(--u)*1.6)] text-[calc(var(--u)*4)] leading-tight font-semibold text-accent-ink"
    >
      <Icon name="info" className="size-[1.1em]! shrink-0" />
      <p className="line-clamp-2">{text}</p>
    </section>
  );
}

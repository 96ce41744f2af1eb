import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MeetingCommand } from '#protocol/meeting/commands';
import type { MeetingState, PresentedPage } from '#protocol/meeting/records';
import type { PersonId } from '#protocol/wire/ids';
import { Button, cx, Icon, type IconName } from '../../ui/index.ts';

export interface PresenterBarProps {
  readonly state: MeetingState;
  readonly me: PersonId;
  readonly nameOf: (person: PersonId) => string;
  readonly presenting: PresentedPage | null;
  readonly following: boolean;
  readonly onFollowingChange: (following: boolean) => void;
  /** May present, and take presenting from others. */
  readonly canRun: boolean;
  readonly run: (command: MeetingCommand) => Promise<boolean>;
}

/** Who presents, whether this person follows, and the one press that changes it. */
export function PresenterBar({
  state,
  me,
  nameOf,
  presenting,
  following,
  onFollowingChange,
  canRun,
  run,
}: PresenterBarProps) {
  const { t } = useTranslation('meeting');
  const { presenter } = state;
  if (state.status !== 'inSession') return null;
  const set = (person: PersonId | null) => void run({ type: 'presenter.set', person });
  const stop =
    canRun || presenter === me ? (
      <Button size="sm" onPress={() => set(null)}>
        {t('present.stop')}
      </Button>
    ) : null;
  if (presenter === null) {
    if (!canRun) return null;
    return (
      <Bar icon="present" text={t('present.nobody')}>
        <Button size="sm" variant="primary" icon="present" onPress={() => set(me)}>
          {t('present.start')}
        </Button>
      </Bar>
    );
  }
  if (presenter === me) {
    return (
      <Bar icon="present" text={t('present.you')} isStrong>
        {stop}
      </Bar>
    );
  }
  const name = nameOf(presenter);
  const take = canRun ? (
    <Button size="sm" onPress={() => set(me)}>
      {t('present.take')}
    </Button>
  ) : null;
  if (following) {
    return (
      <Bar
        icon="follow"
        text={t(presenting === null ? 'present.followingNothing' : 'present.following', { name })}
        isStrong
      >
        <Button size="sm" icon="follow-off" onPress={() => onFollowingChange(false)}>
          {t('present.leave')}
        </Button>
        {take}
        {stop}
      </Bar>
    );
  }
  return (
    <Bar icon="follow-off" text={t('present.other', { name })}>
      <Button size="sm" variant="primary" icon="follow" onPress={() => onFollowingChange(true)}>
        {t('present.return')}
      </Button>
      {take}
      {stop}
    </Bar>
  );
}

function Bar({
  icon,
  text,
  isStrong = false,
  children,
}: {
  readonly icon: IconName;
  readonly text: string;
  readonly isStrong?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <div
      className={cx(
        'flex min-h-11 shrink-0 flex-wrap items-center gap-x-2.5 gap-y-1 border-b border-line py-1 pr-2 pl-4',
        isStrong ? 'bg-accent-soft' : 'bg-surface',
      )}
    >
      <Icon name={icon} className={isStrong ? 'text-accent-ink' : 'text-ink-muted'} />
      <p role="status" className="min-w-0 flex-1 basis-40 text-sm font-medium">
        {text}
      </p>
      {children}
    </div>
  );
}

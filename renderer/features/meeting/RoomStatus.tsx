import { useTranslation } from 'react-i18next';
import type { MeetingSnapshot } from '../../sync/meeting-channel.ts';
import { Button, cx, Icon, type IconName } from '../../ui/index.ts';

export interface RoomStatusProps {
  readonly snapshot: MeetingSnapshot;
  readonly unsaved: number;
  /** By the server's clock, milliseconds. */
  readonly now: number;
  readonly onRetry: () => void;
}

/** Connection and saving in words: what is safe, and what is still on its way. */
export function RoomStatus({ snapshot, unsaved, now, onRetry }: RoomStatusProps) {
  const { t } = useTranslation('meeting');
  const { connection, slowCommands, clockOffset } = snapshot;
  if (connection.state === 'offline') {
    const seconds =
      connection.retryAt === null ? 0 : Math.ceil((connection.retryAt + clockOffset - now) / 1000);
    return (
      <span className="flex shrink-0 items-center gap-2">
        <Line
          icon="wifi-off"
          tone="text-warn-ink"
          text={t('status.offline')}
          detail={seconds > 0 ? t('status.retryIn', { count: seconds }) : t('status.retrying')}
        />
        <Button size="sm" icon="refresh" onPress={onRetry} className="max-xl:hidden">
          {t('status.retry')}
        </Button>
      </span>
    );
  }
  if (slowCommands > 0) return <Line icon="clock" tone="text-warn-ink" text={t('status.waiting')} />;
  if (unsaved > 0) {
    return <Line icon="clock" tone="text-warn-ink" text={t('status.unsaved', { count: unsaved })} />;
  }
  return <Line icon="check" tone="text-ink-muted" text={t('status.live')} isQuiet />;
}

function Line({
  icon,
  tone,
  text,
  detail,
  isQuiet = false,
}: {
  readonly icon: IconName;
  readonly tone: string;
  readonly text: string;
  readonly detail?: string;
  /** Good news takes no room where there is little. */
  readonly isQuiet?: boolean;
}) {
  return (
    <p
      role="status"
      title={text}
      className={cx('flex shrink-0 items-center gap-1.5 text-sm', tone, isQuiet && 'max-sm:sr-only')}
    >
      <Icon name={icon} size={1.125} />
      <span className={isQuiet ? 'max-xl:sr-only' : 'max-md:sr-only'}>
        {text}
        {detail === undefined ? null : (
          // Not for screen readers: they would be told every second.
          <span aria-hidden className="max-xl:hidden">
            , {detail}
          </span>
        )}
      </span>
    </p>
  );
}

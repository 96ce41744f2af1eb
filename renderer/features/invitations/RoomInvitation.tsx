import { useTranslation } from 'react-i18next';
import { Button, cx, Dialog, Icon } from '../../ui/index.ts';
import { ownInvitation } from './invitation-view.ts';
import { OwnInvitation, type OwnInvitationProps } from './OwnInvitation.tsx';

export interface RoomInvitationProps extends Omit<OwnInvitationProps, 'className'> {
  /** There is no room for a line of buttons. */
  readonly isNarrow: boolean;
  /** Opened from the room's menu, to change an answer. */
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
}

/** One's own invitation in the room: a line until it is answered, a dialog to change the answer. */
export function RoomInvitation({ isNarrow, isOpen, onOpenChange, ...own }: RoomInvitationProps) {
  const { t } = useTranslation('invitations');
  const view = ownInvitation(own.state, own.me);
  if (view === undefined) return null;
  const line = 'shrink-0 border-b border-line bg-surface px-4 py-1.5';
  return (
    <>
      {view.response.is !== 'none' ? null : isNarrow ? (
        <div className={cx('flex items-center justify-between gap-3', line)}>
          <span className="flex min-w-0 items-center gap-2">
            <Icon name="mail" className="text-warn-ink" />
            {t('own.none')}
          </span>
          <Button variant="primary" onPress={() => onOpenChange(true)}>
            {t('answer')}
          </Button>
        </div>
      ) : (
        <OwnInvitation {...own} className={line} />
      )}
      {isOpen ? (
        <Dialog title={t('own.title')} isOpen onClose={() => onOpenChange(false)}>
          <OwnInvitation {...own} />
        </Dialog>
      ) : null}
    </>
  );
}

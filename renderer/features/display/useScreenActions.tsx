import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MeetingState } from '#protocol/meeting/records';
import type { MenuAction } from '../../ui/index.ts';
import { CheckInDialog } from './CheckInDialog.tsx';
import { ScreenLinksDialog } from './ScreenLinksDialog.tsx';
import { useCheckInLink } from './useCheckInLink.ts';

/**
 * What the room's menu offers about its screen, and the dialogs that belong to it. Whoever came to the room by the code
 * on its screen is checked in.
 */
export function useScreenActions(
  state: MeetingState,
  /** Chair or secretary. */
  canRun: boolean,
): { readonly actions: readonly MenuAction[]; readonly dialogs: ReactNode } {
  const { t } = useTranslation('display');
  const [open, setOpen] = useState<'links' | 'checkIn' | null>(null);
  useCheckInLink(state.id);
  if (state.status !== 'sent' && state.status !== 'inSession') return { actions: [], dialogs: null };
  const actions: MenuAction[] = [
    { id: 'checkIn', icon: 'check', label: t('checkIn.action'), onAction: () => setOpen('checkIn') },
  ];
  if (canRun) {
    actions.push({
      id: 'screen',
      icon: 'present',
      label: t('links.action'),
      onAction: () => setOpen('links'),
    });
  }
  const close = () => setOpen(null);
  return {
    actions,
    dialogs:
      open === 'links' ? (
        <ScreenLinksDialog meeting={state.id} onClose={close} />
      ) : open === 'checkIn' ? (
        <CheckInDialog meeting={state.id} onClose={close} />
      ) : null,
  };
}

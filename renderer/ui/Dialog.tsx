import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { cx } from './cx.ts';
import { IconButton } from './IconButton.tsx';

export interface DialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  /** Escape, the cross and a press outside. Not called while `isBusy`. */
  readonly onClose: () => void;
  readonly size?: 'sm' | 'md' | 'lg' | 'xl';
  /** Something is being sent: the dialog can't be closed under it. */
  readonly isBusy?: boolean;
  /** A press outside does not close it, so that what was typed is not lost by a slip. */
  readonly keepOpenOutside?: boolean;
  readonly role?: 'dialog' | 'alertdialog';
  /** Buttons, the main one last. */
  readonly footer?: ReactNode;
  readonly children: ReactNode;
}

const widths = { sm: 'max-w-md', md: 'max-w-xl', lg: 'max-w-3xl', xl: 'max-w-5xl' } as const;

/** A modal dialog: focus stays inside, and goes back to where it came from. On a phone it rises from below. */
export function Dialog({
  title,
  isOpen,
  onClose,
  size = 'md',
  isBusy = false,
  keepOpenOutside = false,
  role = 'dialog',
  footer,
  children,
}: DialogProps) {
  const { t } = useTranslation('ui');
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open && !isBusy) onClose();
      }}
      isDismissable={!keepOpenOutside && !isBusy}
      isKeyboardDismissDisabled={isBusy}
      className="appear fixed inset-0 z-40 flex items-end justify-center bg-overlay sm:items-center sm:p-6"
    >
      <Modal
        className={cx(
          'rise flex max-h-[94dvh] w-full flex-col overflow-hidden rounded-t-xl border border-line bg-raised text-ink shadow-float sm:max-h-[88dvh] sm:rounded-xl',
          widths[size],
        )}
      >
        <AriaDialog role={role} className="flex min-h-0 flex-col outline-none">
          <header className="flex items-start justify-between gap-4 px-5 pt-4 pb-2 sm:px-6">
            <Heading slot="title" className="py-1 text-lg font-semibold">
              {title}
            </Heading>
            <IconButton
              icon="close"
              label={t('close')}
              isDisabled={isBusy}
              onPress={onClose}
              className="-mr-2"
            />
          </header>
          <div className="min-h-0 overflow-y-auto px-5 pt-1 pb-5 sm:px-6">{children}</div>
          {footer === undefined ? null : (
            <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3 sm:px-6">
              {footer}
            </footer>
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

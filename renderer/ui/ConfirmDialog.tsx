import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';
import { Notice } from './Notice.tsx';

export interface ConfirmDialogProps {
  readonly isOpen: boolean;
  readonly title: string;
  /** What will happen, and what stays safe. */
  readonly children: ReactNode;
  /** A verb that says what it does, not "OK". */
  readonly confirmLabel: string;
  /** Red, for what cannot be undone or cuts somebody off. */
  readonly isDanger?: boolean;
  /** The dialog waits for it and closes on success; what it throws is shown with `describeError`. */
  readonly onConfirm: () => Promise<void> | void;
  readonly onClose: () => void;
  readonly describeError?: (error: unknown) => string;
}

/** Asks before something that matters. The safe answer has the focus. */
export function ConfirmDialog({
  isOpen,
  title,
  children,
  confirmLabel,
  isDanger = false,
  onConfirm,
  onClose,
  describeError,
}: ConfirmDialogProps) {
  const { t } = useTranslation('ui');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const close = () => {
    setFailure(null);
    onClose();
  };
  const confirm = async () => {
    setBusy(true);
    setFailure(null);
    try {
      await onConfirm();
      close();
    } catch (error) {
      setFailure(describeError?.(error) ?? t('failed'));
    }
    setBusy(false);
  };
  return (
    <Dialog
      title={title}
      isOpen={isOpen}
      onClose={close}
      size="sm"
      role="alertdialog"
      isBusy={busy}
      footer={
        <>
          <Button autoFocus onPress={close} isDisabled={busy}>
            {t('cancel')}
          </Button>
          <Button variant={isDanger ? 'danger' : 'primary'} isPending={busy} onPress={() => void confirm()}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <div>{children}</div>
        {failure === null ? null : <Notice tone="error">{failure}</Notice>}
      </div>
    </Dialog>
  );
}

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Dialog, Form, Notice, TextField } from '../../../ui/index.ts';

export interface LineDialogProps {
  readonly title: string;
  readonly text: string;
  readonly label: string;
  /** Said when nothing was typed. */
  readonly missing: string;
  readonly maxLength: number;
  readonly action: string;
  /** What can't be taken back is said in red. */
  readonly isFinal?: boolean;
  /** Whether it happened: then the dialog closes. */
  readonly onDone: (line: string) => Promise<boolean>;
  readonly onClose: () => void;
}

/** Asks for the one line that a step needs: a reason, a number. */
export function LineDialog(props: LineDialogProps) {
  const { title, text, label, missing, maxLength, action, isFinal = false, onDone, onClose } = props;
  const { t } = useTranslation('minutes');
  const [line, setLine] = useState('');
  const [isTried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const given = line.trim();
  const done = async () => {
    setTried(true);
    if (given === '') return;
    setBusy(true);
    const happened = await onDone(given);
    setBusy(false);
    if (happened) onClose();
  };
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      isBusy={busy}
      size="sm"
      footer={
        <>
          <Button isDisabled={busy} onPress={onClose}>
            {t('finishing.cancel')}
          </Button>
          <Button type="submit" form="one-line" variant="primary" isPending={busy}>
            {action}
          </Button>
        </>
      }
    >
      <Form id="one-line" onSubmit={done}>
        {isFinal ? <Notice tone="warn">{text}</Notice> : <p>{text}</p>}
        <TextField
          autoFocus
          label={label}
          value={line}
          onChange={setLine}
          maxLength={maxLength}
          {...(isTried && given === '' ? { error: missing } : {})}
        />
      </Form>
    </Dialog>
  );
}

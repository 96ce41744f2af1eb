import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { displayApi } from '#protocol/display/api';
import type { MeetingId } from '#protocol/wire/ids';
import { api } from '../../sync/api-client.ts';
import { useErrorText } from '../../sync/error-text.ts';
import { Button, Dialog, Form, TextField, toast } from '../../ui/index.ts';

const FORM = 'check-in-form';

/** Checks the person in with the code that the room's screen shows. */
export function CheckInDialog({
  meeting,
  onClose,
}: {
  readonly meeting: MeetingId;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('display');
  const errorText = useErrorText();
  const [code, setCode] = useState('');
  const [error, setError] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const send = async () => {
    if (code.trim() === '') {
      setError(t('checkIn.empty'));
      return;
    }
    setBusy(true);
    try {
      await api.call(displayApi.checkIn, { params: { meeting }, body: { code } });
      toast(t('checkIn.done'));
      onClose();
    } catch (failure) {
      setError(errorText(failure));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={t('checkIn.action')}
      isOpen
      size="sm"
      isBusy={isBusy}
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose} isDisabled={isBusy}>
            {t('cancel')}
          </Button>
          <Button type="submit" form={FORM} variant="primary" isPending={isBusy}>
            {t('checkIn.send')}
          </Button>
        </>
      }
    >
      <Form id={FORM} onSubmit={send}>
        <TextField
          label={t('checkIn.field')}
          description={t('checkIn.help')}
          value={code}
          onChange={(next) => {
            setCode(next);
            setError(undefined);
          }}
          maxLength={40}
          autoFocus
          autoComplete="off"
          spellCheck="false"
          inputClassName="figures text-xl tracking-[0.15em] uppercase"
          {...(error === undefined ? {} : { error })}
        />
      </Form>
    </Dialog>
  );
}

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isInWriting } from '#protocol/meeting/in-writing';
import type { MeetingState } from '#protocol/meeting/records';
import { templateApi } from '#protocol/meeting/templates';
import { ID_LENGTH, newId, TemplateId } from '#protocol/wire/ids';
import { api } from '../../sync/api-client.ts';
import { useErrorText } from '../../sync/error-text.ts';
import { Button, Dialog, Form, Notice, TextField, toast } from '../../ui/index.ts';
import { meetingKeys } from './meeting-queries.ts';
import { isTemplateName, templateOf } from './template-plan.ts';

export interface TemplateDialogProps {
  readonly state: MeetingState;
  readonly onClose: () => void;
}

/** Keeps a meeting as a template for others of its kind. */
export function TemplateDialog({ state, onClose }: TemplateDialogProps) {
  const { t } = useTranslation('meeting');
  const client = useQueryClient();
  const errorText = useErrorText();
  const [name, setName] = useState(state.fields.title.slice(0, 120));
  // Made once: pressing again after a lost answer changes this template instead of making another.
  const [template] = useState(() => newId(TemplateId, crypto.getRandomValues(new Uint8Array(ID_LENGTH))));
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const save = async () => {
    setTried(true);
    if (!isTemplateName(name)) return;
    setBusy(true);
    setFailure(null);
    try {
      await api.call(templateApi.put, { params: { template }, body: templateOf(state, name) });
      await client.invalidateQueries({ queryKey: meetingKeys.templates });
      toast(t('template.saved'));
      onClose();
    } catch (error) {
      setFailure(errorText(error));
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={t('template.save')}
      isOpen
      onClose={onClose}
      size="sm"
      isBusy={busy}
      keepOpenOutside
      footer={
        <>
          <Button onPress={onClose} isDisabled={busy}>
            {t('cancel')}
          </Button>
          <Button variant="primary" isPending={busy} onPress={() => void save()}>
            {t('template.save')}
          </Button>
        </>
      }
    >
      <Form onSubmit={save}>
        <p>{t(isInWriting(state.fields) ? 'template.roundText' : 'template.text')}</p>
        <TextField
          label={t('template.name')}
          autoFocus
          value={name}
          onChange={setName}
          {...(tried && !isTemplateName(name) ? { error: t('template.nameFault') } : {})}
        />
        {failure === null ? null : <Notice tone="error">{failure}</Notice>}
      </Form>
    </Dialog>
  );
}

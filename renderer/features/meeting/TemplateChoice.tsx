import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { templateApi, type MeetingTemplate } from '#protocol/meeting/templates';
import type { TemplateId } from '#protocol/wire/ids';
import { api } from '../../sync/api-client.ts';
import { useErrorText } from '../../sync/error-text.ts';
import { useMe } from '../../sync/session.ts';
import { Button, ConfirmDialog, Select } from '../../ui/index.ts';
import { meetingKeys } from './meeting-queries.ts';

export interface TemplateChoiceProps {
  readonly templates: readonly MeetingTemplate[];
  readonly chosen: MeetingTemplate | undefined;
  /** Null: none. */
  readonly onChoose: (template: TemplateId | null) => void;
}

/** Stands for "no template"; no template has this id. */
const NONE = '-';

/** What a new meeting begins from; whoever made a template can take it away here. */
export function TemplateChoice({ templates, chosen, onChoose }: TemplateChoiceProps) {
  const { t } = useTranslation('meeting');
  const me = useMe();
  const client = useQueryClient();
  const errorText = useErrorText();
  const [isRemoving, setRemoving] = useState(false);
  if (templates.length === 0) return null;
  return (
    <div className="flex flex-wrap items-end gap-3">
      <Select
        label={t('template.begin')}
        className="min-w-56 flex-1"
        choices={[
          { id: NONE, label: t('template.none') },
          ...templates.map(({ id, fields }) => ({ id, label: fields.name })),
        ]}
        value={chosen?.id ?? NONE}
        onChange={(id) => onChoose(templates.find((template) => template.id === id)?.id ?? null)}
      />
      {chosen?.by === me.id ? (
        <Button icon="trash" variant="quiet" onPress={() => setRemoving(true)}>
          {t('template.remove')}
        </Button>
      ) : null}
      <ConfirmDialog
        isOpen={isRemoving}
        title={t('template.removeTitle')}
        confirmLabel={t('template.remove')}
        isDanger
        describeError={errorText}
        onConfirm={async () => {
          if (chosen === undefined) return;
          await api.call(templateApi.remove, { params: { template: chosen.id } });
          await client.invalidateQueries({ queryKey: meetingKeys.templates });
          onChoose(null);
        }}
        onClose={() => setRemoving(false)}
      >
        {t('template.removeText', { name: chosen?.fields.name ?? '' })}
      </ConfirmDialog>
    </div>
  );
}

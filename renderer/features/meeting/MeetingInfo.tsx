import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isInWriting } from '#protocol/meeting/in-writing';
import type { MeetingState } from '#protocol/meeting/records';
import { Button, Card, toast } from '../../ui/index.ts';
import type { RunCommand } from '../agenda/index.ts';
import type { PeopleBook } from '../people/index.ts';
import { focusFirstFault } from './focus-first-fault.ts';
import { checkForm, formOf } from './meeting-form.ts';
import { MeetingFieldsForm } from './MeetingFieldsForm.tsx';
import { useNow } from './useNow.ts';

export interface MeetingInfoProps {
  readonly state: MeetingState;
  readonly people: PeopleBook;
  readonly canEdit: boolean;
  readonly run: RunCommand;
}

/** The facts of a meeting that exists; saved together, because half a change of time would be wrong. */
export function MeetingInfo({ state, people, canEdit, run }: MeetingInfoProps) {
  const { t } = useTranslation('meeting');
  const saved = formOf(state.fields);
  const [edited, setEdited] = useState<typeof saved | null>(null);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const now = useNow(30_000);
  const element = useRef<HTMLFormElement>(null);
  const form = edited ?? saved;
  const checked = checkForm(form, now);
  const isSent = state.status !== 'draft' && state.status !== 'approved';
  const save = async () => {
    setTried(true);
    if (!checked.ok) {
      focusFirstFault(element.current);
      return;
    }
    setBusy(true);
    const before = state.fields;
    const happened = await run(
      { type: 'meeting.change', fields: checked.fields },
      {
        label: t(isInWriting(before) ? 'undo.roundInfo' : 'undo.info'),
        commands: [{ type: 'meeting.change', fields: before }],
      },
    );
    setBusy(false);
    if (!happened) return;
    setEdited(null);
    setTried(false);
    toast(t(isInWriting(checked.fields) ? 'edit.roundSaved' : 'edit.infoSaved'));
  };
  return (
    <Card className="max-w-3xl p-5 sm:p-7">
      <form
        ref={element}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
        className="flex flex-col gap-5"
      >
        <MeetingFieldsForm
          form={form}
          onChange={setEdited}
          faults={tried && !checked.ok ? checked.faults : {}}
          people={people}
          isDisabled={!canEdit || busy}
          isSent={isSent}
        />
        {canEdit && edited !== null ? (
          <div className="flex flex-wrap justify-end gap-2">
            <Button onPress={() => setEdited(null)} isDisabled={busy}>
              {t('edit.discard')}
            </Button>
            <Button type="submit" variant="primary" isPending={busy}>
              {t('edit.save')}
            </Button>
          </div>
        ) : null}
      </form>
    </Card>
  );
}

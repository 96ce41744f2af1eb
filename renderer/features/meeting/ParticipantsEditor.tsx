import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { InvitedRole, type MeetingState } from '#protocol/meeting/records';
import { Badge, Card, EmptyState, IconButton, Select, Table } from '../../ui/index.ts';
import type { RunCommand } from '../agenda/index.ts';
import { type PeopleBook, positionOf } from '../people/index.ts';
import { InvitePanel } from './InvitePanel.tsx';
import { listedParticipants, type ListedParticipant } from './participant-list.ts';
import { INVITED_ROLES } from './roles.ts';

export interface ParticipantsEditorProps {
  readonly state: MeetingState;
  readonly people: PeopleBook;
  readonly canEdit: boolean;
  readonly run: RunCommand;
}

/** Who is invited and as what, by rank; and whom one could invite. */
export function ParticipantsEditor({ state, people, canEdit, run }: ParticipantsEditorProps) {
  const { t } = useTranslation('meeting');
  const [busy, setBusy] = useState(false);
  const list = listedParticipants(state, people);
  const nameOf = (row: ListedParticipant) => row.person?.name ?? t('formerColleague');
  const roles = INVITED_ROLES.map((role) => ({ id: role, label: t(`role.${role}`) }));

  const remove = (row: ListedParticipant) => {
    const role = InvitedRole.safeParse(row.role);
    if (!role.success) return;
    void run(
      { type: 'participant.remove', person: row.id },
      {
        label: t('undo.participant', { name: nameOf(row) }),
        commands: [{ type: 'participant.invite', person: row.id, role: role.data }],
      },
    );
  };

  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <Card className="min-w-0">
        <Table
          label={t('people.invited')}
          rows={list}
          rowKey={(row) => row.id}
          columns={[
            {
              id: 'name',
              title: t('people.name'),
              isRowHeader: true,
              cell: (row) => (
                <span className="flex flex-col">
                  <span className="font-medium">{nameOf(row)}</span>
                  <span className="text-sm text-ink-muted">
                    {row.person === undefined ? '' : positionOf(row.person)}
                  </span>
                </span>
              ),
            },
            {
              id: 'role',
              title: t('people.role'),
              className: 'w-36 sm:w-44',
              cell: (row) => {
                const role = InvitedRole.safeParse(row.role);
                return role.success && canEdit ? (
                  <Select
                    label={t('people.roleOf', { name: nameOf(row) })}
                    hideLabel
                    choices={roles}
                    value={role.data}
                    onChange={(next) => void run({ type: 'participant.invite', person: row.id, role: next })}
                  />
                ) : (
                  <Badge tone={row.role === 'chair' ? 'accent' : 'neutral'}>{t(`role.${row.role}`)}</Badge>
                );
              },
            },
            {
              id: 'remove',
              title: t('people.actions'),
              hideTitle: true,
              align: 'right',
              className: 'w-14',
              cell: (row) =>
                row.role === 'chair' || !canEdit ? null : (
                  <IconButton
                    icon="close"
                    label={t('people.remove', { name: nameOf(row) })}
                    onPress={() => remove(row)}
                  />
                ),
            },
          ]}
        />
        {list.length === 1 ? (
          <EmptyState icon="people" title={t('people.aloneTitle')}>
            {t('people.alone')}
          </EmptyState>
        ) : null}
      </Card>
      {canEdit ? (
        <InvitePanel
          state={state}
          people={people}
          isBusy={busy}
          onInvite={async (invited, role) => {
            setBusy(true);
            for (const person of invited) {
              if (!(await run({ type: 'participant.invite', person, role }))) break;
            }
            setBusy(false);
          }}
        />
      ) : null}
    </div>
  );
}

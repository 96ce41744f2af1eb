import { useTranslation } from 'react-i18next';
import type { Person, PersonStatus } from '#protocol/people/records';
import type { PersonId } from '#protocol/wire/ids';
import { Badge, IconButton, Menu, Table, type IconName } from '../../ui/index.ts';
import { PersonAvatar } from './PersonAvatar.tsx';

/** What an administrator may do with an account. */
export type AccountAction = 'edit' | 'link' | 'endSessions' | 'suspend' | 'restore';

export interface PeopleTableProps {
  readonly people: readonly Person[];
  readonly me: PersonId;
  readonly onAction: (action: AccountAction, person: Person) => void;
}

const looks: Record<PersonStatus, { readonly tone: 'ok' | 'neutral' | 'warn'; readonly icon: IconName }> = {
  active: { tone: 'ok', icon: 'check' },
  invited: { tone: 'neutral', icon: 'clock' },
  suspended: { tone: 'warn', icon: 'lock' },
};

/** Accounts in the order of rank. */
export function PeopleTable({ people, me, onAction }: PeopleTableProps) {
  const { t } = useTranslation('people');
  return (
    <Table
      label={t('title')}
      rows={people}
      rowKey={(person) => person.id}
      columns={[
        {
          id: 'rank',
          title: t('columns.rank'),
          align: 'right',
          from: 'sm',
          className: 'w-16',
          cell: (person) => <span className="figures text-ink-muted">{person.rank}</span>,
        },
        {
          id: 'person',
          title: t('columns.person'),
          isRowHeader: true,
          cell: (person) => (
            <span className="flex min-w-0 items-center gap-3">
              <PersonAvatar person={person} />
              <span className="flex min-w-0 flex-col">
                <span className="font-medium">
                  {person.name}
                  {person.id === me ? (
                    <span className="font-normal text-ink-muted"> ({t('you')})</span>
                  ) : null}
                </span>
                <span className="text-sm break-words text-ink-muted">
                  {person.title === '' ? person.email : person.title}
                </span>
                {person.status === 'active' ? null : (
                  <Badge {...looks[person.status]} className="mt-1 self-start @lg:hidden">
                    {t(`status.${person.status}`)}
                  </Badge>
                )}
              </span>
            </span>
          ),
        },
        { id: 'unit', title: t('columns.unit'), from: 'md', cell: (person) => person.unit },
        { id: 'role', title: t('columns.role'), from: 'lg', cell: (person) => t(`roles.${person.role}`) },
        {
          id: 'status',
          title: t('columns.status'),
          from: 'sm',
          cell: (person) => <Badge {...looks[person.status]}>{t(`status.${person.status}`)}</Badge>,
        },
        {
          id: 'actions',
          title: t('columns.actions'),
          hideTitle: true,
          align: 'right',
          className: 'w-px whitespace-nowrap',
          cell: (person) => (
            <Menu
              label={t('actions.open', { name: person.name })}
              trigger={<IconButton icon="more" label={t('actions.open', { name: person.name })} />}
              actions={[
                {
                  id: 'edit',
                  label: t('actions.edit'),
                  icon: 'edit',
                  onAction: () => onAction('edit', person),
                },
                ...(person.status === 'suspended'
                  ? [
                      {
                        id: 'restore',
                        label: t('actions.restore'),
                        icon: 'refresh' as const,
                        onAction: () => onAction('restore', person),
                      },
                    ]
                  : [
                      {
                        id: 'link',
                        label: t('actions.link'),
                        icon: 'link' as const,
                        onAction: () => onAction('link', person),
                      },
                      {
                        id: 'endSessions',
                        label: t('actions.endSessions'),
                        icon: 'devices' as const,
                        onAction: () => onAction('endSessions', person),
                      },
                      ...(person.id === me
                        ? []
                        : [
                            {
                              id: 'suspend',
                              label: t('actions.suspend'),
                              icon: 'lock' as const,
                              isDanger: true,
                              onAction: () => onAction('suspend', person),
                            },
                          ]),
                    ]),
              ]}
            />
          ),
        },
      ]}
    />
  );
}

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MAX_PARTICIPANTS, type MeetingState } from '#protocol/meeting/records';
import type { PersonId } from '#protocol/wire/ids';
import { Button, Card, IconButton, SearchField, Select } from '../../ui/index.ts';
import { type PeopleBook, positionOf } from '../people/index.ts';
import { invitable, unitsOf } from './participant-list.ts';
import { INVITED_ROLES } from './roles.ts';

type Invited = (typeof INVITED_ROLES)[number];

export interface InvitePanelProps {
  readonly state: MeetingState;
  readonly people: PeopleBook;
  readonly isBusy: boolean;
  readonly onInvite: (people: readonly PersonId[], role: Invited) => Promise<void>;
}

/** Stands for "every unit" in the list of units; no unit has this name, since names are trimmed. */
const EVERY_UNIT = ' ';
/** Rows shown at once; the search finds the rest. */
const SHOWN = 60;

/** Finds people by name, position or unit, diacritics or not, and invites them one by one or a whole unit. */
export function InvitePanel({ state, people, isBusy, onInvite }: InvitePanelProps) {
  const { t } = useTranslation('meeting');
  const [query, setQuery] = useState('');
  const [unit, setUnit] = useState<string>(EVERY_UNIT);
  const [role, setRole] = useState<Invited>('delegate');
  const found = invitable(people.all, state, query, unit === EVERY_UNIT ? null : unit);
  const units = unitsOf(people.all);
  const room = MAX_PARTICIPANTS - state.participants.length;
  return (
    <Card className="flex flex-col gap-4 p-4 sm:p-5 lg:sticky lg:top-4">
      <h2 className="text-lg font-semibold">{t('invite.title')}</h2>
      <SearchField
        label={t('invite.search')}
        placeholder={t('invite.searchHint')}
        value={query}
        onChange={setQuery}
      />
      <div className="grid grid-cols-2 gap-3">
        <Select
          label={t('invite.unit')}
          choices={[
            { id: EVERY_UNIT, label: t('invite.everyUnit') },
            ...units.map((name) => ({ id: name, label: name })),
          ]}
          value={unit}
          onChange={setUnit}
        />
        <Select
          label={t('invite.as')}
          choices={INVITED_ROLES.map((each) => ({ id: each, label: t(`role.${each}`) }))}
          value={role}
          onChange={setRole}
        />
      </div>
      {found.length > 1 && (unit !== EVERY_UNIT || query !== '') && found.length <= room ? (
        <Button
          icon="people"
          isPending={isBusy}
          onPress={() =>
            void onInvite(
              found.map(({ id }) => id),
              role,
            )
          }
        >
          {t('invite.all', { count: found.length })}
        </Button>
      ) : null}
      {found.length === 0 ? (
        <p className="py-3 text-ink-muted">{t(query === '' ? 'invite.nobodyLeft' : 'invite.nobodyFound')}</p>
      ) : (
        <ul aria-label={t('invite.found')} className="-mx-2 max-h-[26rem] overflow-y-auto">
          {found.slice(0, SHOWN).map((person) => (
            <li key={person.id} className="flex items-center gap-2 rounded-md py-1 pr-1 pl-2">
              <span className="flex min-w-0 flex-1 flex-col">
                <span>{person.name}</span>
                <span className="text-sm text-ink-muted">{positionOf(person)}</span>
              </span>
              <IconButton
                icon="plus"
                variant="secondary"
                label={t('invite.one', { name: person.name })}
                isDisabled={isBusy || room <= 0}
                onPress={() => void onInvite([person.id], role)}
              />
            </li>
          ))}
          {found.length > SHOWN ? (
            <li className="px-2 py-2 text-sm text-ink-muted">
              {t('invite.more', { count: found.length - SHOWN })}
            </li>
          ) : null}
        </ul>
      )}
    </Card>
  );
}

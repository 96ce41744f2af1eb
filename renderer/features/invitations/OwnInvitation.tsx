import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MeetingCommand } from '#protocol/meeting/commands';
import type { MeetingState } from '#protocol/meeting/records';
import type { PersonId } from '#protocol/wire/ids';
import { announce, Button, cx, Icon, type IconName } from '../../ui/index.ts';
import type { PeopleBook } from '../people/index.ts';
import { DeclineDialog } from './DeclineDialog.tsx';
import { ownInvitation, type OwnInvitationView } from './invitation-view.ts';
import { SubstituteDialog } from './SubstituteDialog.tsx';

export interface OwnInvitationProps {
  readonly state: MeetingState;
  readonly me: PersonId;
  readonly people: PeopleBook;
  readonly run: (command: MeetingCommand) => Promise<boolean>;
  readonly className?: string;
}

/** What a person has answered to their invitation, and the way to another answer. Nothing where nobody asks. */
export function OwnInvitation({ state, me, people, run, className }: OwnInvitationProps) {
  const { t } = useTranslation('invitations');
  const [open, setOpen] = useState<'decline' | 'substitute' | null>(null);
  const [busy, setBusy] = useState(false);
  const view = ownInvitation(state, me);
  if (view === undefined) return null;
  const { response, substitute } = view;
  const nameOf = (person: PersonId) => people.of(person)?.name ?? t('formerColleague');
  const give = async (command: MeetingCommand, said: string) => {
    setBusy(true);
    const happened = await run(command);
    setBusy(false);
    if (happened) announce(said);
    return happened;
  };
  return (
    <section
      aria-label={t('own.label', { title: state.fields.title })}
      className={cx('flex flex-wrap items-center justify-between gap-x-6 gap-y-2', className)}
    >
      <div className="min-w-0">
        <p className="flex items-center gap-2 font-medium">
          <Icon name={iconOf(view)} className={response.is === 'none' ? 'text-warn-ink' : 'text-ink-muted'} />
          {substitute === null
            ? t(`own.${response.is === 'substituted' ? 'none' : response.is}`)
            : t('own.substituted', { name: nameOf(substitute) })}
        </p>
        {view.standsFor === null ? null : (
          <p className="text-sm text-ink-muted">{t('own.standsFor', { name: nameOf(view.standsFor) })}</p>
        )}
        {response.reason === '' ? null : (
          <p className="text-sm text-ink-muted">{t('own.reason', { reason: response.reason })}</p>
        )}
      </div>
      <div className="flex flex-wrap gap-2">
        {substitute === null ? (
          <>
            {response.is === 'accepted' ? null : (
              <Button
                icon="check"
                variant={response.is === 'none' ? 'primary' : 'secondary'}
                isDisabled={busy}
                onPress={() =>
                  void give({ type: 'invitation.answer', answer: 'accepted', reason: '' }, t('own.accepted'))
                }
              >
                {t('accept')}
              </Button>
            )}
            {response.is === 'declined' ? null : (
              <Button icon="close" isDisabled={busy} onPress={() => setOpen('decline')}>
                {t('decline')}
              </Button>
            )}
            {view.maySendSubstitute ? (
              <Button icon="people" isDisabled={busy} onPress={() => setOpen('substitute')}>
                {t('substitute')}
              </Button>
            ) : null}
          </>
        ) : (
          <Button
            icon="undo"
            isPending={busy}
            onPress={() =>
              void give({ type: 'invitation.recallSubstitute', person: me }, t('substituteRecalled'))
            }
          >
            {t('recallSubstitute')}
          </Button>
        )}
      </div>
      {open === 'decline' ? (
        <DeclineDialog
          onDecline={(reason) =>
            give({ type: 'invitation.answer', answer: 'declined', reason }, t('own.declined'))
          }
          onClose={() => setOpen(null)}
        />
      ) : null}
      {open === 'substitute' ? (
        <SubstituteDialog
          state={state}
          people={people}
          onSend={(person) =>
            give(
              { type: 'invitation.substitute', person: me, substitute: person },
              t('own.substituted', { name: nameOf(person) }),
            )
          }
          onClose={() => setOpen(null)}
        />
      ) : null}
    </section>
  );
}

function iconOf({ response, substitute }: OwnInvitationView): IconName {
  if (substitute !== null) return 'people';
  if (response.is === 'accepted') return 'check';
  return response.is === 'declined' ? 'close' : 'mail';
}

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { meetingApi, type InvitationMail } from '#protocol/meeting/api';
import type { MeetingCommand } from '#protocol/meeting/commands';
import { askedPeople, isAsking, isInWriting, missingAnswers } from '#protocol/meeting/in-writing';
import type { MeetingState } from '#protocol/meeting/records';
import { isOver } from '#protocol/meeting/rights';
import type { PersonId } from '#protocol/wire/ids';
import {
  Badge,
  Button,
  Card,
  EmptyState,
  formatDateTime,
  IconButton,
  Menu,
  Table,
  ToggleButton,
  ToggleGroup,
  useLanguage,
  type BadgeProps,
} from '../../ui/index.ts';
import { api } from '../../sync/api-client.ts';
import { positionOf, type PeopleBook } from '../people/index.ts';
import { answerCounts, answerRows, ANSWERS, type Answer, type AnswerRow } from './invitation-view.ts';
import { CoverageSection } from './CoverageSection.tsx';
import { RollFileDialog } from './RollFileDialog.tsx';
import { SubstituteDialog } from './SubstituteDialog.tsx';

export interface AnswersSectionProps {
  readonly state: MeetingState;
  readonly people: PeopleBook;
  /** By the server's clock, milliseconds. */
  readonly now: number;
  readonly run: (command: MeetingCommand) => Promise<boolean>;
}

const FILTERS = ['all', ...ANSWERS] as const;
type Filter = (typeof FILTERS)[number];

const TONES: Record<Answer, BadgeProps['tone'] & string> = {
  none: 'neutral',
  accepted: 'ok',
  declined: 'warn',
  substituted: 'accent',
};

/**
 * For those who run the meeting: who has answered the invitation with what and why, counted, or in writing who has
 * answered what they are asked; and substitutes sent for others.
 */
export function AnswersSection({ state, people, now, run }: AnswersSectionProps) {
  const { t } = useTranslation('invitations');
  const [filter, setFilter] = useState<Filter>('all');
  const [isRolling, setRolling] = useState(false);
  const [substituting, setSubstituting] = useState<AnswerRow | null>(null);
  const inWriting = isInWriting(state.fields);
  const isSent = state.status !== 'draft' && state.status !== 'approved';
  // The list is of use without it: where it can't be had the column is left out.
  const { data: mail } = useQuery({
    queryKey: ['invitation-mail', state.id],
    queryFn: ({ signal }) => api.call(meetingApi.invitationMail, { params: { meeting: state.id }, signal }),
    enabled: isSent,
    refetchInterval: 30_000,
  });
  if (!isSent) {
    return (
      <Card>
        <EmptyState icon="mail" title={t(inWriting ? 'answers.notAskedYet' : 'answers.notSent')}>
          {t(inWriting ? 'answers.notAskedText' : 'answers.notSentText')}
        </EmptyState>
      </Card>
    );
  }
  const rows = answerRows(state, people);
  const counts = { all: rows.length, ...answerCounts(rows) };
  const shown = rows.filter(({ response }) => filter === 'all' || response.is === filter);
  const asked = new Set(askedPeople(state, now));
  const missing = new Set(missingAnswers(state, now));
  const nameOf = (person: PersonId) => people.of(person)?.name ?? t('formerColleague');
  return (
    <div className="flex flex-col gap-4">
      {inWriting ? null : (
        <div className="flex flex-wrap items-center justify-between gap-3">
          <ToggleGroup
            label={t('answers.filter')}
            value={filter}
            values={FILTERS}
            onChange={setFilter}
            className="flex-wrap"
          >
            {FILTERS.map((id) => (
              <ToggleButton key={id} id={id} label={t(`answers.count.${id}`, { count: counts[id] })} />
            ))}
          </ToggleGroup>
          {state.status === 'archived' ? null : (
            <Button icon="upload" onPress={() => setRolling(true)}>
              {t('roll.title')}
            </Button>
          )}
        </div>
      )}
      <Card className="min-w-0">
        {shown.length === 0 ? (
          <p className="p-5 text-ink-muted">{t('answers.nobody')}</p>
        ) : (
          <Table
            label={t(inWriting ? 'answers.roundTitle' : 'answers.title')}
            rows={shown}
            rowKey={(row) => row.id}
            columns={[
              {
                id: 'name',
                title: t('answers.name'),
                isRowHeader: true,
                cell: (row) => (
                  <span className="flex flex-col">
                    <span className="font-medium">{nameOf(row.id)}</span>
                    <span className="text-sm text-ink-muted">
                      {row.person === undefined ? '' : positionOf(row.person)}
                    </span>
                    {row.standsFor === null ? null : (
                      <span className="text-sm">
                        {t('answers.standsFor', { name: nameOf(row.standsFor) })}
                      </span>
                    )}
                  </span>
                ),
              },
              {
                id: 'answer',
                title: t('answers.answer'),
                cell: (row) =>
                  inWriting ? (
                    <OpinionCell
                      row={row}
                      asks={isAsking(state)}
                      isAsked={asked.has(row.id)}
                      isMissing={missing.has(row.id)}
                      nameOf={nameOf}
                    />
                  ) : (
                    <AnswerCell row={row} nameOf={nameOf} />
                  ),
              },
              ...(mail?.isOn === true
                ? [
                    {
                      id: 'mail',
                      title: t('mail.title'),
                      cell: (row: AnswerRow) => (
                        <MailCell mail={mail.mails.find(({ person }) => person === row.id)} />
                      ),
                    },
                  ]
                : []),
              {
                id: 'actions',
                title: t('answers.actions'),
                hideTitle: true,
                align: 'right',
                className: 'w-14',
                cell: (row) =>
                  isOver(state) || (!row.maySendSubstitute && row.substitute === null) ? null : (
                    <Menu
                      label={t('answers.menu', { name: nameOf(row.id) })}
                      trigger={<IconButton icon="more" label={t('answers.menu', { name: nameOf(row.id) })} />}
                      actions={[
                        row.substitute === null
                          ? {
                              id: 'substitute',
                              icon: 'people',
                              label: t('substitute'),
                              onAction: () => setSubstituting(row),
                            }
                          : {
                              id: 'recall',
                              icon: 'undo',
                              label: t('recallSubstitute'),
                              onAction: () =>
                                void run({ type: 'invitation.recallSubstitute', person: row.id }),
                            },
                      ]}
                    />
                  ),
              },
            ]}
          />
        )}
      </Card>
      <CoverageSection state={state} people={people} />
      {isRolling ? (
        <RollFileDialog state={state} people={people} run={run} onClose={() => setRolling(false)} />
      ) : null}
      {substituting === null ? null : (
        <SubstituteDialog
          state={state}
          people={people}
          of={nameOf(substituting.id)}
          onSend={(substitute) => run({ type: 'invitation.substitute', person: substituting.id, substitute })}
          onClose={() => setSubstituting(null)}
        />
      )}
    </div>
  );
}

function AnswerCell({
  row,
  nameOf,
}: {
  readonly row: AnswerRow;
  readonly nameOf: (person: PersonId) => string;
}) {
  const { t } = useTranslation('invitations');
  const language = useLanguage();
  const { response, substitute } = row;
  return (
    <span className="flex flex-col items-start gap-0.5">
      <Badge tone={TONES[response.is]}>{t(`answers.is.${response.is}`)}</Badge>
      {substitute === null ? null : (
        <span className="text-sm">{t('answers.substitute', { name: nameOf(substitute) })}</span>
      )}
      {response.reason === '' ? null : <span className="text-sm">{response.reason}</span>}
      {response.at === null ? null : (
        <span className="figures text-xs text-ink-muted">{formatDateTime(response.at, language)}</span>
      )}
    </span>
  );
}

/** In writing: whether they have answered all that they are asked, once it is asked; and who answers for them. */
function OpinionCell({
  row,
  asks,
  isAsked,
  isMissing,
  nameOf,
}: {
  readonly row: AnswerRow;
  readonly asks: boolean;
  readonly isAsked: boolean;
  readonly isMissing: boolean;
  readonly nameOf: (person: PersonId) => string;
}) {
  const { t } = useTranslation('invitations');
  return (
    <span className="flex flex-col items-start gap-0.5">
      {!asks ? null : isAsked ? (
        <Badge tone={isMissing ? 'neutral' : 'ok'}>
          {t(isMissing ? 'answers.is.none' : 'answers.answered')}
        </Badge>
      ) : (
        <span className="text-sm text-ink-muted">{t('answers.notAsked')}</span>
      )}
      {row.substitute === null ? null : (
        <span className="text-sm">{t('answers.substitute', { name: nameOf(row.substitute) })}</span>
      )}
    </span>
  );
}

/** Whether the invitation has gone out by e-mail; whoever has no address gets none. */
function MailCell({ mail }: { readonly mail: InvitationMail | undefined }) {
  const { t } = useTranslation('invitations');
  const language = useLanguage();
  if (mail === undefined) return <span className="text-sm text-ink-muted">{t('mail.none')}</span>;
  const { state, code, at } = mail;
  return (
    <span className="flex flex-col gap-0.5 text-sm">
      <span>{t(`mail.${state}`)}</span>
      {code === null ? null : <span>{t(`mail.fault.${code}`)}</span>}
      {state === 'waiting' ? null : (
        <span className="figures text-xs text-ink-muted">{formatDateTime(at, language)}</span>
      )}
    </span>
  );
}

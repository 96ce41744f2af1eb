import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MeetingState, Seating } from '#protocol/meeting/records';
import { PersonId } from '#protocol/wire/ids';
import {
  announce,
  Button,
  Card,
  DragTile,
  EmptyState,
  formatDateTime,
  NumberField,
  PrintSheet,
  Select,
  useLanguage,
} from '../../ui/index.ts';
import type { RunCommand } from '../agenda/index.ts';
import { positionOf, type PeopleBook } from '../people/index.ts';
import {
  MOST_SEATS,
  peopleToSeat,
  PRESETS,
  seated,
  standing,
  withoutPerson,
  withPersonAt,
  type Preset,
} from './seat-plan.ts';
import { SeatPlan } from './SeatPlan.tsx';

export interface SeatingSectionProps {
  readonly state: MeetingState;
  readonly people: PeopleBook;
  readonly canEdit: boolean;
  readonly run: RunCommand;
}

/** What was pressed first: a seat or a person; the second press puts the two together. */
type Chosen =
  | { readonly kind: 'seat'; readonly at: number }
  | { readonly kind: 'person'; readonly id: PersonId };

/** The seat map while it is being made: a preset filled by rank, then people moved between seats. */
export function SeatingSection({ state, people, canEdit, run }: SeatingSectionProps) {
  const { t } = useTranslation('seating');
  const language = useLanguage();
  const order = peopleToSeat(state, people);
  const [preset, setPreset] = useState<Preset>('u');
  const [wanted, setWanted] = useState<number | null>(null);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const { seating, fields } = state;
  const nameOf = (person: PersonId) => people.of(person)?.name ?? t('formerColleague');
  const count = Math.min(wanted ?? Math.max(order.length, 1), MOST_SEATS[preset]);

  const set = (next: Seating | null, said?: string) => {
    setChosen(null);
    void run(
      { type: 'seating.set', seating: next },
      { label: t('undo'), commands: [{ type: 'seating.set', seating }] },
    ).then((happened) => {
      if (happened && said !== undefined) announce(said);
    });
  };
  const place = (at: number, person: PersonId) => {
    if (seating !== null)
      set(withPersonAt(seating, at, person), t('placed', { name: nameOf(person), number: at + 1 }));
  };
  const pressSeat = (at: number) => {
    const here = seating?.seats[at]?.person ?? null;
    if (chosen === null) setChosen({ kind: 'seat', at });
    else if (chosen.kind === 'person') place(at, chosen.id);
    else if (chosen.at === at) setChosen(null);
    else {
      const other = seating?.seats[chosen.at]?.person ?? null;
      if (other !== null) place(at, other);
      else if (here !== null) place(chosen.at, here);
      else setChosen({ kind: 'seat', at });
    }
  };
  const pressPerson = (id: PersonId) => {
    if (chosen?.kind === 'seat') place(chosen.at, id);
    else setChosen(chosen?.id === id ? null : { kind: 'person', id });
  };
  const selectedPerson = chosen?.kind === 'seat' ? (seating?.seats[chosen.at]?.person ?? null) : null;
  const waiting = seating === null ? [] : standing(seating, order);

  return (
    <div className="flex flex-col gap-4">
      {canEdit ? (
        <Card className="flex flex-wrap items-end gap-4 p-4">
          <Select
            label={t('preset')}
            className="w-44"
            choices={PRESETS.map((id) => ({ id, label: t(`presets.${id}`) }))}
            value={preset}
            onChange={setPreset}
          />
          <NumberField
            label={t('count')}
            className="w-40"
            minValue={1}
            maxValue={MOST_SEATS[preset]}
            value={count}
            onChange={(value) => setWanted(Number.isNaN(value) ? null : Math.round(value))}
          />
          <Button
            variant={seating === null ? 'primary' : 'secondary'}
            icon="people"
            onPress={() => set(seated(preset, count, order), t('made'))}
          >
            {t(seating === null ? 'make' : 'makeAnew')}
          </Button>
          {seating === null ? null : (
            <>
              <Button icon="print" onPress={() => window.print()}>
                {t('print')}
              </Button>
              <Button icon="trash" variant="quiet" onPress={() => set(null)}>
                {t('remove')}
              </Button>
            </>
          )}
        </Card>
      ) : null}
      {seating === null ? (
        <Card>
          <EmptyState icon="thumbnails" title={t('none')}>
            {t(canEdit ? 'noneText' : 'noneOther')}
          </EmptyState>
        </Card>
      ) : (
        <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_18rem]">
          <Card className="min-w-0 p-3">
            <p className="pb-3 text-center text-sm text-ink-muted">{t('front')}</p>
            <SeatPlan
              seating={seating}
              nameOf={nameOf}
              chair={fields.chair}
              {...(canEdit
                ? {
                    editing: {
                      selected: chosen?.kind === 'seat' ? chosen.at : null,
                      onPress: pressSeat,
                      onReceive: (at: number, carried: string) => {
                        const person = PersonId.safeParse(carried);
                        if (person.success) place(at, person.data);
                      },
                    },
                  }
                : {})}
            />
          </Card>
          {canEdit ? (
            <Card className="flex flex-col gap-3 p-4">
              <h2 className="text-base font-semibold">{t('standing', { count: waiting.length })}</h2>
              <p className="text-sm text-ink-muted">{t('how')}</p>
              {selectedPerson === null ? null : (
                <Button
                  icon="close"
                  onPress={() =>
                    set(
                      withoutPerson(seating, selectedPerson),
                      t('unseated', { name: nameOf(selectedPerson) }),
                    )
                  }
                >
                  {t('unseat', { name: nameOf(selectedPerson) })}
                </Button>
              )}
              <ul aria-label={t('standing', { count: waiting.length })} className="flex flex-col gap-1.5">
                {waiting.map((id) => {
                  const person = people.of(id);
                  return (
                    <li key={id}>
                      <DragTile
                        label={nameOf(id)}
                        carries={id}
                        isSelected={chosen?.kind === 'person' && chosen.id === id}
                        onPress={() => pressPerson(id)}
                        className="flex min-h-(--control-lg) w-full flex-col px-3 py-1.5"
                      >
                        <span>{nameOf(id)}</span>
                        <span className="text-sm text-ink-muted">
                          {person === undefined ? '' : positionOf(person)}
                        </span>
                      </DragTile>
                    </li>
                  );
                })}
              </ul>
            </Card>
          ) : null}
          <PrintSheet>
            <h1 style={{ fontSize: '16pt', fontWeight: 600 }}>{t('title')}</h1>
            <p>{fields.title}</p>
            <p style={{ marginBottom: '8mm' }}>
              {[formatDateTime(fields.startsAt, language), fields.place]
                .filter((text) => text !== '')
                .join(' · ')}
            </p>
            <SeatPlan seating={seating} nameOf={nameOf} chair={fields.chair} isPrinted />
          </PrintSheet>
        </div>
      )}
    </div>
  );
}

import { useTranslation } from 'react-i18next';
import { agendaNumbers } from '#protocol/agenda/tree';
import type { ItemId, PersonId } from '#protocol/wire/ids';
import { Checkbox } from '../../ui/index.ts';
import { positionOf, type PeopleBook } from '../people/index.ts';
import { itemsToClone, peopleToClone, type CloneSource } from './clone-plan.ts';

export interface CloneChoiceProps {
  readonly source: CloneSource;
  readonly people: PeopleBook;
  readonly chosenPeople: ReadonlySet<PersonId>;
  readonly onPeople: (people: ReadonlySet<PersonId>) => void;
  readonly chosenItems: ReadonlySet<ItemId>;
  readonly onItems: (items: ReadonlySet<ItemId>) => void;
}

/** What a new meeting takes from the one that it is made from; papers stay behind, they belong to their day. */
export function CloneChoice(props: CloneChoiceProps) {
  const { source, people, chosenPeople, onPeople, chosenItems, onItems } = props;
  const { t } = useTranslation('meeting');
  const numbers = agendaNumbers(source.agenda);
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Choices
        title={t('clone.people')}
        empty={t('clone.noPeople')}
        choices={peopleToClone(source)
          .filter(({ role }) => role !== 'chair')
          .flatMap(({ person, role }) => {
            const known = people.of(person);
            return known === undefined
              ? []
              : [{ id: person, label: known.name, detail: `${t(`role.${role}`)} · ${positionOf(known)}` }];
          })}
        chosen={chosenPeople}
        onChange={onPeople}
      />
      <Choices
        title={t('clone.agenda')}
        empty={t('clone.noAgenda')}
        choices={itemsToClone(source).map(({ id, title }) => ({
          id,
          label: `${numbers.get(id) ?? ''} ${title}`,
          detail: '',
        }))}
        chosen={chosenItems}
        onChange={onItems}
      />
    </div>
  );
}

function Choices<Id extends string>({
  title,
  empty,
  choices,
  chosen,
  onChange,
}: {
  readonly title: string;
  readonly empty: string;
  readonly choices: readonly { readonly id: Id; readonly label: string; readonly detail: string }[];
  readonly chosen: ReadonlySet<Id>;
  readonly onChange: (chosen: ReadonlySet<Id>) => void;
}) {
  const { t } = useTranslation('meeting');
  const taken = choices.filter(({ id }) => chosen.has(id)).length;
  return (
    <fieldset className="flex min-w-0 flex-col gap-1 rounded-md border border-line bg-canvas p-4">
      <legend className="px-1 text-sm font-medium">{title}</legend>
      {choices.length === 0 ? (
        <p className="text-sm text-ink-muted">{empty}</p>
      ) : (
        <>
          <Checkbox
            isSelected={taken === choices.length}
            isIndeterminate={taken > 0 && taken < choices.length}
            onChange={(isAll) => onChange(new Set(isAll ? choices.map(({ id }) => id) : []))}
            className="border-b border-line font-medium"
          >
            {t('clone.all', { taken, all: choices.length })}
          </Checkbox>
          <div className="flex max-h-72 flex-col overflow-y-auto">
            {choices.map(({ id, label, detail }) => (
              <Checkbox
                key={id}
                isSelected={chosen.has(id)}
                onChange={(isIn) => {
                  const next = new Set(chosen);
                  if (isIn) next.add(id);
                  else next.delete(id);
                  onChange(next);
                }}
              >
                <span className="flex flex-col py-0.5">
                  <span>{label}</span>
                  {detail === '' ? null : <span className="text-sm text-ink-muted">{detail}</span>}
                </span>
              </Checkbox>
            ))}
          </div>
        </>
      )}
    </fieldset>
  );
}

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { hasVote } from '#protocol/ballots/entitlement';
import { MAX_WEIGHT } from '#protocol/ballots/records';
import { Button, Checkbox, NumberField, RadioGroup } from '../../ui/index.ts';
import { freedomOf, weightIn } from './vote-draft.ts';
import type { VoteOptionsProps } from './VoteOptions.tsx';

/** Who is entitled, and how many votes each of them has. */
export function VoterFields({ use, draft, faults, onChange }: VoteOptionsProps) {
  const { t } = useTranslation('ballots');
  const { state, ranked, nameOf } = use;
  const { electorate, weights } = draft;
  const [isWeighing, setWeighing] = useState(weights.size > 0);
  const seats = new Map(state.participants.map((entry) => [entry.person, entry]));
  // A substitute casts the ballot of the seat that they have.
  const possible = ranked.filter((person) => seats.get(person)?.standsFor === null);
  const usual = possible.filter((person) => {
    const entry = seats.get(person);
    return entry !== undefined && hasVote(entry);
  });
  const voters = electorate === null ? usual : possible.filter((person) => electorate.includes(person));
  return (
    <div className="flex flex-col gap-3">
      <RadioGroup
        label={t('options.electorate')}
        layout="row"
        choices={[
          { id: 'usual', label: t('options.usual', { count: usual.length }) },
          { id: 'chosen', label: t('options.chosen') },
        ]}
        value={electorate === null ? 'usual' : 'chosen'}
        onChange={(id) => onChange({ electorate: id === 'usual' ? null : usual })}
        {...(faults.includes('electorate') ? { error: t('fault.electorate') } : {})}
      />
      {electorate === null ? null : (
        <ul aria-label={t('options.electorate')} className="flex flex-col rounded-md bg-sunken px-3 py-1">
          {possible.map((person) => (
            <li key={person}>
              <Checkbox
                isSelected={electorate.includes(person)}
                onChange={(isIn) =>
                  onChange({
                    electorate: isIn
                      ? [...electorate, person]
                      : electorate.filter((other) => other !== person),
                  })
                }
              >
                {nameOf(person)}
              </Checkbox>
            </li>
          ))}
        </ul>
      )}
      {freedomOf(draft).weights ? (
        <>
          <Button
            size="sm"
            className="self-start"
            icon={isWeighing ? 'chevron-up' : 'chevron-down'}
            aria-expanded={isWeighing}
            onPress={() => setWeighing(!isWeighing)}
          >
            {t('options.weights')}
          </Button>
          {isWeighing ? (
            <div className="grid gap-3 rounded-md bg-sunken p-3 sm:grid-cols-2">
              {voters.map((person) => (
                <NumberField
                  key={person}
                  label={nameOf(person)}
                  minValue={1}
                  maxValue={MAX_WEIGHT}
                  value={weights.get(person) ?? 1}
                  onChange={(value) => onChange({ weights: new Map(weights).set(person, weightIn(value)) })}
                />
              ))}
            </div>
          ) : null}
        </>
      ) : null}
    </div>
  );
}

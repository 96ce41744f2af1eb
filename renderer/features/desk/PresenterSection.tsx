import { useTranslation } from 'react-i18next';
import { isPresent } from '#protocol/meeting/attendance';
import { Button, ComboBox, type Choice } from '../../ui/index.ts';
import type { PersonId } from '#protocol/wire/ids';
import { DeskSection } from './DeskSection.tsx';
import type { DeskUse } from './desk-use.ts';

/** Who presents, and giving it to somebody who is there. */
export function PresenterSection({ use }: { readonly use: DeskUse }) {
  const { t } = useTranslation('desk');
  const { state, ranked, nameOf, run } = use;
  const { presenter } = state;
  const choices: Choice<PersonId>[] = ranked
    .filter((person) => person !== presenter && isPresent(state, person))
    .map((person) => ({ id: person, label: nameOf(person) }));
  const set = (person: PersonId | null) => void run({ type: 'presenter.set', person });
  return (
    <DeskSection title={t('presenter.title')}>
      <div className="flex items-center gap-2">
        <p className="min-w-0 flex-1 text-sm">
          {presenter === null ? t('presenter.nobody') : nameOf(presenter)}
        </p>
        {presenter === null ? null : (
          <Button size="sm" onPress={() => set(null)}>
            {t('presenter.stop')}
          </Button>
        )}
      </div>
      <ComboBox
        key={presenter}
        label={t('presenter.give')}
        hideLabel
        placeholder={t('presenter.give')}
        choices={choices}
        value={null}
        onChange={(person) => {
          if (person !== null) set(person);
        }}
      />
    </DeskSection>
  );
}

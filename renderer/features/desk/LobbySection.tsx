import { useTranslation } from 'react-i18next';
import type { PersonId } from '#protocol/wire/ids';
import { Button, Icon, Switch } from '../../ui/index.ts';
import { lobbyView } from './desk-view.ts';
import { DeskSection } from './DeskSection.tsx';
import type { DeskUse } from './desk-use.ts';

/** Phòng chờ: whether guests wait outside, who does, and letting them in and out. */
export function LobbySection({ use }: { readonly use: DeskUse }) {
  const { t } = useTranslation('desk');
  const { state, connected, nameOf, run } = use;
  const { waiting, inside } = lobbyView(state);
  const there = waiting.filter((person) => connected.has(person));
  const admit = (person: PersonId) => void run({ type: 'lobby.admit', person });
  return (
    <DeskSection title={t('lobby.title')}>
      <Switch isSelected={state.lobby.isOn} onChange={(isOn) => void run({ type: 'lobby.set', isOn })}>
        {t('lobby.on')}
      </Switch>
      {waiting.length === 0 ? null : (
        <ul aria-label={t('lobby.waiting')} className="flex flex-col gap-1.5">
          {waiting.map((person) => (
            <li key={person} className="flex items-center gap-2 text-sm">
              <Icon
                name={connected.has(person) ? 'clock' : 'wifi-off'}
                size={1.125}
                className="text-ink-muted"
              />
              <span className="min-w-0 flex-1 leading-snug">
                {nameOf(person)}
                <span className="block text-ink-muted">
                  {t(connected.has(person) ? 'lobby.isWaiting' : 'lobby.isAway')}
                </span>
              </span>
              <Button
                size="sm"
                aria-label={t('lobby.admitOne', { name: nameOf(person) })}
                onPress={() => admit(person)}
              >
                {t('lobby.admit')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {there.length < 2 ? null : (
        <Button size="sm" onPress={() => there.forEach(admit)}>
          {t('lobby.admitAll', { count: there.length })}
        </Button>
      )}
      {inside.length === 0 ? null : (
        <ul aria-label={t('lobby.inside')} className="flex flex-col gap-1.5">
          {inside.map((person) => (
            <li key={person} className="flex items-center gap-2 text-sm">
              <Icon name="check" size={1.125} className="text-ok-ink" />
              <span className="min-w-0 flex-1 leading-snug">
                {nameOf(person)}
                <span className="block text-ink-muted">{t('lobby.isInside')}</span>
              </span>
              <Button
                size="sm"
                variant="quiet"
                aria-label={t('lobby.sendOutOne', { name: nameOf(person) })}
                onPress={() => void run({ type: 'lobby.sendOut', person })}
              >
                {t('lobby.sendOut')}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </DeskSection>
  );
}

import { useTranslation } from 'react-i18next';
import type { FloorRequest } from '#protocol/floor/records';
import { Button, IconButton, Menu, type MenuAction } from '../../ui/index.ts';
import { offeredMinutes } from './floor-view.ts';
import type { FloorUse } from './floor-use.ts';

/** "10 phút", or that there is no limit. */
function useMinutesText(): (minutes: number) => string {
  const { t } = useTranslation('floor');
  return (minutes) => (minutes === 0 ? t('noLimit') : t('minutes', { count: minutes }));
}

/** Calls somebody with so many minutes: an entry for each that is offered. */
export function useCallActions({
  state,
  run,
}: Pick<FloorUse, 'state' | 'run'>): (request: FloorRequest) => MenuAction[] {
  const { t } = useTranslation('floor');
  const text = useMinutesText();
  return ({ id, person, kind }) =>
    offeredMinutes(state.floor.rules.minutes).map((minutes) => ({
      id: `call-${minutes}`,
      icon: 'microphone',
      label: t('callFor', { minutes: text(minutes) }),
      onAction: () => void run({ type: 'floor.give', person, request: id, kind, minutes }),
    }));
}

/** Calls whoever is next with the usual minutes, or from the menu with others. */
export function CallButton({ use, request }: { readonly use: FloorUse; readonly request: FloorRequest }) {
  const { t } = useTranslation('floor');
  const text = useMinutesText();
  const actions = useCallActions(use);
  const { id, person, kind } = request;
  const { minutes } = use.state.floor.rules;
  const name = use.nameOf(person);
  return (
    <div className="flex items-center gap-1">
      <Button
        variant="primary"
        icon="microphone"
        className="min-w-0 flex-1 shrink"
        onPress={() => void use.run({ type: 'floor.give', person, request: id, kind, minutes })}
      >
        {t('callNext', { name })} <span className="font-normal">({text(minutes)})</span>
      </Button>
      <Menu
        label={t('callMenu', { name })}
        trigger={<IconButton icon="chevron-down" variant="secondary" label={t('callMenu', { name })} />}
        actions={actions(request)}
      />
    </div>
  );
}

import { useTranslation } from 'react-i18next';
import { Button, IconButton, Menu, type MenuAction } from '../../ui/index.ts';
import { placeOf } from './floor-view.ts';
import type { FloorUse } from './floor-use.ts';

/** One's own wish to speak: asking, the place in the queue, and taking it back. */
export function AskBar({ use }: { readonly use: FloorUse }) {
  const { t } = useTranslation('floor');
  const { state, me, run, onAsk } = use;
  const { floor } = state;
  const place = placeOf(floor, me);
  const own = floor.requests.filter(({ person }) => person === me);
  // Whoever speaks, or goes on next, has nothing to ask for.
  if (floor.speech?.person === me || floor.interrupted?.person === me) return null;
  const waits = own.some(({ kind, about }) => kind === 'speech' && about === null);
  const kinds: MenuAction[] = (['pointOfOrder', 'intervention'] as const).map((kind) => ({
    id: kind,
    icon: kind === 'pointOfOrder' ? 'warning' : 'comment',
    label: t(`kind.${kind}`),
    detail: t(`kindHelp.${kind}`),
    // A point of order may be raised, and an intervention asked for, also when the list is closed.
    isDisabled: own.some((request) => request.kind === kind),
    onAction: () => onAsk(kind),
  }));
  return (
    <div className="flex flex-col gap-2 border-b border-line px-4 py-3">
      {place === null ? null : (
        <div className="flex items-center gap-2">
          <p role="status" className="min-w-0 flex-1 text-sm font-medium">
            {t('ownPlace', { place })}
          </p>
          <Button
            size="sm"
            onPress={() => {
              for (const { id } of own) void run({ type: 'floor.withdraw', id });
            }}
          >
            {t('withdrawShort')}
          </Button>
        </div>
      )}
      {floor.rules.isListOpen ? null : <p className="text-sm text-warn-ink">{t('listClosed')}</p>}
      <div className="flex gap-1">
        {waits ? null : (
          <Button
            icon="hand"
            className="min-w-0 flex-1 shrink"
            isDisabled={!floor.rules.isListOpen}
            onPress={() => onAsk('speech')}
          >
            {t('ask')}
          </Button>
        )}
        <Menu
          label={t('otherKinds')}
          trigger={
            waits ? (
              <Button size="sm">{t('otherKinds')}</Button>
            ) : (
              <IconButton icon="chevron-down" variant="secondary" label={t('otherKinds')} />
            )
          }
          actions={kinds}
        />
      </div>
    </div>
  );
}

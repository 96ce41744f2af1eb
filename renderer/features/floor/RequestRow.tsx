import { Button as AriaButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { FloorRequest } from '#protocol/floor/records';
import { isPresent } from '#protocol/meeting/attendance';
import { formatTime, Icon, IconButton, Menu, useLanguage, type MenuAction } from '../../ui/index.ts';
import { PersonAvatar } from '../people/index.ts';
import { useCallActions } from './CallButton.tsx';
import { canMove, steppedBefore } from './floor-view.ts';
import type { FloorUse } from './floor-use.ts';
import { KindBadge } from './KindBadge.tsx';

export interface RequestRowProps {
  readonly use: FloorUse;
  readonly request: FloorRequest;
  /** In the order of speaking, from 1. */
  readonly place: number;
}

/** A request: who, in which place, of what kind and about what; what can be done about it. */
export function RequestRow({ use, request, place }: RequestRowProps) {
  const { t } = useTranslation('floor');
  const language = useLanguage();
  const { state, me, canRun } = use;
  const { about, item, person, at, kind } = request;
  const paper = about === null ? undefined : state.papers.find(({ id }) => id === about.paper);
  const title = state.agenda.find(({ id }) => id === item)?.title ?? '';
  const name = use.nameOf(person);
  const isMe = person === me;
  return (
    <div className="flex items-start gap-2 py-1.5 pr-1 pl-2">
      {canRun && canMove(state.floor, request) ? (
        <AriaButton
          slot="drag"
          aria-label={t('drag', { name })}
          className="flex h-(--control-sm) w-6 shrink-0 cursor-grab pointer-coarse:w-(--control-sm) items-center justify-center rounded-md text-ink-muted data-hovered:bg-hover"
        >
          <Icon name="drag" />
        </AriaButton>
      ) : (
        <span className={canRun ? 'w-6 shrink-0 pointer-coarse:w-(--control-sm)' : 'w-1'} />
      )}
      <span className="figures w-4 pt-1 text-right text-sm text-ink-muted">{place}</span>
      <PersonAvatar person={{ id: person, name }} size="sm" />
      <div className="min-w-0 flex-1 text-sm leading-snug">
        <p className="font-medium">
          {name}
          {isMe ? <span className="font-normal text-ink-muted"> {t('you')}</span> : null}{' '}
          <span className="figures font-normal text-ink-muted">{formatTime(at, language)}</span>
        </p>
        <KindBadge kind={kind} />
        {isPresent(state, person) ? null : (
          <p className="flex items-center gap-1 text-warn-ink">
            <Icon name="wifi-off" size={0.875} />
            {t('away')}
          </p>
        )}
        {about === null || paper === undefined ? null : (
          <AriaButton
            onPress={() => use.onGo(about)}
            className="line-clamp-3 cursor-pointer rounded-sm py-0.5 text-left text-accent-ink underline underline-offset-2 data-hovered:no-underline pointer-coarse:min-h-11"
          >
            {t('about', { page: about.page + 1, title: paper.title })}
          </AriaButton>
        )}
        {title === '' ? null : <p className="text-ink-muted">{title}</p>}
      </div>
      <Actions use={use} request={request} name={name} />
    </div>
  );
}

function Actions({ use, request, name }: Omit<RequestRowProps, 'place'> & { readonly name: string }) {
  const { t } = useTranslation('floor');
  const call = useCallActions(use);
  const { state, run } = use;
  const { id, person } = request;
  const isMe = person === use.me;
  const takeOff = () => void run({ type: 'floor.withdraw', id });
  if (!use.canRun)
    return isMe ? <IconButton icon="close" size="sm" label={t('withdraw')} onPress={takeOff} /> : null;
  const step = (direction: 'up' | 'down'): MenuAction => {
    const before = steppedBefore(state.floor.requests, id, direction);
    return {
      id: direction,
      icon: direction === 'up' ? 'chevron-up' : 'chevron-down',
      label: t(`move.${direction}`),
      isDisabled: before === undefined || !canMove(state.floor, request),
      onAction: () => {
        if (before !== undefined) void run({ type: 'floor.move', id, before });
      },
    };
  };
  const calls = isPresent(state, person) ? call(request) : [];
  return (
    <Menu
      label={t('menu', { name })}
      trigger={<IconButton icon="more" size="sm" label={t('menu', { name })} />}
      actions={[
        ...calls,
        step('up'),
        step('down'),
        {
          id: 'off',
          icon: 'close',
          label: t(isMe ? 'withdraw' : 'takeOff'),
          onAction: takeOff,
        },
      ]}
    />
  );
}

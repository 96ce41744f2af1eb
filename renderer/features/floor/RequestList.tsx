import type { KeyboardEvent } from 'react';
import { DropIndicator, GridList, GridListItem, useDragAndDrop } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { speakingOrder } from '#protocol/floor/queue';
import { FloorRequestId } from '#protocol/wire/ids';
import { announce } from '../../ui/index.ts';
import { canMove, droppedBefore, steppedBefore } from './floor-view.ts';
import type { FloorUse } from './floor-use.ts';
import { RequestRow } from './RequestRow.tsx';

/** Marks a drag as one of this list. */
const DRAG_TYPE = 'bantron-floor-request';

/**
 * The requests in the order of speaking. Whoever runs the meeting puts them in order by dragging, by the rows' menus, or
 * by Alt and the arrow keys.
 */
export function RequestList({ use }: { readonly use: FloorUse }) {
  const { t } = useTranslation('floor');
  const order = speakingOrder(use.state.floor);
  if (use.canRun) return <SortableList use={use} />;
  return (
    <ol aria-label={t('title')} className="flex flex-col">
      {order.map((request, n) => (
        <li key={request.id}>
          <RequestRow use={use} request={request} place={n + 1} />
        </li>
      ))}
    </ol>
  );
}

function SortableList({ use }: { readonly use: FloorUse }) {
  const { t } = useTranslation('floor');
  const { state, run, nameOf } = use;
  const { requests } = state.floor;
  const order = speakingOrder(state.floor);
  const byKey = (key: unknown) => requests.find(({ id }) => id === key);
  const move = async (id: FloorRequestId, before: FloorRequestId | null | undefined) => {
    const request = byKey(id);
    if (before === undefined || request === undefined || !canMove(state.floor, request)) return;
    if (await run({ type: 'floor.move', id, before }))
      announce(t('say.moved', { name: nameOf(request.person) }));
  };
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) =>
      [...keys].flatMap((key) => {
        const request = byKey(key);
        if (request === undefined || !canMove(state.floor, request)) return [];
        return [{ [DRAG_TYPE]: request.id, 'text/plain': nameOf(request.person) }];
      }),
    acceptedDragTypes: [DRAG_TYPE],
    getDropOperation: (target) =>
      target.type === 'item' && target.dropPosition !== 'on' ? 'move' : 'cancel',
    onReorder: ({ keys, target }) => {
      const [key] = keys;
      const [id, onto] = [FloorRequestId.safeParse(key), FloorRequestId.safeParse(target.key)];
      if (!id.success || !onto.success || target.dropPosition === 'on') return;
      void move(id.data, droppedBefore(requests, id.data, onto.data, target.dropPosition));
    },
    renderDropIndicator: (target) => (
      <DropIndicator
        target={target}
        className="relative z-10 -my-0.5 h-1 rounded-full data-drop-target:bg-accent"
      />
    ),
  });
  const keyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (!event.altKey || !(event.target instanceof HTMLElement)) return;
    const id = FloorRequestId.safeParse(
      event.target.role === 'row' ? event.target.dataset['key'] : undefined,
    );
    const step = event.key === 'ArrowUp' ? 'up' : event.key === 'ArrowDown' ? 'down' : undefined;
    if (!id.success || step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    void move(id.data, steppedBefore(requests, id.data, step));
  };
  return (
    <div onKeyDownCapture={keyDown}>
      <GridList
        aria-label={t('title')}
        items={order}
        dragAndDropHooks={dragAndDropHooks}
        keyboardNavigationBehavior="tab"
        dependencies={[use]}
        className="outline-none"
      >
        {(request) => (
          <GridListItem
            id={request.id}
            textValue={nameOf(request.person)}
            className="outline-none data-dragging:opacity-50 data-focus-visible:outline-2 data-focus-visible:-outline-offset-2 data-focus-visible:outline-focus"
          >
            <RequestRow use={use} request={request} place={order.indexOf(request) + 1} />
          </GridListItem>
        )}
      </GridList>
    </div>
  );
}

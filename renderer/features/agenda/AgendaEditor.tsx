import { useState, type KeyboardEvent } from 'react';
import { DropIndicator, GridList, GridListItem, isFileDropItem, useDragAndDrop } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { agendaNumbers, withDescendants } from '#protocol/agenda/tree';
import type { MeetingState } from '#protocol/meeting/records';
import { ItemId } from '#protocol/wire/ids';
import { announce } from '../../ui/index.ts';
import type { PeopleBook } from '../people/index.ts';
import { droppedAt, levelOf, movedTo, positionOf, type DropPlace, type Move } from './agenda-editing.ts';
import type { FileLimits } from './file-check.ts';
import { AgendaItemDialog } from './AgendaItemDialog.tsx';
import { AgendaRow } from './AgendaRow.tsx';
import type { RunCommand } from './run-command.ts';
import type { UploadEntry, UploadQueue } from './upload-queue.ts';

export interface AgendaEditorProps {
  readonly state: MeetingState;
  readonly people: PeopleBook;
  readonly canEdit: boolean;
  readonly canBring: boolean;
  readonly run: RunCommand;
  readonly queue: UploadQueue | null;
  readonly uploads: readonly UploadEntry[];
  readonly limits: FileLimits;
  readonly onFiles: (item: ItemId, files: readonly File[]) => void;
}

/** What is open beside the list: an item that is being changed, or a new one under another. */
export type ItemForm =
  | { readonly kind: 'change'; readonly id: ItemId }
  | { readonly kind: 'add'; readonly parent: ItemId };

/** Marks a drag as one of this list, so that a dragged text from elsewhere is not taken for an item. */
const DRAG_TYPE = 'bantron-agenda-item';

const ARROWS: Partial<Record<string, Move>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowRight: 'in',
  ArrowLeft: 'out',
};

/** The agenda as a list that is ordered by dragging, by the rows' menus, or by Alt and the arrow keys. */
export function AgendaEditor({
  state,
  people,
  canEdit,
  canBring,
  run,
  queue,
  uploads,
  limits,
  onFiles,
}: AgendaEditorProps) {
  const { t } = useTranslation('agenda');
  const [form, setForm] = useState<ItemForm | null>(null);
  const items = state.agenda;
  const numbers = agendaNumbers(items);

  const move = async (id: ItemId, position: ReturnType<typeof movedTo>) => {
    const back = positionOf(items, id);
    if (position === undefined || back === undefined) return;
    const happened = await run(
      { type: 'agenda.moveItem', id, position },
      {
        label: t('undo.move', { number: numbers.get(id) ?? '' }),
        commands: [{ type: 'agenda.moveItem', id, position: back }],
      },
    );
    if (happened) announce(t('moved'));
  };

  const remove = (id: ItemId) => {
    const gone = withDescendants(items, id);
    const [root] = gone;
    if (root === undefined) return;
    const position = positionOf(items, id);
    void run(
      { type: 'agenda.removeItem', id },
      {
        label: t('undo.remove', { number: numbers.get(id) ?? '' }),
        commands: gone.map(({ id: each, parent, title, presenter, minutes, kind }) => ({
          type: 'agenda.addItem',
          id: each,
          fields: { title, presenter, minutes, kind },
          position: each === id && position !== undefined ? position : { parent, before: null },
        })),
      },
    );
  };

  const drop = (keys: ReadonlySet<unknown>, target: unknown, place: DropPlace) => {
    const [key] = keys;
    const id = ItemId.safeParse(key);
    const onto = ItemId.safeParse(target);
    if (id.success && onto.success) void move(id.data, droppedAt(items, id.data, onto.data, place));
  };

  const { dragAndDropHooks } = useDragAndDrop({
    isDisabled: !canEdit && !canBring,
    getItems: (keys) =>
      canEdit ? [...keys].map((key) => ({ [DRAG_TYPE]: String(key), 'text/plain': titleOf(key) })) : [],
    acceptedDragTypes: 'all',
    getDropOperation: (target, types, allowed) => {
      if (types.has(DRAG_TYPE)) return canEdit && target.type === 'item' ? 'move' : 'cancel';
      const isOn = target.type === 'item' && target.dropPosition === 'on';
      return canBring && isOn ? (allowed.find((operation) => operation !== 'cancel') ?? 'cancel') : 'cancel';
    },
    onMove: (event) => drop(event.keys, event.target.key, event.target.dropPosition),
    onItemDrop: (event) => {
      const item = ItemId.safeParse(event.target.key);
      if (event.isInternal || !item.success) return;
      const files = event.items.flatMap((entry) => (isFileDropItem(entry) ? [entry.getFile()] : []));
      void Promise.all(files).then((found) => {
        if (found.length > 0) onFiles(item.data, found);
      });
    },
    renderDropIndicator: (target) => (
      <DropIndicator
        target={target}
        className="relative z-10 -my-0.5 h-1 rounded-full data-drop-target:bg-accent"
      />
    ),
  });

  function titleOf(key: unknown): string {
    return items.find((item) => item.id === key)?.title ?? '';
  }

  const keyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (!canEdit || !(event.target instanceof HTMLElement)) return;
    // Keys of the row itself only, not of the buttons and fields inside it.
    const id = ItemId.safeParse(event.target.role === 'row' ? event.target.dataset['key'] : undefined);
    if (!id.success) return;
    const arrow = event.altKey ? ARROWS[event.key] : undefined;
    if (arrow !== undefined) void move(id.data, movedTo(items, id.data, arrow));
    else if (event.key === 'F2') setForm({ kind: 'change', id: id.data });
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div onKeyDownCapture={keyDown}>
      <GridList
        aria-label={t('list')}
        items={items}
        dragAndDropHooks={dragAndDropHooks}
        keyboardNavigationBehavior="tab"
        dependencies={[state, uploads, canEdit, canBring, people]}
        className="outline-none"
      >
        {(item) => (
          <GridListItem
            id={item.id}
            textValue={`${numbers.get(item.id) ?? ''} ${item.title}`}
            className="group border-b border-line outline-none last:border-b-0 data-dragging:opacity-50 data-drop-target:bg-accent-soft data-drop-target:outline-2 data-drop-target:-outline-offset-2 data-drop-target:outline-accent data-focus-visible:outline-2 data-focus-visible:-outline-offset-2 data-focus-visible:outline-focus"
          >
            <AgendaRow
              item={item}
              number={numbers.get(item.id) ?? ''}
              level={levelOf(items, item.id)}
              state={state}
              people={people}
              canEdit={canEdit}
              canBring={canBring}
              run={run}
              queue={queue}
              uploads={uploads.filter((entry) => entry.item === item.id)}
              limits={limits}
              onForm={setForm}
              onMove={(direction) => void move(item.id, movedTo(items, item.id, direction))}
              onRemove={() => remove(item.id)}
              onFiles={(files) => onFiles(item.id, files)}
            />
          </GridListItem>
        )}
      </GridList>
      {form === null ? null : (
        <AgendaItemDialog
          key={form.kind === 'change' ? form.id : `+${form.parent}`}
          form={form}
          items={items}
          people={people}
          participants={state.participants.map((participant) => participant.person)}
          run={run}
          onClose={() => setForm(null)}
        />
      )}
    </div>
  );
}

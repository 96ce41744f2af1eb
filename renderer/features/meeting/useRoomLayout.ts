import { useState, useSyncExternalStore } from 'react';
import { NARROW, recallLayout, rememberLayout, type RoomLayout } from './room-memory.ts';

export type Side = 'agenda' | 'people';

export interface RoomLayoutControl extends RoomLayout {
  /** Panels lie over the page, one at a time. */
  readonly isNarrow: boolean;
  /** The page has the whole window. */
  readonly isWhole: boolean;
  readonly toggle: (side: Side) => void;
  readonly fold: (side: Side) => void;
  readonly foldAll: () => void;
  readonly toggleWhole: () => void;
  readonly resize: (widths: Partial<Pick<RoomLayout, 'agendaWidth' | 'peopleWidth'>>) => void;
}

const narrow = `(width < ${NARROW}px)`;

function subscribeToWidth(listener: () => void): () => void {
  const query = matchMedia(narrow);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

/** Which panels of the room are open, and how wide; remembered on this device. */
export function useRoomLayout(): RoomLayoutControl {
  const [layout, setLayout] = useState(() => recallLayout(localStorage, innerWidth));
  const [isWhole, setWhole] = useState(false);
  const isNarrow = useSyncExternalStore(subscribeToWidth, () => matchMedia(narrow).matches);
  const change = (next: RoomLayout) => {
    setLayout(next);
    rememberLayout(localStorage, next, innerWidth);
  };
  const other: Record<Side, Side> = { agenda: 'people', people: 'agenda' };
  return {
    ...layout,
    agenda: layout.agenda && !isWhole,
    people: layout.people && !isWhole,
    isNarrow,
    isWhole,
    toggle(side) {
      const isOpen = isWhole || !layout[side];
      setWhole(false);
      change({ ...layout, [side]: isOpen, ...(isNarrow && isOpen ? { [other[side]]: false } : {}) });
    },
    fold: (side) => change({ ...layout, [side]: false }),
    foldAll: () => change({ ...layout, agenda: false, people: false }),
    toggleWhole: () => setWhole(!isWhole),
    resize: (widths) => change({ ...layout, ...widths }),
  };
}

import { useEffect, useState, useSyncExternalStore } from 'react';
import { Slot } from '../../../sync/slot.ts';
import type { ReaderModel } from '../reader-model.ts';
import type { PaperText } from '../text/index.ts';
import { Differences } from './differences.ts';

/** A version that is open beside another. */
export interface ShownVersion {
  readonly model: ReaderModel;
  readonly words: PaperText;
}

/** What is different between two versions, while that is asked for and both are open. */
export function useDifferences(
  isOn: boolean,
  old: ShownVersion | undefined,
  now: ShownVersion | undefined,
): Differences | null {
  const [slot] = useState(() => new Slot<Differences>());
  useEffect(() => {
    if (!isOn || old === undefined || now === undefined) return undefined;
    const [before, after] = [old, now].map(({ model, words }) => ({
      pages: model.sizes.length,
      page: (page: number) => words.page(page),
    }));
    if (before === undefined || after === undefined) return undefined;
    const made = new Differences(before, after);
    slot.set(made);
    return () => {
      made.close();
      slot.set(null);
    };
  }, [isOn, old, now, slot]);
  return useSyncExternalStore(slot.subscribe, slot.get);
}

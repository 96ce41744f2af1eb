import { useEffect, useSyncExternalStore } from 'react';
import type { FileLayer, FileLayerView } from '../file-layer.ts';
import { useNotePlaces } from '../note-desk.ts';

const NOTHING: FileLayerView = { marks: [], isShown: true, readPages: 0, pages: 0 };
const never = () => () => {};
const nothing = () => NOTHING;

/** The marks that the open file brought with it; without a layer where marks are only looked at. */
export function useFileLayer(): { readonly layer: FileLayer | undefined; readonly view: FileLayerView } {
  const layer = useNotePlaces()?.file;
  return { layer, view: useSyncExternalStore(layer?.subscribe ?? never, layer?.getSnapshot ?? nothing) };
}

/** Reads the file's marks while the list is on screen. */
export function useGatheredFile(): FileLayerView {
  const { layer, view } = useFileLayer();
  useEffect(() => layer?.gather(), [layer]);
  return view;
}

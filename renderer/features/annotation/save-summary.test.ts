import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { RoomSnapshot } from '../../sync/annotation-room.ts';
import { summarise } from './save-summary.ts';

const saved: RoomSnapshot = {
  doc: new Y.Doc(),
  ready: true,
  connected: true,
  save: 'saved',
  unsaved: 0,
  unsavedMarks: new Set(),
  refusedBy: null,
  kept: true,
  keeping: false,
};
const onDevice: RoomSnapshot = { ...saved, save: 'onDevice', unsaved: 2 };

describe('summarise', () => {
  it('never says saved while one layer is not', () => {
    expect(summarise([saved, saved])).toEqual({ state: 'saved', unsaved: 0 });
    expect(summarise([onDevice, saved])).toMatchObject({ state: 'onDevice', unsaved: 2 });
    expect(summarise([saved, onDevice])).toMatchObject({ state: 'onDevice', unsaved: 2 });
    expect(summarise([saved, { ...saved, save: 'notCompared' }])).toMatchObject({ state: 'notCompared' });
  });

  it('says on this device only once that copy is written', () => {
    expect(summarise([{ ...onDevice, keeping: true }, saved])).toMatchObject({
      state: 'keeping',
      unsaved: 2,
    });
    expect(summarise([onDevice, { ...saved, keeping: true }])).toMatchObject({ state: 'onDevice' });
    expect(summarise([{ ...saved, keeping: true }])).toMatchObject({ state: 'saved' });
  });

  it('warns when this device keeps no copy of what is not saved', () => {
    expect(summarise([{ ...onDevice, kept: false }, saved])).toMatchObject({ state: 'onlyHere' });
    expect(summarise([{ ...saved, kept: false }, saved])).toMatchObject({ state: 'saved' });
  });
});

import type { Layer } from '#protocol/annotation/ydoc';
import type { IconName } from '../../ui/index.ts';

/** How layers are told apart everywhere: by a sign, and by a colour beside it. */
export const LAYER_LOOKS = {
  shared: { icon: 'shared', badge: 'accent', text: 'text-accent-ink' },
  group: { icon: 'organisation', badge: 'ok', text: 'text-ok-ink' },
  private: { icon: 'lock', badge: 'warn', text: 'text-warn-ink' },
} as const satisfies Record<Layer, { icon: IconName; badge: 'accent' | 'ok' | 'warn'; text: string }>;

/** The layer of the file's own marks, which nobody writes on. */
export const FILE_LOOK = { icon: 'paper' } as const satisfies { icon: IconName };

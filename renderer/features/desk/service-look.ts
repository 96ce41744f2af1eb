import type { ServiceCall } from '#protocol/meeting/records';
import type { IconName } from '../../ui/index.ts';

/** In the order in which they are offered. */
export const SERVICES = ['water', 'technician', 'papers', 'other'] as const satisfies ServiceCall['kind'][];

export const SERVICE_ICONS: Record<ServiceCall['kind'], IconName> = {
  water: 'cup',
  technician: 'settings',
  papers: 'papers',
  other: 'more',
};

import type { IconName } from '../../../ui/index.ts';
import type { Tool } from './tool.ts';

export const TOOL_ICONS = {
  read: 'pointer',
  select: 'lasso',
  pen: 'pen',
  laser: 'laser',
  highlighter: 'highlighter',
  underline: 'underline',
  strikeOut: 'strikeout',
  line: 'line',
  arrow: 'arrow',
  box: 'box',
  ellipse: 'ellipse',
  note: 'note',
  textBox: 'text-box',
  stamp: 'stamp',
  eraser: 'eraser',
} as const satisfies Record<Tool, IconName>;

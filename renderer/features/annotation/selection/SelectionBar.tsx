import { useTranslation } from 'react-i18next';
import { MARK_COLOURS, type MarkColour } from '#protocol/annotation/mark';
import type { PageTransform, Rect } from '#protocol/annotation/page-transform';
import { IconButton, Popover, Toolbar } from '../../../ui/index.ts';
import type { AnnotationSession } from '../annotation-session.ts';
import { TOOL_WIDTHS } from '../mark-colours.ts';
import { sheetOf } from '../painting/paint-mark.ts';
import { ColourChoice, WidthChoice } from '../tools/StyleChoice.tsx';
import type { SelectionView } from './selection.ts';

export interface SelectionBarProps {
  readonly session: AnnotationSession;
  readonly view: SelectionView;
  /** The frame, in pixels of the page. */
  readonly around: Rect;
  readonly transform: PageTransform;
}

/** Pixels: the height of the bar with the space around it, and half of its width. */
const ROOM = 56;
const HALF = 118;

/** What can be done with what is selected: floats beside its frame, inside the page. */
export function SelectionBar({ session, view, around, transform }: SelectionBarProps) {
  const { t } = useTranslation('annotation');
  const { commands } = session.hand;
  if (!view.isOwn) return null;
  const { width, height } = transform.rectToScreen({ x: 0, y: 0, ...transformSize(transform) });
  const middle = Math.min(Math.max(around.x + around.width / 2, HALF), Math.max(HALF, width - HALF));
  const isAbove = around.y > ROOM;
  const isBelow = around.y + around.height + ROOM < height;
  const top = isAbove ? around.y - ROOM : isBelow ? around.y + around.height + 12 : 8;
  const colours = new Set(view.marks.map(({ mark }) => ('colour' in mark ? mark.colour : null)));
  const [colour] = colours.size === 1 ? colours : [null];
  const widths = view.marks.flatMap(({ mark }) =>
    mark.kind === 'ink' || mark.kind === 'shape' ? [mark.width] : [],
  );
  const isHighlighter = view.marks.every(
    ({ mark }) => sheetOf(mark) === 'highlighter' || mark.kind === 'note',
  );
  const choices = view.marks.every(({ mark }) => mark.kind === 'ink' && mark.tool === 'highlighter')
    ? TOOL_WIDTHS.highlighter
    : TOOL_WIDTHS.pen;
  const hasColour = view.marks.some(({ mark }) => mark.kind !== 'image');
  return (
    <div data-mark-control style={{ left: middle, top }} className="absolute z-20 -translate-x-1/2">
      <Toolbar label={t('selection.bar', { count: view.marks.length })} look="float" className="flex-nowrap">
        {hasColour ? (
          <Popover
            label={t('selection.style')}
            placement="bottom"
            trigger={<IconButton icon="palette" label={t('selection.style')} />}
            className="flex flex-col gap-4"
          >
            <ColourChoice
              colours={MARK_COLOURS}
              value={colour ?? null}
              look={isHighlighter ? 'highlighter' : 'pen'}
              onChange={(next: MarkColour) => commands.restyle({ colour: next })}
            />
            {widths.length === 0 ? null : (
              <WidthChoice
                widths={choices}
                value={new Set(widths).size === 1 ? (widths[0] ?? null) : null}
                colour={colour ?? 'ink'}
                look={isHighlighter ? 'highlighter' : 'pen'}
                onChange={(next) => commands.restyle({ width: next })}
              />
            )}
          </Popover>
        ) : null}
        <IconButton
          icon="copy"
          label={t('selection.copy')}
          shortcut="Ctrl+C"
          onPress={() => commands.copy()}
        />
        <IconButton
          icon="duplicate"
          label={t('selection.duplicate')}
          shortcut="Ctrl+D"
          onPress={() => commands.duplicate()}
        />
        <IconButton
          icon="trash"
          label={t('selection.remove')}
          shortcut="Del"
          onPress={() => commands.remove()}
        />
      </Toolbar>
    </div>
  );
}

function transformSize({ size }: PageTransform): { readonly width: number; readonly height: number } {
  return { width: size.width, height: size.height };
}

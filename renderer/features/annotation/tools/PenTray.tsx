import { useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { MarkColour } from '#protocol/annotation/mark';
import type { Layer } from '#protocol/annotation/ydoc';
import {
  announce,
  Icon,
  IconButton,
  ToggleButton,
  ToggleGroup,
  Toolbar,
  ToolbarSeparator,
  Tooltip,
} from '../../../ui/index.ts';
import type { AnnotationSession, AnnotationView } from '../annotation-session.ts';
import { LAYER_LOOKS } from '../layer-look.ts';
import { inkColour } from '../mark-colours.ts';
import { PenPresets } from './PenPresets.tsx';
import { TOOL_ICONS } from './tool-icons.ts';
import { groupOf, isHarmless, type Tool, TOOL_KEYS } from './tool.ts';
import { ToolOptions } from './ToolOptions.tsx';

/** In a narrow reader layers keep their icons, so that the tray stays one line; in a very narrow one it is two. */
const NARROW_LABEL = 'min-w-(--control-sm) @max-[54rem]:[&>span]:sr-only';

export interface PenTrayProps {
  readonly session: AnnotationSession;
  /** The page on which an image that is chosen is put down: the one on screen. */
  readonly page: () => number;
}

/**
 * The tools: floats over the page, keeps related ones in one place and shows the one that was used last, remembers each
 * tool's colour and width, and is small while one only reads.
 */
export function PenTray({ session, page }: PenTrayProps) {
  const { t } = useTranslation('annotation');
  const view = useSyncExternalStore(session.subscribe, session.getSnapshot);
  const [isOpen, setOpen] = useState(false);
  const { tool, layer, locked, pens } = view;
  const reason = locked === null ? null : t(`locked.${locked}`);
  useEffect(() => {
    if (reason !== null) announce(reason);
  }, [reason]);
  const { ink, text, shape, insert } = pens.last;
  const tools: readonly Tool[] = ['read', 'select', ink, text, shape, insert, 'eraser'];
  const isReading = tool === 'read';
  return (
    <div className="flex max-w-full flex-col items-center gap-1.5">
      {reason === null ? null : (
        <p className="flex items-center gap-1.5 rounded-md border border-warn/50 bg-warn-soft px-3 py-1.5 text-sm text-warn-ink shadow-float">
          <Icon name="lock" size={1} /> {reason}
        </p>
      )}
      <Toolbar label={t('tray')} look="float" className="max-w-full justify-center">
        <ToggleGroup
          label={t('tools')}
          values={tools}
          value={tool}
          onChange={(next: Tool) => {
            setOpen(false);
            session.setTool(next);
          }}
        >
          {tools.map((each) => (
            <ToggleButton
              key={each}
              id={each}
              iconOnly
              icon={TOOL_ICONS[each]}
              label={t(`tool.${each}`)}
              shortcut={each === 'read' ? 'Esc' : TOOL_KEYS[each]}
              isDisabled={!isHarmless(each) && locked !== null}
              // Taking again what is in hand shows what else is in its place, and how it can be set.
              onPress={() => {
                if (each === tool && !isHarmless(each)) setOpen(true);
              }}
            >
              <ToolFace view={view} tool={each} />
            </ToggleButton>
          ))}
        </ToggleGroup>
        {tool === 'pen' || tool === 'highlighter' ? (
          <PenPresets session={session} tool={tool} className="@max-[34rem]:hidden" />
        ) : null}
        {tool === 'read' || tool === 'select' ? null : (
          <ToolOptions session={session} tool={tool} page={page} isOpen={isOpen} onOpenChange={setOpen} />
        )}
        <span className={isReading ? 'contents @max-[34rem]:hidden' : 'contents'}>
          <ToolbarSeparator />
          <IconButton
            icon="undo"
            label={t('undo')}
            shortcut="Ctrl+Z"
            isDisabled={!view.canUndo || locked !== null}
            onPress={() => session.undo()}
          />
          <IconButton
            icon="redo"
            label={t('redo')}
            shortcut="Ctrl+Y"
            isDisabled={!view.canRedo || locked !== null}
            onPress={() => session.redo()}
          />
          <ToolbarSeparator />
          <ToggleGroup
            label={t('layer.title')}
            values={session.marks.layers}
            value={layer}
            onChange={(next: Layer) => session.setLayer(next)}
          >
            {session.marks.layers.map((each) => (
              <Tooltip key={each} text={t(`layer.${each}Tip`)}>
                <ToggleButton
                  id={each}
                  size="sm"
                  icon={LAYER_LOOKS[each].icon}
                  label={t(`layer.${each}`)}
                  className={NARROW_LABEL}
                />
              </Tooltip>
            ))}
          </ToggleGroup>
        </span>
      </Toolbar>
    </div>
  );
}

/** The tool's icon with its colour under it, and a corner where others share its place. */
function ToolFace({ view, tool }: { readonly view: AnnotationView; readonly tool: Tool }) {
  const colour = colourOf(view, tool);
  return (
    <span className="relative flex flex-col items-center gap-0.5">
      <Icon name={TOOL_ICONS[tool]} size={1.25} />
      {colour === null ? null : (
        <span style={{ backgroundColor: colour }} className="h-1 w-5 rounded-full ring-1 ring-line" />
      )}
      {groupOf(tool) === undefined ? null : (
        <svg aria-hidden viewBox="0 0 6 6" className="absolute -right-2 -bottom-1.5 size-1.5 opacity-60">
          <path d="M6 0v6H0z" fill="currentColor" />
        </svg>
      )}
    </span>
  );
}

function colourOf({ pens }: AnnotationView, tool: Tool): string | null {
  const pen = (colour: MarkColour) => inkColour('pen', colour);
  switch (tool) {
    case 'pen':
      return pen(pens.pen.colour);
    case 'highlighter':
      return inkColour('highlighter', pens.highlighter.colour);
    case 'underline':
    case 'strikeOut':
      return pen(pens.line.colour);
    case 'line':
    case 'arrow':
    case 'box':
    case 'ellipse':
      return pen(pens.shape.colour);
    case 'note':
      return inkColour('highlighter', pens.note.colour);
    case 'textBox':
      return pen(pens.textBox.colour);
    case 'stamp':
      return pen(pens.stamp.colour);
    case 'laser':
      return '#e11d2a';
    case 'read':
    case 'select':
    case 'eraser':
      return null;
  }
}

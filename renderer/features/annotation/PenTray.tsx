import { useEffect, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { MarkColour } from '#protocol/annotation/mark';
import type { Layer } from '#protocol/annotation/ydoc';
import {
  announce,
  Icon,
  IconButton,
  Popover,
  Switch,
  ToggleButton,
  ToggleGroup,
  Toolbar,
  ToolbarSeparator,
  Tooltip,
} from '../../ui/index.ts';
import type { AnnotationSession } from './annotation-session.ts';
import { LAYER_LOOKS } from './layer-look.ts';
import { inkColour, TOOL_COLOURS, TOOL_WIDTHS } from './mark-colours.ts';
import type { Tool } from './pen-settings.ts';

/** The key of each tool, pressed while the reader has the focus. */
export const TOOL_KEYS: Record<Exclude<Tool, 'read'>, string> = {
  pen: 'P',
  highlighter: 'H',
  note: 'N',
  eraser: 'E',
};

const ICONS = {
  read: 'pointer',
  pen: 'pen',
  highlighter: 'highlighter',
  note: 'note',
  eraser: 'eraser',
} as const;
/** In a narrow reader the two layers keep their icons, so that the tray stays one line. */
const NARROW_LABEL = 'min-w-(--control-sm) @max-[38rem]:[&>span]:sr-only';
const TOOLS = ['read', 'pen', 'highlighter', 'note', 'eraser'] as const;

export interface PenTrayProps {
  readonly session: AnnotationSession;
}

/** The pens: floats over the page, remembers each tool's colour and width, and is small while one only reads. */
export function PenTray({ session }: PenTrayProps) {
  const { t } = useTranslation('annotation');
  const view = useSyncExternalStore(session.subscribe, session.getSnapshot);
  const { tool, layer, locked } = view;
  const reason = locked === null ? null : t(`locked.${locked}`);
  useEffect(() => {
    if (reason !== null) announce(reason);
  }, [reason]);
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
          values={TOOLS}
          value={tool}
          onChange={(next: Tool) => session.setTool(next)}
        >
          {TOOLS.map((each) => (
            <ToggleButton
              key={each}
              id={each}
              iconOnly
              icon={ICONS[each]}
              label={t(`tool.${each}`)}
              shortcut={each === 'read' ? 'Esc' : TOOL_KEYS[each]}
              isDisabled={each !== 'read' && locked !== null}
            >
              <ToolIcon session={session} tool={each} />
            </ToggleButton>
          ))}
        </ToggleGroup>
        {tool === 'pen' || tool === 'highlighter' || tool === 'note' ? (
          <PenOptions session={session} tool={tool} />
        ) : null}
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
      </Toolbar>
    </div>
  );
}

/** The tool's icon with its colour under it, so that one sees which pen one takes. */
function ToolIcon({ session, tool }: { readonly session: AnnotationSession; readonly tool: Tool }) {
  const { pens } = useSyncExternalStore(session.subscribe, session.getSnapshot);
  const colour =
    tool === 'pen'
      ? inkColour('pen', pens.pen.colour)
      : tool === 'highlighter'
        ? inkColour('highlighter', pens.highlighter.colour)
        : tool === 'note'
          ? inkColour('highlighter', pens.note.colour)
          : null;
  return (
    <span className="flex flex-col items-center gap-0.5">
      <Icon name={ICONS[tool]} size={1.25} />
      {colour === null ? null : (
        <span style={{ backgroundColor: colour }} className="h-1 w-5 rounded-full ring-1 ring-line" />
      )}
    </span>
  );
}

/** Colours and widths of the tool in hand. */
function PenOptions({
  session,
  tool,
}: {
  readonly session: AnnotationSession;
  readonly tool: 'pen' | 'highlighter' | 'note';
}) {
  const { t } = useTranslation('annotation');
  const { pens, fingerDraws } = useSyncExternalStore(session.subscribe, session.getSnapshot);
  const setColour = (colour: MarkColour) => session.setPens({ [tool]: { ...pens[tool], colour } });
  const look = tool === 'note' ? 'highlighter' : tool;
  const widths: readonly number[] = tool === 'note' ? [] : TOOL_WIDTHS[tool];
  return (
    <Popover
      label={t('options')}
      placement="top"
      trigger={<IconButton icon="settings" label={t('options')} />}
      className="flex flex-col gap-4"
    >
      <ToggleGroup
        label={t('colour')}
        values={TOOL_COLOURS[tool]}
        value={pens[tool].colour}
        onChange={setColour}
        className="flex-wrap"
      >
        {TOOL_COLOURS[tool].map((colour) => (
          <ToggleButton key={colour} id={colour} iconOnly size="lg" label={t(`colours.${colour}`)}>
            <span
              style={{ backgroundColor: inkColour(look, colour) }}
              className="size-6 rounded-full ring-1 ring-line-strong"
            />
          </ToggleButton>
        ))}
      </ToggleGroup>
      {tool === 'note' ? null : (
        <ToggleGroup
          label={t('width')}
          values={widths.map(String)}
          value={String(pens[tool].width)}
          onChange={(width: string) => session.setPens({ [tool]: { ...pens[tool], width: Number(width) } })}
        >
          {widths.map((width) => (
            <ToggleButton key={width} id={String(width)} iconOnly size="lg" label={t('widthOf', { width })}>
              <span
                style={{
                  backgroundColor: inkColour(tool, pens[tool].colour),
                  height: Math.min(24, width * 1.33),
                }}
                className="w-7 rounded-full ring-1 ring-line"
              />
            </ToggleButton>
          ))}
        </ToggleGroup>
      )}
      {matchMedia('(any-pointer: coarse)').matches ? (
        <Switch
          isSelected={fingerDraws}
          onChange={(draws) => session.setPens({ finger: draws ? 'draws' : 'scrolls' })}
        >
          {t('fingerDraws')}
        </Switch>
      ) : null}
    </Popover>
  );
}

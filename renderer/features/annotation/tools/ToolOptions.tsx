import { type ReactNode, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton, Popover, Switch, ToggleButton, ToggleGroup } from '../../../ui/index.ts';
import type { AnnotationSession } from '../annotation-session.ts';
import { ERASER_WIDTHS, TEXT_SIZES, TOOL_COLOURS, TOOL_WIDTHS } from '../mark-colours.ts';
import { changePen } from './PenPresets.tsx';
import { InsertImage } from './InsertImage.tsx';
import { StampChoice } from './StampChoice.tsx';
import { ColourChoice, WidthChoice } from './StyleChoice.tsx';
import { TOOL_ICONS } from './tool-icons.ts';
import { groupOf, type Tool, TOOL_GROUPS, TOOL_KEYS } from './tool.ts';

export interface ToolOptionsProps {
  readonly session: AnnotationSession;
  readonly tool: Exclude<Tool, 'read' | 'select'>;
  /** The page on screen. */
  readonly page: () => number;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
}

/** What shares its place with the tool in hand, and how that tool writes. */
export function ToolOptions({ session, tool, page, isOpen, onOpenChange }: ToolOptionsProps) {
  const { t } = useTranslation('annotation');
  const { fingerDraws } = useSyncExternalStore(session.subscribe, session.getSnapshot);
  const group = groupOf(tool);
  return (
    <Popover
      label={t('options')}
      placement="top"
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      trigger={<IconButton icon="palette" label={t('options')} />}
      className="flex flex-col gap-4"
    >
      {group === undefined ? null : (
        <ToggleGroup
          label={t(`group.${group}`)}
          values={TOOL_GROUPS[group]}
          value={tool}
          onChange={(next: Tool) => session.setTool(next)}
          className="flex-wrap"
        >
          {TOOL_GROUPS[group].map((each) => (
            <ToggleButton
              key={each}
              id={each}
              iconOnly
              size="lg"
              icon={TOOL_ICONS[each]}
              label={t(`tool.${each}`)}
              shortcut={TOOL_KEYS[each]}
            />
          ))}
        </ToggleGroup>
      )}
      <Style session={session} tool={tool} />
      {group === 'insert' ? (
        <InsertImage session={session} page={page} onDone={() => onOpenChange(false)} />
      ) : null}
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

/** Colour, width and what else a tool has. */
function Style({
  session,
  tool,
}: {
  readonly session: AnnotationSession;
  readonly tool: ToolOptionsProps['tool'];
}): ReactNode {
  const { t } = useTranslation('annotation');
  const { pens } = useSyncExternalStore(session.subscribe, session.getSnapshot);
  switch (tool) {
    case 'pen':
    case 'highlighter': {
      const style = pens[tool];
      return (
        <>
          <ColourChoice
            colours={TOOL_COLOURS[tool]}
            value={style.colour}
            look={tool}
            onChange={(colour) => changePen(session, tool, { ...style, colour })}
          />
          <WidthChoice
            widths={TOOL_WIDTHS[tool]}
            value={style.width}
            colour={style.colour}
            look={tool}
            onChange={(width) => changePen(session, tool, { ...style, width })}
          />
          {tool === 'highlighter' ? <Hint>{t('hint.highlighter')}</Hint> : <Hint>{t('hint.pen')}</Hint>}
        </>
      );
    }
    case 'laser':
      return <Hint>{t('hint.laser')}</Hint>;
    case 'underline':
    case 'strikeOut':
      return (
        <ColourChoice
          colours={TOOL_COLOURS.pen}
          value={pens.line.colour}
          look="pen"
          onChange={(colour) => session.setPens({ line: { colour } })}
        />
      );
    case 'line':
    case 'arrow':
    case 'box':
    case 'ellipse':
      return (
        <>
          <ColourChoice
            colours={TOOL_COLOURS.pen}
            value={pens.shape.colour}
            look="pen"
            onChange={(colour) => session.setPens({ shape: { ...pens.shape, colour } })}
          />
          <WidthChoice
            widths={TOOL_WIDTHS.pen}
            value={pens.shape.width}
            colour={pens.shape.colour}
            look="pen"
            onChange={(width) => session.setPens({ shape: { ...pens.shape, width } })}
          />
          <Hint>{t('hint.shape')}</Hint>
        </>
      );
    case 'note':
      return (
        <ColourChoice
          colours={TOOL_COLOURS.note}
          value={pens.note.colour}
          look="highlighter"
          onChange={(colour) => session.setPens({ note: { colour } })}
        />
      );
    case 'textBox':
      return (
        <>
          <ColourChoice
            colours={TOOL_COLOURS.pen}
            value={pens.textBox.colour}
            look="pen"
            onChange={(colour) => session.setPens({ textBox: { ...pens.textBox, colour } })}
          />
          <ToggleGroup<string>
            label={t('textBox.size')}
            values={TEXT_SIZES.map(String)}
            value={String(pens.textBox.size)}
            onChange={(size) => session.setPens({ textBox: { ...pens.textBox, size: Number(size) } })}
          >
            {TEXT_SIZES.map((size) => (
              <ToggleButton
                key={size}
                id={String(size)}
                iconOnly
                size="lg"
                label={t('textBox.sizeOf', { size })}
              >
                <span style={{ fontSize: Math.min(26, size) }} className="leading-none">
                  A
                </span>
              </ToggleButton>
            ))}
          </ToggleGroup>
        </>
      );
    case 'stamp':
      return (
        <>
          <ColourChoice
            colours={TOOL_COLOURS.pen}
            value={pens.stamp.colour}
            look="pen"
            onChange={(colour) => session.setPens({ stamp: { ...pens.stamp, colour } })}
          />
          <StampChoice session={session} />
        </>
      );
    case 'eraser':
      return (
        <>
          <ToggleGroup
            label={t('eraser.title')}
            values={['stroke', 'area'] as const}
            value={pens.eraser.by}
            onChange={(by) => session.setPens({ eraser: { ...pens.eraser, by } })}
          >
            <ToggleButton id="stroke" label={t('eraser.stroke')} />
            <ToggleButton id="area" label={t('eraser.area')} />
          </ToggleGroup>
          {pens.eraser.by === 'area' ? (
            <WidthChoice
              widths={ERASER_WIDTHS}
              value={pens.eraser.width}
              colour="ink"
              look="highlighter"
              onChange={(width) => session.setPens({ eraser: { ...pens.eraser, width } })}
            />
          ) : null}
          <Hint>{t(`eraser.${pens.eraser.by}Hint`)}</Hint>
        </>
      );
  }
}

function Hint({ children }: { readonly children: ReactNode }) {
  return <p className="max-w-72 text-sm text-ink-muted">{children}</p>;
}

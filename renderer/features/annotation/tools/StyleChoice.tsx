import { useTranslation } from 'react-i18next';
import type { MarkColour } from '#protocol/annotation/mark';
import { ToggleButton, ToggleGroup } from '../../../ui/index.ts';
import { inkColour } from '../mark-colours.ts';

type Look = 'pen' | 'highlighter';

export interface ColourChoiceProps {
  readonly colours: readonly MarkColour[];
  /** Null: several are in use. */
  readonly value: MarkColour | null;
  readonly look: Look;
  readonly onChange: (colour: MarkColour) => void;
}

/** Swatches of ink. */
export function ColourChoice({ colours, value, look, onChange }: ColourChoiceProps) {
  const { t } = useTranslation('annotation');
  return (
    <ToggleGroup<string>
      label={t('colour')}
      values={colours}
      value={value ?? ''}
      onChange={(next) => {
        const colour = colours.find((each) => each === next);
        if (colour !== undefined) onChange(colour);
      }}
      className="flex-wrap"
    >
      {colours.map((colour) => (
        <ToggleButton key={colour} id={colour} iconOnly size="lg" label={t(`colours.${colour}`)}>
          <span
            style={{ backgroundColor: inkColour(look, colour) }}
            className="size-6 rounded-full ring-1 ring-line-strong"
          />
        </ToggleButton>
      ))}
    </ToggleGroup>
  );
}

export interface WidthChoiceProps {
  readonly widths: readonly number[];
  /** In points; null: several are in use. */
  readonly value: number | null;
  readonly colour: MarkColour;
  readonly look: Look;
  readonly onChange: (width: number) => void;
}

/** Lines as thick as they become. */
export function WidthChoice({ widths, value, colour, look, onChange }: WidthChoiceProps) {
  const { t } = useTranslation('annotation');
  return (
    <ToggleGroup<string>
      label={t('width')}
      values={widths.map(String)}
      value={value === null ? '' : String(value)}
      onChange={(next) => onChange(Number(next))}
    >
      {widths.map((width) => (
        <ToggleButton key={width} id={String(width)} iconOnly size="lg" label={t('widthOf', { width })}>
          <span
            style={{ backgroundColor: inkColour(look, colour), height: Math.min(24, width * 1.33) }}
            className="w-7 rounded-full ring-1 ring-line"
          />
        </ToggleButton>
      ))}
    </ToggleGroup>
  );
}

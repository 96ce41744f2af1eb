import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { ToggleButton, ToggleGroup } from '../../../ui/index.ts';
import type { AnnotationSession } from '../annotation-session.ts';
import { inkColour } from '../mark-colours.ts';
import type { PenStyle } from '../pen-settings.ts';

export interface PenPresetsProps {
  readonly session: AnnotationSession;
  readonly tool: 'pen' | 'highlighter';
  readonly className?: string;
}

/** The three pens that are at hand: what is changed of the one in hand stays with it. */
export function PenPresets({ session, tool, className }: PenPresetsProps) {
  const { t } = useTranslation('annotation');
  const { pens } = useSyncExternalStore(session.subscribe, session.getSnapshot);
  const presets = pens.presets[tool];
  const inHand = presets.findIndex((preset) => isSame(preset, pens[tool]));
  return (
    <ToggleGroup<string>
      label={t('presets')}
      values={presets.map((_, n) => String(n))}
      value={String(inHand)}
      onChange={(next) => {
        const preset = presets[Number(next)];
        if (preset !== undefined) session.setPens({ [tool]: preset });
      }}
      {...(className === undefined ? {} : { className })}
    >
      {presets.map((preset, n) => (
        <ToggleButton
          // Their places are what tells them apart.
          // oxlint-disable-next-line react/no-array-index-key
          key={n}
          id={String(n)}
          iconOnly
          size="sm"
          label={t('preset', { colour: t(`colours.${preset.colour}`), width: preset.width })}
        >
          <span
            style={{ backgroundColor: inkColour(tool, preset.colour), ...dotOf(tool, preset) }}
            className="rounded-full ring-1 ring-line-strong"
          />
        </ToggleButton>
      ))}
    </ToggleGroup>
  );
}

/** Changes the pen in hand, and the preset that it is. */
export function changePen(session: AnnotationSession, tool: 'pen' | 'highlighter', style: PenStyle): void {
  const { pens } = session.getSnapshot();
  let isFound = false;
  const presets = pens.presets[tool].map((preset) => {
    if (isFound || !isSame(preset, pens[tool])) return preset;
    isFound = true;
    return style;
  });
  session.setPens({ [tool]: style, presets: { ...pens.presets, [tool]: presets } });
}

function isSame(a: PenStyle, b: PenStyle): boolean {
  return a.colour === b.colour && a.width === b.width;
}

/** A dot as large as the line is thick, as far as that can be told apart. */
function dotOf(
  tool: 'pen' | 'highlighter',
  { width }: PenStyle,
): { readonly width: number; readonly height: number } {
  const side = tool === 'pen' ? 7 + Math.min(6, width) * 2 : 9 + Math.min(24, width) * 0.45;
  return { width: side, height: side };
}

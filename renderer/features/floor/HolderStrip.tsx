import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Icon, ToggleButton, type IconName } from '../../ui/index.ts';
import type { FloorUse } from './floor-use.ts';
import { SpeechTimer } from './SpeechTimer.tsx';
import type { ChimeControl } from './useSpeechCues.ts';

/** Over the room of whoever has the floor: that they have it, their clock, and the press that gives it back. */
export function HolderStrip({ use, chime }: { readonly use: FloorUse; readonly chime: ChimeControl }) {
  const { t } = useTranslation('floor');
  const { state, me, now, run } = use;
  const { speech, interrupted } = state.floor;
  if (interrupted?.person === me && speech !== null) {
    return (
      <Strip icon="pause">
        <p role="status" className="min-w-0 flex-1 basis-56 font-medium">
          {t('strip.interrupted', { name: use.nameOf(speech.person) })}
        </p>
        <SpeechTimer speech={interrupted} now={now} look="line" />
      </Strip>
    );
  }
  if (speech?.person !== me) return null;
  return (
    <Strip icon="microphone">
      <p role="status" className="min-w-0 flex-1 basis-56 font-medium">
        {t('strip.yours')}
      </p>
      <span className="text-lg">
        <SpeechTimer speech={speech} now={now} look="line" />
      </span>
      <ToggleButton
        iconOnly
        icon="speaker-off"
        selectedIcon="speaker"
        label={t('rules.chime')}
        isSelected={chime.isOn}
        onChange={chime.onChange}
      />
      <Button icon="check" onPress={() => void run({ type: 'floor.stop', person: me })}>
        {t('finish')}
      </Button>
    </Strip>
  );
}

function Strip({ icon, children }: { readonly icon: IconName; readonly children: ReactNode }) {
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b-2 border-ok bg-ok-soft px-4 py-1.5">
      <Icon name={icon} className="text-ok-ink" />
      {children}
    </div>
  );
}

import { useTranslation } from 'react-i18next';
import type { Speech } from '#protocol/floor/records';
import { Button, IconButton } from '../../ui/index.ts';
import { PersonAvatar } from '../people/index.ts';
import { CallButton } from './CallButton.tsx';
import { nextSpeaker } from './floor-view.ts';
import type { FloorUse } from './floor-use.ts';
import { KindBadge } from './KindBadge.tsx';
import { SpeechTimer } from './SpeechTimer.tsx';

/** Whoever has the floor with their clock, whoever waits to go on, and what the chair does about it. */
export function SpeakerCard(use: FloorUse) {
  const { t } = useTranslation('floor');
  const { state, me, now, canRun, run } = use;
  const { speech, interrupted } = state.floor;
  const next = canRun ? nextSpeaker(state) : undefined;
  if (speech === null && next === undefined) return null;
  return (
    <section aria-label={t('speaking')} className="flex flex-col gap-2.5 border-b border-line px-4 py-3">
      {speech === null ? null : (
        <>
          <Speaker use={use} speech={speech} />
          <SpeechTimer speech={speech} now={now} look="large" />
          {canRun || speech.person === me ? (
            <div className="flex flex-wrap gap-1.5">
              {canRun && speech.minutes > 0
                ? ([1, 2] as const).map((minutes) => (
                    <Button
                      key={minutes}
                      size="sm"
                      onPress={() => void run({ type: 'floor.extend', minutes })}
                    >
                      {t('extend', { count: minutes })}
                    </Button>
                  ))
                : null}
              <Button size="sm" onPress={() => void run({ type: 'floor.stop', person: speech.person })}>
                {t(speech.person === me ? 'finish' : 'stop')}
              </Button>
            </div>
          ) : null}
        </>
      )}
      {interrupted === null ? null : <Interrupted use={use} speech={interrupted} />}
      {next === undefined ? null : <CallButton use={use} request={next} />}
    </section>
  );
}

function Speaker({ use, speech }: { readonly use: FloorUse; readonly speech: Speech }) {
  const { t } = useTranslation('floor');
  const name = use.nameOf(speech.person);
  return (
    <div className="flex items-center gap-2.5">
      <PersonAvatar
        person={{ id: speech.person, name }}
        size="md"
        className="outline-3 outline-offset-2 outline-ok"
      />
      <div className="min-w-0 flex-1">
        <p className="text-sm text-ink-muted">{t('speaking')}</p>
        <p className="leading-snug font-semibold">
          {name}
          {speech.person === use.me ? <span className="font-normal text-ink-muted"> {t('you')}</span> : null}
        </p>
        <KindBadge kind={speech.kind} />
      </div>
    </div>
  );
}

function Interrupted({ use, speech }: { readonly use: FloorUse; readonly speech: Speech }) {
  const { t } = useTranslation('floor');
  const name = use.nameOf(speech.person);
  return (
    <div className="flex items-center gap-2.5 rounded-md bg-sunken py-1.5 pr-1 pl-2.5">
      <PersonAvatar person={{ id: speech.person, name }} size="sm" className="grayscale" />
      <p className="min-w-0 flex-1 text-sm leading-snug">
        {t('interrupted', { name })} <SpeechTimer speech={speech} now={use.now} look="line" />
      </p>
      {use.canRun ? (
        <IconButton
          icon="close"
          size="sm"
          label={t('stopInterrupted', { name })}
          onPress={() => void use.run({ type: 'floor.stop', person: speech.person })}
        />
      ) : null}
    </div>
  );
}

import { useEffect, useRef, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { announce, cx, Icon, type IconName } from '../../ui/index.ts';
import type { AnnotationSession } from './annotation-session.ts';
import { type MarkSaveState, summarise } from './save-summary.ts';

const LOOKS: Record<MarkSaveState, { icon: IconName; colour: string }> = {
  saved: { icon: 'saved', colour: 'text-ink-muted' },
  keeping: { icon: 'clock', colour: 'text-ink-muted' },
  onDevice: { icon: 'devices', colour: 'text-warn-ink' },
  onlyHere: { icon: 'warning', colour: 'text-live-ink' },
  notCompared: { icon: 'clock', colour: 'text-ink-muted' },
};

/** Unsaved for so long is worth saying aloud, in milliseconds; a stroke is usually saved sooner. */
const WORTH_SAYING = 3000;

/** Where the marks of this paper are: on this device, saved, or not compared with the server yet. */
export function SaveState({
  session,
  className,
}: {
  readonly session: AnnotationSession;
  readonly className?: string;
}) {
  const { t } = useTranslation('annotation');
  const { rooms } = useSyncExternalStore(session.subscribe, session.getSnapshot);
  const { state, unsaved } = summarise(Object.values(rooms));
  const text = t(`save.${state}`, { count: unsaved });
  const said = useRef<MarkSaveState>('saved');
  useEffect(() => {
    if (state === 'notCompared' || state === said.current) return undefined;
    const timer = setTimeout(
      () => {
        said.current = state;
        announce(text);
      },
      state === 'saved' ? 0 : WORTH_SAYING,
    );
    return () => clearTimeout(timer);
  }, [state, text]);
  const look = LOOKS[state];
  return (
    <span
      data-save-state={state}
      title={text}
      className={cx('flex items-center gap-1.5 text-sm', look.colour, className)}
    >
      <Icon name={look.icon} size={1.125} />
      <span className="max-w-48 truncate @max-2xl:sr-only">{text}</span>
    </span>
  );
}

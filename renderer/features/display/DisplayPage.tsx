import { useEffect, useState, type CSSProperties, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlatform } from '../../sync/platform-context.ts';
import { cx, Icon, IconButton, Spinner } from '../../ui/index.ts';
import { ScreenBoard } from './ScreenBoard.tsx';
import { screenToken } from './screen-token.ts';
import { useScreen, useServerTime } from './useScreen.ts';
import { useScreenManners } from './useScreenManners.ts';

/** A hundredth of the height; of a picture that is less wide than 16:9 correspondingly less, so that everything fits. */
const unit: CSSProperties & Record<'--u', string> = { '--u': 'min(1vh, 0.5625vw)' };
const uprightUnit: CSSProperties & Record<'--u', string> = { '--u': 'min(0.75vh, 1vw)' };

/** The screen of a room: everything of the meeting that everyone in the room may see, without signing in. */
export function DisplayPage({ controls }: { readonly controls: ReactNode }) {
  const token = screenToken();
  const isUpright = useIsUpright();
  useScreenManners();
  return (
    <div
      style={isUpright ? uprightUnit : unit}
      className="fixed inset-0 overflow-hidden bg-canvas text-[calc(var(--u)*2.6)] leading-snug text-ink"
    >
      {token === null ? <NoScreen text="noLink" /> : <Screen token={token} />}
      <Controls>{controls}</Controls>
    </div>
  );
}

function Screen({ token }: { readonly token: string }) {
  const { t } = useTranslation('display');
  const { line, code, view, clockOffset } = useScreen(token);
  const now = useServerTime(clockOffset);
  if (line === 'ended')
    return (
      <NoScreen text={code === 'meetingArchived' ? 'archived' : code === 'tooOld' ? 'tooOld' : 'linkEnded'} />
    );
  if (view === null) {
    return (
      <div
        role="status"
        className="flex h-full items-center justify-center gap-[calc(var(--u)*2)] text-[calc(var(--u)*4)] text-ink-muted"
      >
        <Spinner size={2} />
        {t(line === 'lost' ? 'line.lost' : 'line.connecting')}
      </div>
    );
  }
  return (
    <>
      <ScreenBoard view={view} now={now} token={token} />
      {line === 'lost' ? (
        <p
          role="alert"
          className="absolute inset-x-0 bottom-0 flex items-center justify-center gap-[calc(var(--u)*1.6)] bg-warn-soft py-[calc(var(--u)*1.6)] text-[calc(var(--u)*3.2)] font-semibold text-warn-ink"
        >
          <Icon name="wifi-off" className="size-[1.1em]!" />
          {t('line.stale')}
        </p>
      ) : null}
    </>
  );
}

function NoScreen({ text }: { readonly text: 'noLink' | 'linkEnded' | 'archived' | 'tooOld' }) {
  const { t } = useTranslation('display');
  return (
    <div
      role="status"
      className="flex h-full flex-col items-center justify-center gap-[calc(var(--u)*3)] px-[10%] text-center"
    >
      <h1 className="text-[calc(var(--u)*6)] leading-tight font-semibold">{t(`${text}.title`)}</h1>
      <p className="text-[calc(var(--u)*3.4)] text-ink-muted">{t(`${text}.text`)}</p>
    </div>
  );
}

/** How long the controls stay after the pointer has moved or a key was pressed, in milliseconds. */
const STAY = 4000;

/** Full screen and language, for whoever sets the screen up: there while the pointer moves or one of them has the focus. */
function Controls({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation('display');
  const platform = usePlatform();
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = () => {
      setShown(true);
      clearTimeout(timer);
      timer = setTimeout(() => setShown(false), STAY);
    };
    window.addEventListener('pointermove', show);
    window.addEventListener('keydown', show);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('pointermove', show);
      window.removeEventListener('keydown', show);
    };
  }, []);
  const toggle = async () => platform.fullscreen.set(!(await platform.fullscreen.isOn()));
  return (
    <div
      className={cx(
        'absolute top-2 right-2 flex gap-1 rounded-lg border border-line bg-raised p-1 transition-opacity focus-within:opacity-100',
        !isShown && 'pointer-events-none opacity-0',
      )}
    >
      {children}
      <IconButton icon="full-screen" label={t('fullScreen')} onPress={() => void toggle()} />
    </div>
  );
}

function useIsUpright(): boolean {
  const [is, set] = useState(() => matchMedia('(orientation: portrait)').matches);
  useEffect(() => {
    const query = matchMedia('(orientation: portrait)');
    const look = () => set(query.matches);
    query.addEventListener('change', look);
    return () => query.removeEventListener('change', look);
  }, []);
  return is;
}

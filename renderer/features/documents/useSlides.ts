import { useEffect, useRef } from 'react';
import { usePlatform } from '../../sync/platform-context.ts';

/**
 * While `isOn`, the window has the whole screen where the machine lets it; leaving the whole screen by the browser's own
 * ways ends the slides too. Where it may not be had, slides fill the window.
 */
export function useSlides(isOn: boolean, onLeave: () => void): void {
  const platform = usePlatform();
  const leave = useRef(onLeave);
  useEffect(() => {
    leave.current = onLeave;
  });
  useEffect(() => {
    if (!isOn) return undefined;
    let isOver = false;
    let wasOn = false;
    const changed = () => {
      if (document.fullscreenElement !== null) wasOn = true;
      else if (wasOn && !isOver) leave.current();
    };
    document.addEventListener('fullscreenchange', changed);
    platform.fullscreen.set(true).catch((error: unknown) => console.debug('no whole screen', error));
    return () => {
      isOver = true;
      document.removeEventListener('fullscreenchange', changed);
      platform.fullscreen
        .set(false)
        .catch((error: unknown) => console.debug('still the whole screen', error));
    };
  }, [isOn, platform]);
}

import { useEffect } from 'react';

/** What a projector needs of its machine: a dark picture, and that the machine doesn't go to sleep. */
export function useScreenManners(): void {
  useEffect(() => {
    const { dataset } = document.documentElement;
    const before = dataset['theme'];
    // Whoever has chosen high contrast on this machine keeps it.
    if (before !== 'contrast') dataset['theme'] = 'dark';
    return () => {
      if (before !== undefined) dataset['theme'] = before;
    };
  }, []);
  useEffect(() => {
    let lock: WakeLockSentinel | undefined;
    let isOver = false;
    const ask = () => {
      if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
      navigator.wakeLock.request('screen').then(
        (given) => {
          lock = given;
          if (isOver) void given.release();
        },
        (error: unknown) => console.debug('this machine may go to sleep', error),
      );
    };
    ask();
    // It is lost whenever the page is hidden.
    document.addEventListener('visibilitychange', ask);
    return () => {
      isOver = true;
      document.removeEventListener('visibilitychange', ask);
      void lock?.release();
    };
  }, []);
}

import { Outlet, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useResumeMarks } from '../../features/annotation/index.ts';
import { useSessionState } from '../../sync/session.ts';
import { BarSlotContext, cx, useIsFullPage } from '../../ui/index.ts';
import { ConnectionNotice } from './ConnectionNotice.tsx';
import { SignInAgain } from './SignInAgain.tsx';
import { TopBar } from './TopBar.tsx';
import { UnsavedNotice } from './UnsavedNotice.tsx';

/** The reader's code comes with it, and no screen waits for that. */
const PackKeeping = lazy(async () => ({
  default: (await import('../../features/documents/index.ts')).PackKeeping,
}));

/** A meeting's room fills the window; every other screen scrolls under the bar. */
const room = /^\/meetings\/[^/]+$/u;

/** What surrounds every screen of somebody who is signed in. */
export function SignedInLayout() {
  const { t } = useTranslation('app');
  const state = useSessionState();
  const path = useRouterState({ select: (router) => router.location.pathname });
  const [slot, setSlot] = useState<HTMLElement | null>(null);
  const fullPage = useIsFullPage();
  useResumeMarks(state.phase === 'signedIn' ? state.me : null);
  const fills = room.test(path) && path !== '/meetings/new';
  if (state.phase !== 'signedIn') return null;
  return (
    <BarSlotContext value={slot}>
      <div className="flex h-dvh flex-col">
        <a
          href="#main"
          className="sr-only z-50 rounded-md bg-accent px-4 py-2 text-on-accent focus:not-sr-only focus:absolute focus:top-2 focus:left-2"
        >
          {t('nav.skip')}
        </a>
        {fullPage ? null : <TopBar compact={fills} slotRef={setSlot} />}
        <ConnectionNotice />
        {fills ? null : <UnsavedNotice />}
        <main
          id="main"
          tabIndex={-1}
          className={cx('min-h-0 flex-1 outline-none', fills ? 'overflow-hidden' : 'overflow-y-auto')}
        >
          <Outlet />
        </main>
      </div>
      <SignInAgain />
      {state.expired ? null : (
        <Suspense>
          <PackKeeping person={state.me} />
        </Suspense>
      )}
    </BarSlotContext>
  );
}

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createRouter, RouterProvider, type AnyRouter } from '@tanstack/react-router';
import { useEffect, useState, type ReactNode } from 'react';
import { I18nProvider, RouterProvider as AriaRouterProvider } from 'react-aria-components';
import { MeetingId } from '#protocol/wire/ids';
import type { Platform } from '../platform/index.ts';
import { api, Unreachable } from '../sync/api-client.ts';
import { currentCopy } from '../sync/device/current-copy.ts';
import { PlatformContext, usePlatform } from '../sync/platform-context.ts';
import { SessionContext, useSessionState, type Session } from '../sync/session.ts';
import { LiveRegion, localeTags, ToastRegion } from '../ui/index.ts';
import { useDisplay } from './display.ts';
import { StartPage } from './entry/StartPage.tsx';
import { routeTree } from './routes.tsx';
import { Failure } from './shell/Failure.tsx';

function createAppRouter(session: Session) {
  return createRouter({
    routeTree,
    context: { session },
    defaultPreload: false,
    scrollRestoration: true,
    defaultErrorComponent: ({ error, reset }) => <Failure error={error} onRetry={reset} />,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}

function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // A refusal stays a refusal; only a lost answer is worth asking for again.
        retry: (count, error) => error instanceof Unreachable && count < 2,
        networkMode: 'always',
        staleTime: 5000,
      },
      mutations: { networkMode: 'always' },
    },
  });
}

/** What every screen needs, also the ones before a server is known: language, platform, messages. */
export function Frame({ platform, children }: { readonly platform: Platform; readonly children: ReactNode }) {
  const display = useDisplay();
  return (
    <PlatformContext value={platform}>
      <I18nProvider locale={localeTags[display.language]}>
        {children}
        <ToastRegion />
        <LiveRegion />
      </I18nProvider>
    </PlatformContext>
  );
}

/** The whole app around a session that has been opened. */
export function App({ session }: { readonly session: Session }) {
  return (
    <SessionContext value={session}>
      <Content session={session} />
    </SessionContext>
  );
}

function Content({ session }: { readonly session: Session }) {
  const state = useSessionState();
  const me = state.phase === 'signedIn' ? state.me.id : null;
  if (state.phase === 'starting' || state.phase === 'unreachable' || state.phase === 'tooOld') {
    return <StartPage />;
  }
  return <Routed key={me ?? 'nobody'} session={session} />;
}

/** One person's screens: a new person gets new ones, so that nothing cached of one is seen by the next. */
function Routed({ session }: { readonly session: Session }) {
  const [router] = useState(() => createAppRouter(session));
  const [queries] = useState(createQueries);
  const platform = usePlatform();
  useEffect(() => () => queries.clear(), [queries]);
  useEffect(() => {
    let isAway = false;
    return api.onReach((reached) => {
      const isBack = reached && isAway;
      isAway = !reached;
      // What stood in for the server gives way to what it says now.
      if (isBack) void queries.invalidateQueries().then(() => currentCopy.get()?.hidAll());
    });
  }, [queries]);
  useEffect(
    () =>
      platform.onLink((link) => {
        const id = MeetingId.safeParse(link.meetingId);
        if (id.success) void router.navigate({ to: '/meetings/$id', params: { id: id.data } });
      }),
    [platform, router],
  );
  return (
    <QueryClientProvider client={queries}>
      <AriaRoutes router={router}>
        <RouterProvider router={router} />
      </AriaRoutes>
    </QueryClientProvider>
  );
}

/** Lets the links of the design system move inside the app without a reload. */
function AriaRoutes({ router, children }: { readonly router: AnyRouter; readonly children: ReactNode }) {
  return (
    <AriaRouterProvider navigate={(href) => void router.navigate({ to: href })} useHref={(href) => href}>
      {children}
    </AriaRouterProvider>
  );
}

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createRouter, RouterProvider, type AnyRouter } from '@tanstack/react-router';
import { useEffect, useState, type ReactNode } from 'react';
import { I18nProvider, RouterProvider as AriaRouterProvider } from 'react-aria-components';
import { Unreachable } from '../sync/api-client.ts';
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

/** The whole app around a session that has been opened. */
export function App({ session }: { readonly session: Session }) {
  const display = useDisplay();
  return (
    <SessionContext value={session}>
      <I18nProvider locale={localeTags[display.language]}>
        <Content session={session} />
        <ToastRegion />
        <LiveRegion />
      </I18nProvider>
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
  useEffect(() => () => queries.clear(), [queries]);
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

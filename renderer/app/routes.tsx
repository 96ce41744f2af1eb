import {
  createRootRouteWithContext,
  createRoute,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { z } from 'zod';
import { AppError } from '#protocol/wire/codes';
import type { Session } from '../sync/session.ts';
import { SampleJoinPage } from './entry/SampleJoinPage.tsx';
import { SetupPage } from './entry/SetupPage.tsx';
import { SignInPage } from './entry/SignInPage.tsx';
import { TrustPage } from './entry/TrustPage.tsx';
import { WelcomePage } from './entry/WelcomePage.tsx';
import { NotFound } from './shell/NotFound.tsx';
import { SignedInLayout } from './shell/SignedInLayout.tsx';

/** What the routes may ask before they show something. */
export interface RouteContext {
  readonly session: Session;
}

const root = createRootRouteWithContext<RouteContext>()({ component: Outlet, notFoundComponent: NotFound });

const signin = createRoute({
  getParentRoute: () => root,
  path: '/signin',
  validateSearch: z.object({ to: z.string().optional().catch(undefined) }),
  beforeLoad: ({ context }) => {
    const state = context.session.state();
    if (state.phase === 'signedOut' && !state.server.setUp) throw redirect({ to: '/setup' });
    if (state.phase === 'signedIn' && !state.expired) throw redirect({ to: '/' });
  },
  component: SignInPage,
});

const setup = createRoute({ getParentRoute: () => root, path: '/setup', component: SetupPage });
const trust = createRoute({ getParentRoute: () => root, path: '/trust', component: TrustPage });
const welcome = createRoute({ getParentRoute: () => root, path: '/welcome', component: WelcomePage });
const welcomeCode = createRoute({
  getParentRoute: () => root,
  path: '/welcome/$code',
  component: WelcomePage,
});
const sample = createRoute({ getParentRoute: () => root, path: '/sample', component: SampleJoinPage });
const sampleCode = createRoute({
  getParentRoute: () => root,
  path: '/sample/$code',
  component: SampleJoinPage,
});

/** Everything below needs somebody who is signed in; others sign in first and come back to the same place. */
const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  beforeLoad: ({ context, location }) => {
    const state = context.session.state();
    if (state.phase === 'signedIn') return;
    if (state.phase === 'signedOut' && !state.server.setUp) throw redirect({ to: '/setup' });
    const to = location.pathname === '/' ? undefined : location.href;
    throw redirect({ to: '/signin', search: to === undefined ? {} : { to } });
  },
  component: SignedInLayout,
});

const home = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  component: lazyRouteComponent(() => import('../features/meeting/index.ts'), 'HomePage'),
});

const newMeeting = createRoute({
  getParentRoute: () => signedIn,
  path: '/meetings/new',
  component: lazyRouteComponent(() => import('../features/meeting/index.ts'), 'MeetingEditPage'),
});

const meetingEdit = createRoute({
  getParentRoute: () => signedIn,
  path: '/meetings/$id/edit',
  component: lazyRouteComponent(() => import('../features/meeting/index.ts'), 'MeetingEditPage'),
});

const meetingRoom = createRoute({
  getParentRoute: () => signedIn,
  path: '/meetings/$id',
  component: lazyRouteComponent(() => import('../features/meeting/index.ts'), 'MeetingRoomPage'),
});

const people = createRoute({
  getParentRoute: () => signedIn,
  path: '/people',
  beforeLoad: ({ context }) => {
    const state = context.session.state();
    if (state.phase === 'signedIn' && state.me.role !== 'admin') throw new AppError('notAllowed');
  },
  component: lazyRouteComponent(() => import('../features/people/PeoplePage.tsx'), 'PeoplePage'),
});

/** Every address of the app. */
export const routeTree = root.addChildren([
  signin,
  setup,
  trust,
  welcome,
  welcomeCode,
  sample,
  sampleCode,
  signedIn.addChildren([home, newMeeting, meetingEdit, meetingRoom, people]),
]);

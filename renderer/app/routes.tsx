import {
  createRootRouteWithContext,
  createRoute,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { z } from 'zod';
import { PaperEvidence } from '#protocol/minutes/evidence';
import { AppError } from '#protocol/wire/codes';
import type { Session } from '../sync/session.ts';
import { SampleJoinPage } from './entry/SampleJoinPage.tsx';
import { SetupPage } from './entry/SetupPage.tsx';
import { SignInPage } from './entry/SignInPage.tsx';
import { TrustPage } from './entry/TrustPage.tsx';
import { WelcomePage } from './entry/WelcomePage.tsx';
import { keepCode, keptCode, type CodeKind } from './entry/one-time-code.ts';
import { safeReturn } from './entry/safe-return.ts';
import { keepCheckIn } from '../features/display/check-in-link.ts';
import { keepScreenToken } from '../features/display/screen-token.ts';
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
  beforeLoad: ({ context, search }) => {
    const state = context.session.state();
    if (state.phase === 'signedOut' && !state.server.setUp) throw redirect({ to: '/setup' });
    if (state.phase === 'signedIn') throw redirect({ to: safeReturn(search.to), replace: true });
  },
  component: SignInPage,
});

/** Takes a one-time code out of the address; without one, a signed-in person has no business here. */
function takeCode(kind: CodeKind, session: Session, code: string): void {
  if (code !== '') {
    keepCode(kind, code);
    throw redirect({ to: `/${kind}`, hash: '', replace: true });
  }
  if (session.state().phase === 'signedIn' && keptCode(kind) === '')
    throw redirect({ to: '/', replace: true });
}

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  beforeLoad: ({ context, location }) => takeCode('setup', context.session, location.hash),
  component: SetupPage,
});
const trust = createRoute({ getParentRoute: () => root, path: '/trust', component: TrustPage });
const welcome = createRoute({
  getParentRoute: () => root,
  path: '/welcome',
  beforeLoad: ({ context, location }) => takeCode('welcome', context.session, location.hash),
  component: WelcomePage,
});
const welcomeCode = createRoute({
  getParentRoute: () => root,
  path: '/welcome/$code',
  beforeLoad: ({ context, params }) => takeCode('welcome', context.session, params.code),
});
const sample = createRoute({
  getParentRoute: () => root,
  path: '/sample',
  beforeLoad: ({ context, location }) => takeCode('sample', context.session, location.hash),
  component: SampleJoinPage,
});
const sampleCode = createRoute({
  getParentRoute: () => root,
  path: '/sample/$code',
  beforeLoad: ({ context, params }) => takeCode('sample', context.session, params.code),
});

/** The screen of a room. Nobody signs in to it: its token is in the link. */
const display = createRoute({
  getParentRoute: () => root,
  path: '/display',
  beforeLoad: ({ location }) => {
    if (location.hash === '') return;
    keepScreenToken(location.hash);
    throw redirect({ to: '/display', hash: '', replace: true });
  },
  component: lazyRouteComponent(() => import('./DisplayScreen.tsx'), 'DisplayScreen'),
});

/** Everything below needs somebody who is signed in; others sign in first and come back to the same place. */
const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  beforeLoad: ({ context, location }) => {
    const isCheckIn = keepCheckIn(location.pathname, location.hash);
    const state = context.session.state();
    if (state.phase === 'signedIn') {
      if (isCheckIn) throw redirect({ to: location.pathname, hash: '', replace: true });
      return;
    }
    if (state.phase === 'signedOut' && !state.server.setUp) throw redirect({ to: '/setup' });
    const to =
      location.pathname === '/' || state.phase !== 'signedOut' || state.left ? undefined : location.href;
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
  /** `from`: the meeting that the new one is made from; or a template; or how it is held. */
  validateSearch: z.object({
    from: z.string().optional().catch(undefined),
    mode: z.string().optional().catch(undefined),
    template: z.string().optional().catch(undefined),
  }),
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
  /** Where to go in the papers at once: what the minutes quote. */
  validateSearch: z.object({ at: PaperEvidence.optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('../features/meeting/index.ts'), 'MeetingRoomPage'),
});

const minutes = createRoute({
  getParentRoute: () => signedIn,
  path: '/meetings/$id/minutes',
  component: lazyRouteComponent(() => import('../features/minutes/MinutesPage.tsx'), 'MinutesPage'),
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
  display,
  signedIn.addChildren([home, newMeeting, meetingEdit, meetingRoom, minutes, people]),
]);

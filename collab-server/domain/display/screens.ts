import { CHECK_IN_SLOT } from '#protocol/display/check-in-code';
import type { DisplayMessage } from '#protocol/display/live';
import { displayView, type DisplayPage, type DisplayView } from '#protocol/display/view';
import type { MeetingState } from '#protocol/meeting/records';
import { AppError, type RefusalCode } from '#protocol/wire/codes';
import type { DisplayLinkId, Hash, MeetingId, PersonId, VersionId } from '#protocol/wire/ids';
import type { Environment, Timer } from '../../environment.ts';
import type { PageSizes, Versions } from '../documents/versions.ts';
import type { Meetings } from '../meeting/meetings.ts';
import type { Presenting } from '../meeting/presenting.ts';
import type { CheckIn } from './check-in.ts';
import type { DisplayLinks, OpenedLink } from './links.ts';

/** Changes within this are shown together, in milliseconds: a roll call of two hundred is not two hundred views. */
const TOGETHER = 40;
/** Between two messages when nothing happens, in milliseconds. */
const PING_EVERY = 20_000;
/** Most screens of one link. */
const MAX_OPEN = 10;

/** One screen's line, as the gateway gives it. */
export interface ScreenLine {
  /** Where people reach the server from this screen, without a trailing slash: for the link to check in. */
  readonly origin: string;
  send(message: DisplayMessage): void;
  close(code: RefusalCode): void;
  /** Whether the other side answered since the last call; when it didn't the line is ended. */
  stillThere(): boolean;
}

/** The file that a screen shows now. */
export interface ShownFile {
  readonly hash: Hash;
  readonly bytes: number;
}

/** The screens of rooms: each is told what {@link displayView} says, whenever that may have changed. */
export interface Screens {
  /** Lets a screen in; throws `linkExpired`, `meetingArchived` or `tooMany`. What is returned ends it. */
  enter(token: string, line: ScreenLine): Promise<() => void>;
  /** Screens of a link that are open. */
  openOf(link: DisplayLinkId): number;
  /** The file of a version, as long as it is what the screen shows; throws `linkExpired` or `notFound`. */
  file(token: string, version: VersionId): Promise<ShownFile>;
  /** The sizes of its pages, under the same condition. */
  pageSizes(token: string, version: VersionId): Promise<PageSizes>;
  close(): void;
}

export interface ScreensParts {
  readonly env: Environment;
  readonly meetings: Meetings;
  readonly presenting: Presenting;
  readonly versions: Versions;
  readonly links: DisplayLinks;
  readonly checkIn: CheckIn;
  readonly nameOf: (person: PersonId) => { readonly name: string; readonly title: string } | undefined;
}

interface Screen {
  readonly link: OpenedLink;
  readonly line: ScreenLine;
}

export function createScreens(parts: ScreensParts): Screens {
  const { env, meetings, presenting, versions, links, checkIn, nameOf } = parts;
  const screens = new Set<Screen>();
  const soon = new Map<MeetingId, Timer>();

  const openOf = (id: DisplayLinkId) => [...screens].filter(({ link }) => link.id === id).length;
  const viewOf = (state: MeetingState, origin: string): DisplayView => {
    const code = checkIn.codeOf(state.id);
    return displayView(state, presenting.shown(state.id, state), {
      now: env.now(),
      nameOf,
      checkIn: { code, link: `${origin}/meetings/${state.id}#checkin=${code}` },
    });
  };
  const tell = (screen: Screen, state: MeetingState | undefined) => {
    if (state === undefined || state.status === 'archived') return end(screen, 'meetingArchived');
    if (screen.link.expiresAt <= env.now()) return end(screen, 'linkExpired');
    screen.line.send({ type: 'view', view: viewOf(state, screen.line.origin) });
  };
  const end = (screen: Screen, code: RefusalCode) => {
    screens.delete(screen);
    screen.line.close(code);
  };
  const tellAll = async (meeting: MeetingId) => {
    const { state } = await meetings.now(meeting);
    for (const screen of screens) if (screen.link.meeting === meeting) tell(screen, state);
  };
  const changed = (meeting: MeetingId) => {
    if (soon.has(meeting) || ![...screens].some(({ link }) => link.meeting === meeting)) return;
    const now = () => {
      soon.delete(meeting);
      tellAll(meeting).catch((error: unknown) => {
        env.log.error({ err: error, meeting }, "a room's screen could not be told");
      });
    };
    soon.set(meeting, env.after(TOGETHER, now));
  };
  meetings.onEvents(changed);
  presenting.onShow(changed);
  links.onRevoke((id) => {
    for (const screen of screens) if (screen.link.id === id) end(screen, 'linkExpired');
  });

  // Another code, and links whose time has come.
  const untilNextCode = () => CHECK_IN_SLOT - (env.now() % CHECK_IN_SLOT);
  const nextCode = () => {
    for (const meeting of new Set([...screens].map(({ link }) => link.meeting))) changed(meeting);
    coding = env.after(untilNextCode(), nextCode);
  };
  let coding = env.after(untilNextCode(), nextCode);
  const pingAll = () => {
    for (const { line } of screens) if (line.stillThere()) line.send({ type: 'ping' });
    pinging = env.after(PING_EVERY, pingAll);
  };
  let pinging = env.after(PING_EVERY, pingAll);

  /** The page that the link's screens show now. */
  const pageOf = async (token: string, version: VersionId): Promise<DisplayPage> => {
    const { meeting } = await links.open(token);
    const { state } = await meetings.now(meeting);
    const page = state === undefined ? null : viewOf(state, '').page;
    if (page?.version !== version) throw new AppError('notFound');
    return page;
  };

  return {
    async enter(token, line) {
      const { meeting } = await links.open(token);
      await meetings.now(meeting);
      // Again, as the last thing that is waited for: a link that was revoked meanwhile finds no screen to close.
      const link = await links.open(token);
      const state = meetings.latest(meeting)?.state;
      if (state === undefined) throw new AppError('busy');
      if (state.status === 'archived') throw new AppError('meetingArchived');
      if (openOf(link.id) >= MAX_OPEN) throw new AppError('tooMany');
      const screen: Screen = { link, line };
      screens.add(screen);
      tell(screen, state);
      return () => void screens.delete(screen);
    },
    openOf,
    async file(token, version) {
      await pageOf(token, version);
      const file = await versions.fileOf(version);
      if (file === undefined) throw new AppError('notFound');
      return file;
    },
    async pageSizes(token, version) {
      await pageOf(token, version);
      return versions.pageSizes(version);
    },
    close() {
      for (const timer of [coding, pinging, ...soon.values()]) timer.cancel();
      for (const screen of screens) end(screen, 'busy');
    },
  };
}

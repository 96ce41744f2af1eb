import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifySwagger from '@fastify/swagger';
import { changesRights } from '#protocol/meeting/visible';
import { parseMeetingEvent } from '#protocol/meeting/events';
import type { Member } from '#protocol/meeting/rights';
import { skeletonUpdate } from '#protocol/minutes/ydoc';
import { PersonId, type PaperId } from '#protocol/wire/ids';
import type { Config } from './config.ts';
import { annotationAccess } from './domain/annotation/access.ts';
import { mentionFor } from './domain/annotation/mention-notice.ts';
import { createMentions } from './domain/annotation/mentions.ts';
import { createBallotBox } from './domain/ballots/ballot-box.ts';
import { votingCompanion } from './domain/ballots/casting.ts';
import { createCounting } from './domain/ballots/counting.ts';
import { createKeyFiles } from './domain/ballots/key-files.ts';
import { createCheckIn } from './domain/display/check-in.ts';
import { createDisplayLinks } from './domain/display/links.ts';
import { createScreens } from './domain/display/screens.ts';
import { serverSecret } from './domain/server-secret.ts';
import type { StoredEvent } from './domain/event-log.ts';
import { createArrivals } from './domain/documents/arrivals.ts';
import { createCoverage } from './domain/documents/coverage.ts';
import { createDigests } from './domain/documents/digests.ts';
import { uploadConversion } from './domain/documents/jobs/convert-upload.ts';
import { createJobs } from './domain/documents/jobs/jobs.ts';
import { recognition } from './domain/documents/jobs/recognise.ts';
import { findTools } from './domain/documents/jobs/tools.ts';
import { createReadingPlaces } from './domain/documents/reading-places.ts';
import { createRecognitions } from './domain/documents/recognitions.ts';
import { createUploads } from './domain/documents/uploads.ts';
import { createVersions } from './domain/documents/versions.ts';
import { speechProjection } from './domain/floor/speeches.ts';
import { createTrials } from './domain/ballots/trials.ts';
import { createMicrophones } from './domain/floor/microphones.ts';
import { mailProjection } from './domain/mail/due.ts';
import { createOutbox } from './domain/mail/outbox.ts';
import { smtpTransport } from './domain/mail/smtp.ts';
import type { EnsureWorker } from './domain/media/ensure-worker-script.ts';
import { createMedia } from './domain/media/media.ts';
import { createAttendance } from './domain/meeting/attendance.ts';
import { BroughtFiles } from './domain/minutes/brought-files.ts';
import { createMinutesDoor } from './domain/minutes/access.ts';
import { createMinutesFiles, minutesCompanion } from './domain/minutes/files.ts';
import { createMinutesPictures } from './domain/minutes/pictures.ts';
import { createOutlines } from './domain/minutes/outline.ts';
import { createPhrases } from './domain/minutes/phrases.ts';
import { createSigning, signingCompanion } from './domain/minutes/signing.ts';
import { createSigningKeys } from './domain/minutes/signing-keys.ts';
import { createLogSigner } from './domain/log-signing.ts';
import { together } from './domain/meeting/companions.ts';
import { createMeetings } from './domain/meeting/meetings.ts';
import { createPresenting } from './domain/meeting/presenting.ts';
import { createTemplates } from './domain/meeting/templates.ts';
import { openDirectory } from './domain/people/directory.ts';
import { createOneTimeCodes } from './domain/people/one-time-codes.ts';
import { openOrganisation } from './domain/people/organisation.ts';
import { createSessions } from './domain/people/sessions.ts';
import { createSignInGate } from './domain/people/sign-in.ts';
import { openSampleMeeting } from './domain/sample/sample-meeting.ts';
import type { Environment, Timer } from './environment.ts';
import { createDisplayEndpoint } from './gateway/display/endpoint.ts';
import { createApp, DESKTOP_ORIGIN, originAllowed } from './gateway/http/app.ts';
import { displayRoutes } from './gateway/http/display-routes.ts';
import { documentRoutes } from './gateway/http/document-routes.ts';
import { meetingRoutes } from './gateway/http/meeting-routes.ts';
import { minutesRoutes } from './gateway/http/minutes-routes.ts';
import { outlineRoutes } from './gateway/http/outline-routes.ts';
import { phraseRoutes } from './gateway/http/phrase-routes.ts';
import { openApiTransform } from './gateway/http/open-api.ts';
import { operationRoutes } from './gateway/http/operation-routes.ts';
import { peopleRoutes } from './gateway/http/people-routes.ts';
import { templateRoutes } from './gateway/http/template-routes.ts';
import { ticketRoutes } from './gateway/http/ticket-routes.ts';
import { createLive } from './gateway/live/endpoint.ts';
import { createChannels } from './gateway/live/channel.ts';
import { createSessionSockets } from './gateway/session-sockets.ts';
import { createTickets } from './gateway/tickets.ts';
import { createCollab } from './gateway/yjs/endpoint.ts';
import { annotationRooms, minutesRooms, type RightsChange } from './gateway/yjs/room-kind.ts';
import { createRooms } from './gateway/yjs/rooms.ts';
import { openDiskBlobs } from './storage/blobs/disk.ts';
import { sweep } from './storage/blobs/references.ts';
import { openSqliteStorage } from './storage/sqlite/open.ts';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const DAY = 24 * 3_600_000;

export interface RunningServer {
  /** Where it can be reached, without a trailing slash. */
  readonly url: string;
  /** Undefined once the organisation is set up. */
  readonly setupToken: string | undefined;
  /** A one-time link into a sample folder as its chair: nobody there has a password to come back with. */
  readonly sampleLink: string | undefined;
  /** Answers what is under way, flushes, closes everything. Idempotent. */
  close(): Promise<void>;
}

/**
 * Opens the data folder and serves it. Rejects with a sentence for the operator when the folder is in use or newer than
 * the program, or the port is taken.
 */
export async function startServer(
  config: Config,
  env: Environment,
  options: {
    readonly ensureWorker: EnsureWorker;
    readonly rendererDir?: string;
    /** Nothing can be stored any more: the process should end, so that whoever watches it starts a new one. */
    readonly onBroken?: () => void;
  },
): Promise<RunningServer> {
  const storage = await openSqliteStorage({
    dataDir: config.dataDir,
    env,
    ...(options.onBroken === undefined ? {} : { onBroken: options.onBroken }),
  });
  const closers: (() => Promise<void> | void)[] = [() => storage.close()];
  let closing: Promise<void> | undefined;
  const closeAll = () =>
    (closing ??= (async () => {
      for (const close of closers.splice(0).toReversed()) await close();
    })());
  try {
    return await assembled();
  } catch (error) {
    await closeAll();
    throw error;
  }

  async function assembled(): Promise<RunningServer> {
    const blobs = await openDiskBlobs({ dataDir: config.dataDir, env });
    const directory = await openDirectory(storage, env);
    const organisation = await openOrganisation(storage, env, directory);
    const sessions = createSessions(storage, env);
    const codes = createOneTimeCodes(storage, env);
    const gate = createSignInGate(directory, env);
    const tickets = createTickets(env);
    const exists = (person: PersonId) => directory.get(person) !== undefined;
    const { mail } = config;
    const box = createBallotBox(storage, env, createKeyFiles(config.dataDir, env));
    const sign = createLogSigner(await serverSecret(storage, env, 'log-signing'));
    const confirm = (person: PersonId, password: string) => gate.confirm(person, password);
    const signingKeys = createSigningKeys(storage, env, directory.log);
    const brought = new BroughtFiles();
    const meetings = createMeetings({
      storage,
      env,
      colleague: (person) => directory.get(person),
      sign,
      projections: [speechProjection(storage), ...(mail === undefined ? [] : [mailProjection(storage)])],
      companion: together([
        votingCompanion(box, env, confirm),
        signingCompanion({ env, keys: signingKeys, blobs }),
        minutesCompanion(storage, blobs, brought),
      ]),
    });
    const counting = createCounting(meetings, box, env);
    closers.push(() => counting.close());
    const outbox = createOutbox({
      storage,
      env,
      meetings,
      personOf: (person) => directory.get(person),
      post:
        mail === undefined || config.publicUrl === undefined
          ? undefined
          : { transport: smtpTransport(mail), from: mail.from, publicUrl: config.publicUrl },
    });
    closers.push(() => outbox.close());
    const versions = createVersions(storage, meetings);
    const memberOf = (id: PersonId): Member | undefined => {
      const person = directory.get(id);
      return person === undefined || person.status === 'suspended' ? undefined : person;
    };
    const tools = await findTools(config.tools);
    env.log.info(
      { soffice: tools.soffice, ocr: tools.ocr, held: tools.cageStrength },
      'programs of others that read papers, and how they are held',
    );
    const arrivals = createArrivals(storage, blobs, meetings, env);
    const jobs = createJobs({
      storage,
      env,
      folder: join(config.dataDir, 'jobs'),
      kinds: {
        office: uploadConversion({ arrivals, blobs, tools, env, memberOf }),
        ocr: recognition({ storage, blobs, versions, tools, env }),
      },
    });
    closers.push(() => jobs.close());
    const takesOffice = tools.soffice !== undefined;
    const uploads = createUploads({ storage, blobs, arrivals, jobs, takesOffice, env });
    const recognitions = createRecognitions(storage, versions, jobs, tools.ocr !== undefined);
    const mentions = createMentions(storage, env);
    const digests = createDigests(storage, meetings, mentions, env);
    const coverage = createCoverage(storage, meetings, memberOf);
    const places = createReadingPlaces(storage, env);
    const attendance = createAttendance(meetings, storage, env);
    const presenting = createPresenting(meetings, env);
    closers.push(
      () => attendance.close(),
      () => presenting.close(),
    );
    const media = createMedia({ config, log: env.log, ensureWorker: options.ensureWorker });
    closers.push(() => media.close());
    const microphones = createMicrophones(meetings, media);

    const channels = createChannels({
      env,
      meetings,
      attendance,
      presenting,
      media,
      microphones,
      trials: createTrials(meetings),
      memberOf,
      nameOf: (id) => directory.get(id)?.name ?? '',
      changedAt: (id) => directory.changedAt(id),
    });
    closers.push(() => channels.close());
    const links = createDisplayLinks(storage, env, meetings);
    const checkIn = createCheckIn(env, meetings, await serverSecret(storage, env, 'check-in'));
    const nameOf = (id: PersonId) => directory.get(id);
    const screens = createScreens({ env, meetings, presenting, versions, links, checkIn, nameOf });
    closers.push(() => screens.close());
    const outlines = createOutlines(storage, env);
    const minutesDoor = createMinutesDoor({
      meetings,
      isMember: (id) => memberOf(id) !== undefined,
      env,
      onCommentsOver: (meeting) => review({ minutesOf: meeting }),
    });
    closers.push(() => minutesDoor.close());
    const rooms = createRooms({
      storage,
      env,
      kinds: [
        annotationRooms(
          (person, room) => annotationAccess(versions, memberOf, person, room),
          (room, doc) => mentions.watch(room, doc),
        ),
        minutesRooms(minutesDoor.access, async (meeting) => {
          const { state } = await meetings.now(meeting);
          return state && { person: state.fields.chair, update: skeletonUpdate(state, await outlines.get()) };
        }),
      ],
    });
    mentions.onCall((call) => {
      mentionFor(versions, memberOf, call).then(
        (told) => {
          if (told !== undefined) channels.mentioned(told.meeting, call.person, told.mention);
        },
        (error: unknown) => env.log.error({ err: error }, 'somebody could not be told of a comment'),
      );
    });
    closers.push(() => rooms.close());

    const roomSockets = createSessionSockets();
    sessions.onEnd((person, session) => {
      tickets.revoke(person, session);
      channels.signedOut(person, session);
      roomSockets.cut(person, session);
    });
    const review = (change: RightsChange) => {
      rooms.reviewAccess(change).catch((error: unknown) => {
        env.log.error({ err: error }, 'access to a room could not be looked at again');
      });
    };
    directory.onChange((person, what) => {
      if (what === 'suspended') {
        tickets.revoke(person);
        channels.signedOut(person);
      } else channels.review(person);
      review({ person });
    });
    meetings.onEvents((meeting, events, { state }) => {
      if (state === undefined) return;
      const people = changesRights(state, events);
      const whole = people === 'all' || events.some(({ type }) => type === 'meeting.closed');
      if (whole || events.some(changesMinutesRights)) review({ minutesOf: meeting });
      if (!whole) for (const person of people) review({ person: PersonId.parse(person) });
      const papers = new Set(events.flatMap(paperOf));
      if (!whole && papers.size === 0) return;
      // From the table: a paper that was withdrawn is in the state no more, and its rooms are still open.
      versions.ofMeeting(meeting).then(
        (all) => {
          for (const [version, paper] of all) if (whole || papers.has(paper)) review({ version });
        },
        (error: unknown) => env.log.error({ err: error, meeting }, 'rooms of papers could not be found'),
      );
    });

    const rendererDir = options.rendererDir ?? join(PROJECT, '.build/renderer');
    const app = await createApp({ config, env, directory, sessions, rendererDir });
    closers.push(() => app.close());
    await app.register(fastifySwagger, {
      openapi: { info: { title: 'Bàn Tròn', version: '1' } },
      transform: openApiTransform,
    });
    const papersDir = join(PROJECT, 'assets/sample');
    peopleRoutes(app, {
      config,
      organisation,
      directory,
      sessions,
      codes,
      gate,
      takesOffice,
      openSample: () => openSampleMeeting({ env, organisation, meetings, uploads, papersDir }),
    });
    meetingRoutes(app, {
      storage,
      env,
      meetings,
      outbox,
      sign,
      unitOf: (id) => directory.get(id)?.unit ?? '',
      nameOf: (id) => directory.get(id)?.name,
    });
    templateRoutes(app, createTemplates(storage, env, exists));
    minutesRoutes(app, {
      files: createMinutesFiles(meetings, blobs, brought),
      pictures: createMinutesPictures({ storage, env, meetings, blobs }),
      signing: createSigning({
        meetings,
        env,
        keys: signingKeys,
        confirm,
        hasPassword: async (id) => (await directory.passwordHash(id)) !== null,
      }),
      blobs,
      history: { storage, access: minutesDoor.access },
    });
    phraseRoutes(app, createPhrases(storage, env));
    outlineRoutes(app, outlines);
    documentRoutes(app, { uploads, versions, places, recognitions, digests, coverage, blobs });
    displayRoutes(app, { links, screens, checkIn, blobs, publicUrl: config.publicUrl });
    ticketRoutes(app, tickets);
    operationRoutes(app, { storage, channels, rooms, media, publicUrl: config.publicUrl });
    const allowsOrigin = (origin: string | undefined, host: string | undefined) =>
      originAllowed(config, { headers: { origin, host } });
    const live = createLive({ channels, tickets, allowsOrigin });
    const collab = createCollab({ rooms, tickets, allowsOrigin, env });
    const publicOrigin = ({ headers: { origin, host = '' } }: IncomingMessage) => {
      if (config.publicUrl !== undefined) return config.publicUrl;
      // As the browser writes it, behind a proxy too; a desktop window's own origin is nobody's address.
      if (origin !== undefined && origin !== DESKTOP_ORIGIN) return origin;
      return `${config.tls === undefined ? 'http' : 'https'}://${host}`;
    };
    const display = createDisplayEndpoint({ screens, env, allowsOrigin, publicOrigin });
    closers.push(
      () => live.close(),
      () => collab.close(),
      () => display.close(),
    );
    app.server.on('upgrade', (request, socket, head) => {
      const endpoint = [live, collab, display].find((entry) => entry.handles(request));
      if (endpoint === undefined) {
        socket.destroy();
        return;
      }
      if (endpoint === collab) {
        const query = (request.url ?? '').split('?', 2)[1];
        const holder = tickets.holder(new URLSearchParams(query).get('ticket'));
        if (holder !== undefined) roomSockets.add(holder, socket);
      }
      endpoint.upgrade(request, socket, head);
    });

    // A key without a vote goes before anybody could begin that vote.
    await counting.resume();
    await app.listen({ host: config.host, port: config.port });
    await attendance.resume();
    await jobs.resume();
    outbox.resume();
    let tidying: Timer | undefined;
    const tidy = () => {
      tidying = env.after(DAY / 4, tidy);
      sweep(storage, blobs, env.now() - DAY).catch((error: unknown) =>
        env.log.error({ err: error }, 'sweep failed'),
      );
    };
    tidy();
    closers.push(() => tidying?.cancel());
    const address = app.server.address() as AddressInfo;
    const url = config.publicUrl ?? localUrl(config, address);
    const chair = organisation.get()?.sample === true ? directory.all()[0] : undefined;
    const sample = chair === undefined ? undefined : await codes.make('sample', chair.id);
    return {
      url,
      sampleLink: sample === undefined ? undefined : `${url}/sample#${sample.code}`,
      setupToken: organisation.setupToken(),
      close: closeAll,
    };
  }
}

/** The paper whose readers, or writers, an event may have changed. */
function paperOf({ type, payload }: StoredEvent): PaperId[] {
  if (type !== 'paper.attached' && type !== 'paper.withdrawn' && type !== 'marks.locked') return [];
  const event = parseMeetingEvent(type, payload);
  if (event?.type === 'paper.attached') return [event.payload.paper.id];
  if (event?.type === 'marks.locked') return [event.payload.paper];
  return event?.type === 'paper.withdrawn' ? [event.payload.id] : [];
}

function localUrl(config: Config, address: AddressInfo): string {
  const scheme = config.tls === undefined ? 'http' : 'https';
  const everywhere = config.host === '0.0.0.0' || config.host === '::';
  const host = everywhere ? 'localhost' : config.host.includes(':') ? `[${config.host}]` : config.host;
  return `${scheme}://${host}:${address.port}`;
}

/** Whether an event lets other people into the rooms of the minutes. */
function changesMinutesRights({ type }: { readonly type: string }): boolean {
  return type === 'meeting.archived' || type.startsWith('minutes.');
}

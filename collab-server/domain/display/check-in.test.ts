import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { displayApi } from '#protocol/display/api';
import { CHECK_IN_SLOT } from '#protocol/display/check-in-code';
import { meetingApi } from '#protocol/meeting/api';
import type { MeetingId } from '#protocol/wire/ids';
import { DisplayClient } from '../../testing/display-client.ts';
import { addCast, give, prepareMeeting, type Cast } from '../../testing/meeting-cast.ts';
import { codeOf, runServer, type Actor, type TestServer } from '../../testing/running-server.ts';

describe("checking in with the code on the room's screen", () => {
  let server: TestServer;
  let cast: Cast;
  beforeAll(async () => {
    server = await runServer();
    cast = await addCast(server);
  });
  afterAll(() => server[Symbol.asyncDispose]());

  /** The code and the link that the screen shows at this moment. */
  const onScreen = async (meeting: MeetingId) => {
    const { url } = await cast.chair.client.call(displayApi.makeLink, { params: { meeting }, body: {} });
    const screen = DisplayClient.open(server.url, codeOf(url));
    const { checkIn } = await screen.until(() => true);
    screen.socket.close();
    if (checkIn === null) throw new Error('no code is shown');
    return checkIn;
  };
  const enter = (who: Actor, meeting: MeetingId, code: string) =>
    who.client.refusal(displayApi.checkIn, { params: { meeting }, body: { code } });
  const lineOf = async (who: Actor, meeting: MeetingId) =>
    (await cast.chair.client.call(meetingApi.get, { params: { meeting } })).state.attendance.find(
      ({ person }) => person === who.person.id,
    );
  const WRONG = 'AAAAAA';

  it('[CHECKIN-1] works for its two minutes and the two after them, in its own meeting', async () => {
    const { meeting } = await prepareMeeting(cast);
    const other = await prepareMeeting(cast);
    server.clock.advance(CHECK_IN_SLOT - (server.clock.now() % CHECK_IN_SLOT));
    const { code, link } = await onScreen(meeting);
    expect(link).toBe(`${server.url}/meetings/${meeting}#checkin=${code}`);
    expect(await enter(cast.delegate, other.meeting, code)).toBe('checkInCode');
    expect(await enter(cast.delegate, meeting, code.toLowerCase())).toBe('ok');
    expect(await lineOf(cast.delegate, meeting)).toMatchObject({ is: 'inRoom', leftAt: null });
    server.clock.advance(CHECK_IN_SLOT - 1);
    expect((await onScreen(meeting)).code).toBe(code);
    server.clock.advance(1);
    expect((await onScreen(meeting)).code).not.toBe(code);
    expect(await enter(cast.staff, meeting, code)).toBe('ok');
    server.clock.advance(CHECK_IN_SLOT);
    expect(await enter(cast.guest, meeting, code)).toBe('checkInCode');
    await give(cast.chair.client, meeting, { type: 'meeting.open' });
    const { code: last } = await onScreen(meeting);
    await give(cast.chair.client, meeting, { type: 'meeting.close' });
    expect(await enter(cast.guest, meeting, last)).toBe('meetingEnded');
  });

  it('[CHECKIN-1] is told to the screen when it changes', async () => {
    const { meeting } = await prepareMeeting(cast);
    const { url } = await cast.chair.client.call(displayApi.makeLink, { params: { meeting }, body: {} });
    // Just before: a line of which nothing is heard while the clock jumps would be ended.
    server.clock.advance(CHECK_IN_SLOT - (server.clock.now() % CHECK_IN_SLOT) - 5000);
    const screen = DisplayClient.open(server.url, codeOf(url));
    const before = (await screen.until(() => true)).checkIn?.code;
    server.clock.advance(5000);
    server.clock.advance(100);
    await screen.until(({ checkIn }) => checkIn !== null && checkIn.code !== before);
    screen.socket.close();
  });

  it('[CHECKIN-2] shuts the door for ten minutes after ten wrong codes, for whoever sent them only', async () => {
    const { meeting } = await prepareMeeting(cast);
    server.clock.advance(10 * 60_000);
    for (const code of [WRONG, 'không phải mã', '', ...Array<string>(7).fill(WRONG)])
      expect(await enter(cast.delegate, meeting, code)).toBe('checkInCode');
    const { code } = await onScreen(meeting);
    expect(await enter(cast.delegate, meeting, code)).toBe('slowDown');
    expect(await enter(cast.delegate, meeting, WRONG)).toBe('slowDown');
    expect(await enter(cast.staff, meeting, code)).toBe('ok');
    server.clock.advance(10 * 60_000 - 1);
    expect(await enter(cast.delegate, meeting, (await onScreen(meeting)).code)).toBe('slowDown');
    server.clock.advance(1);
    expect(await enter(cast.delegate, meeting, (await onScreen(meeting)).code)).toBe('ok');
    expect((await lineOf(cast.delegate, meeting))?.is).toBe('inRoom');
  });

  it('[CHECKIN-2] cannot be outrun by sending many at once', async () => {
    const { meeting } = await prepareMeeting(cast);
    const answers = await Promise.all(Array.from({ length: 30 }, () => enter(cast.staff, meeting, WRONG)));
    expect(answers.filter((code) => code === 'checkInCode')).toHaveLength(10);
  });

  it('[CHECKIN-2] tells nothing to whoever is not invited, and asks to sign in', async () => {
    const { meeting } = await prepareMeeting(cast);
    const { code } = await onScreen(meeting);
    for (const who of [cast.outsider, cast.admin])
      expect([await enter(who, meeting, code), await enter(who, meeting, WRONG)]).toEqual([
        'notFound',
        'notFound',
      ]);
    expect(await server.client().refusal(displayApi.checkIn, { params: { meeting }, body: { code } })).toBe(
      'signInNeeded',
    );
  });
});

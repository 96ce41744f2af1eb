import type { Browser, Page } from '@playwright/test';
import { displayApi } from '../../../collab-server/protocol/display/api.ts';
import {
  FloorRequestId,
  ID_LENGTH,
  newId,
  QuestionId,
  ServiceCallId,
} from '../../../collab-server/protocol/wire/ids.ts';
import { SampleMeeting, type WindowOptions } from '../../fixtures/meeting.ts';
import type { TestServer } from '../../fixtures/server.ts';
import { walkRound } from './round-screens.ts';
import { strangersWindow, type Say, type Visit } from './screens.ts';
import { walkPreparedVotes, walkVoting } from './voting-screens.ts';

const random = () => crypto.getRandomValues(new Uint8Array(ID_LENGTH));

/** Walks through the screens with which a meeting is conducted: invitations, desk, floor, roll call, lobby, the room's screen. */
export async function walkConduct(
  server: TestServer,
  browser: Browser,
  options: WindowOptions,
  visit: Visit,
): Promise<void> {
  const say = (vi: string, en: string) => (options.language === 'en' ? en : vi);
  const sample = await SampleMeeting.open(server, browser);
  const stranger = await strangersWindow(browser, options);
  try {
    await walkInvitations(sample, options, say, visit);
    const { url } = displayApi.makeLink.response.parse(
      await sample.asChair('POST', `/api/meetings/${sample.meeting}/displays`, {}),
    );
    const screen = await stranger.newPage();
    await screen.goto(url);
    await screen.getByRole('img', { name: say('Mã QR để điểm danh', 'QR code to check in') }).waitFor();
    await visit('screen-before', screen);
    const chair = await walkSession(sample, options, say, visit);
    await screen.getByRole('timer').first().waitFor();
    await visit('screen-session', screen);
    await walkVoting({ sample, chair, screen, options, say, visit });
    await chair.goto(`${server.url}/meetings/${sample.meeting}/minutes`);
    await chair.getByRole('textbox', { name: say('Nội dung biên bản', 'The minutes') }).waitFor();
    await visit('minutes', chair);
    await walkRound(sample, options, say, visit);
  } finally {
    await stranger.close();
    await sample.close();
  }
}

async function walkInvitations(
  sample: SampleMeeting,
  options: WindowOptions,
  say: Say,
  visit: Visit,
): Promise<void> {
  const delegate = await sample.window('Ánh', options);
  delegate.setDefaultTimeout(60_000);
  const own = delegate.getByRole('region', { name: /Họp giao ban công tác chuyển đổi số/ }).first();
  await own.waitFor();
  await visit('home-invited', delegate);
  await own.getByRole('button', { name: say('Cử người dự thay', 'Send a substitute') }).click();
  await delegate.getByRole('dialog').getByRole('combobox').waitFor();
  await visit('substitute', delegate);
  await delegate.keyboard.press('Escape');
  await own.getByRole('button', { name: say('Không tham dự', 'Decline') }).click();
  const dialog = delegate.getByRole('dialog');
  await dialog.getByRole('textbox').fill('Đi công tác tại Lào Cai');
  await visit('decline', delegate);
  await dialog.getByRole('button').last().click();
  await dialog.waitFor({ state: 'detached' });

  const { papers } = await sample.state();
  const paper = papers.find(({ version }) => version !== null);
  if (paper === undefined) throw new Error('the sample has no paper');
  await sample.command({
    type: 'question.ask',
    id: newId(QuestionId, random()),
    paper: paper.id,
    page: 0,
    text: 'Kinh phí cho các tỉnh miền núi lấy từ nguồn nào?',
  });
  const window = await sample.window('Đức', options);
  window.setDefaultTimeout(60_000);
  await window.goto(`${sample.server.url}/meetings/${sample.meeting}/edit`);
  const tab = (vi: string, en: string) => window.getByRole('tab', { name: new RegExp(`^${say(vi, en)}`) });
  await tab('Giấy mời', 'Invitations').click();
  await window.getByRole('table').nth(1).waitFor();
  await visit('edit-invitations', window);
  await tab('Câu hỏi trước', 'Questions').click();
  await window.getByText('Kinh phí cho các tỉnh miền núi').waitFor();
  await visit('edit-questions', window);
  await tab('Sơ đồ chỗ ngồi', 'Seat map').click();
  await window.getByRole('button', { name: say('Xếp chỗ', 'Seat everyone') }).click();
  await window
    .getByRole('list', { name: say('Sơ đồ chỗ ngồi', 'Seat map') })
    .getByRole('button')
    .first()
    .waitFor();
  await visit('edit-seating', window);
  await walkPreparedVotes(window, say, visit);
  await window.context().close();
  await delegate.context().close();
}

/**
 * In session: the chair's desk, the floor and the people, with something in each; and the lobby from outside. Answers the
 * chair's window.
 */
async function walkSession(
  sample: SampleMeeting,
  options: WindowOptions,
  say: Say,
  visit: Visit,
): Promise<Page> {
  const [chair, guest] = [await sample.personId('Hương'), await sample.personId('Ước')];
  const { agenda } = await sample.state();
  const [first] = agenda;
  if (first === undefined) throw new Error('the sample has no agenda');
  await sample.command({ type: 'participant.invite', person: guest, role: 'guest' });
  await sample.command({ type: 'meeting.open' });
  await sample.command({ type: 'lobby.set', isOn: true });
  await sample.command({ type: 'agenda.startItem', id: first.id });
  const window = await sample.room('Hương', options);
  window.setDefaultTimeout(60_000);
  await window.getByRole('timer').first().waitFor();
  const waiting = await sample.room('Ước', options);
  await waiting.getByRole('heading', { level: 1 }).waitFor();
  await visit('lobby', waiting);
  for (const kind of ['speech', 'intervention', 'pointOfOrder'] as const)
    await sample.command({ type: 'floor.ask', id: newId(FloorRequestId, random()), kind, about: null });
  await sample.command({ type: 'floor.give', person: chair, request: null, kind: 'speech', minutes: 5 });
  await sample.command({
    type: 'announcement.make',
    text: 'Nghỉ giải lao 15 phút, mời các đại biểu dùng trà.',
  });
  await sample.command({
    type: 'service.call',
    id: newId(ServiceCallId, random()),
    kind: 'technician',
    note: 'Micrô rè',
  });

  // On a phone the panel lies over the page and is opened by the menu.
  const panel = window.getByRole('complementary', { name: say('Phòng họp', 'Room') });
  if (!(await panel.isVisible())) {
    await window.getByRole('button', { name: say('Thao tác với phiên họp', 'Meeting actions') }).click();
    await window.getByRole('menuitem', { name: say('Phòng họp', 'Room'), exact: true }).click();
  }
  const tab = (vi: string, en: string) => panel.getByRole('tab', { name: new RegExp(say(vi, en)) });
  await tab('Điều hành', 'Chair').click();
  await panel.getByRole('region', { name: say('Phòng chờ', 'Waiting room') }).waitFor();
  await visit('room-desk', window);
  await tab('Phát biểu', 'Floor').click();
  await panel.getByRole('row').nth(2).waitFor();
  await visit('room-floor', window);
  await window.getByRole('button', { name: say('Quy tắc phát biểu', 'Rules of speaking') }).click();
  await window.getByRole('dialog').waitFor();
  await visit('floor-rules', window);
  await window.keyboard.press('Escape');
  await tab('Thành phần', 'People').click();
  await panel.getByRole('listitem').first().waitFor();
  await visit('room-people', window);
  await panel.getByRole('button', { name: say('Điểm danh', 'Roll call'), exact: true }).click();
  await window.getByRole('dialog').getByRole('listitem').first().waitFor();
  await visit('roll-call', window);
  await window.keyboard.press('Escape');
  await waiting.context().close();
  return window;
}

import type { Page } from '@playwright/test';
import { ID_LENGTH, newId, VoteId } from '../../../collab-server/protocol/wire/ids.ts';
import { NAMED_VOTE } from '../../../collab-server/testing/vote-fields.ts';
import type { SampleMeeting, WindowOptions } from '../../fixtures/meeting.ts';
import { prepareRound, QUESTIONS } from '../../fixtures/round.ts';
import type { Say, Visit } from './screens.ts';

/** Making an opinion round and sending it, in the secretary's window, and how it is found on home pages. */
export async function walkRoundPreparing(
  sample: SampleMeeting,
  window: Page,
  options: WindowOptions,
  say: Say,
  visit: Visit,
): Promise<void> {
  const { url } = sample.server;
  await window.goto(`${url}/meetings/new?mode=written`);
  await window.locator('button[type=submit]').click();
  await window.getByText(say('Hãy ghi tên', 'Write a title')).waitFor();
  await visit('create-round', window);

  const round = await prepareRound(sample);
  await window.goto(`${url}/meetings/${round.meeting}/edit`);
  await window.getByRole('tab', { name: say('Nội dung lấy ý kiến', 'Questions') }).click();
  await window.getByText(QUESTIONS[0]).waitFor();
  await visit('edit-round', window);
  await window.getByRole('button', { name: say('Thêm nội dung', 'Add a question') }).click();
  const dialog = window.getByRole('dialog');
  await dialog.getByRole('button', { name: say('Tùy chọn', 'Options') }).click();
  await dialog.getByRole('radiogroup').first().waitFor();
  await visit('edit-question', window);
  await window.keyboard.press('Escape');
  await window.getByRole('tab', { name: say('Thông tin chung', 'General') }).click();
  await window.getByRole('radiogroup').waitFor();
  await visit('edit-round-facts', window);
  await window.getByRole('button', { name: say('Gửi phiếu lấy ý kiến', 'Send the questions') }).click();
  await window.getByRole('alertdialog').waitFor();
  await visit('send-round', window);
  await window.keyboard.press('Escape');
  await round.command({ type: 'meeting.send' });
  await window.reload();
  await window.getByRole('tab', { name: say('Nội dung lấy ý kiến', 'Questions') }).click();
  await window.getByRole('list', { name: say('Nội dung đã gửi', 'Questions sent') }).waitFor();
  await visit('edit-round-sent', window);
  await window.getByRole('tab', { name: say('Tình hình trả lời', 'Answers') }).click();
  await window.getByRole('table').first().waitFor();
  await visit('edit-round-answers', window);

  const delegate = await sample.window('Ánh', options);
  await delegate.getByText(say('Chờ ông/bà cho ý kiến', 'Waits for your answer')).waitFor();
  await visit('home-awaiting', delegate);

  // Somebody of the secretary's own unit is asked too, and nobody answers.
  const late = newId(VoteId, crypto.getRandomValues(new Uint8Array(ID_LENGTH)));
  const fields = { ...NAMED_VOTE, motion: QUESTIONS[0], electorate: [await sample.personId('Đức')] };
  await round.command({ type: 'vote.prepare', id: late, fields, repeats: null });
  await round.command({ type: 'vote.open', id: late });
  const { fields: facts } = await round.state();
  await round.command({ type: 'meeting.change', fields: { ...facts, endsAt: Date.now() + 500 } });
  await window.goto(url);
  const missed = window.getByText(say('Quá hạn, ông/bà chưa trả lời', 'Overdue, you have not answered'));
  await missed.waitFor();
  await window.reload();
  await window
    .getByRole('region', { name: say('Quá hạn trả lời của đơn vị', 'Overdue answers') })
    .scrollIntoViewIfNeeded();
  await visit('home-overdue', window);
  await delegate.context().close();
}

import { NAMED_VOTE } from '../../../collab-server/testing/vote-fields.ts';
import type { Page } from '@playwright/test';
import type { VoteFields } from '../../../collab-server/protocol/ballots/records.ts';
import { ID_LENGTH, newId, VoteId } from '../../../collab-server/protocol/wire/ids.ts';
import type { SampleMeeting, WindowOptions } from '../../fixtures/meeting.ts';
import type { Say, Visit } from './screens.ts';

/** Preparing a vote on the meeting's page, from its open edit page. */
export async function walkPreparedVotes(window: Page, say: Say, visit: Visit): Promise<void> {
  await window.getByRole('tab', { name: say('Biểu quyết', 'Votes') }).click();
  await window.getByRole('button', { name: say('Chuẩn bị biểu quyết', 'Prepare a vote') }).click();
  const dialog = window.getByRole('dialog');
  await dialog.getByRole('textbox').fill('Thông qua phương án phân bổ kinh phí');
  await dialog.getByRole('button', { name: say('Tùy chọn', 'Options') }).click();
  await dialog.getByRole('radiogroup').first().waitFor();
  await visit('edit-vote', window);
  await dialog.getByRole('button', { name: say('Lưu', 'Save') }).click();
  await window.getByRole('list', { name: say('Đã chuẩn bị', 'Prepared') }).waitFor();
  await visit('edit-votes', window);
}

export interface VotingWalk {
  readonly sample: SampleMeeting;
  /** The chair's room, with its panel open. */
  readonly chair: Page;
  /** The room's screen. */
  readonly screen: Page;
  readonly options: WindowOptions;
  readonly say: Say;
  readonly visit: Visit;
}

/** Votes of every kind, as the chair, a delegate with a proxy and the room see them. */
export async function walkVoting({ sample, chair, screen, options, say, visit }: VotingWalk): Promise<void> {
  const [anh, bich] = [await sample.personId('Ánh'), await sample.personId('Bích')];
  await sample.command({ type: 'vote.setRules', rules: { proxies: 2 } });
  const delegate = await sample.room('Ánh', options);
  delegate.setDefaultTimeout(60_000);
  const card = delegate.locator('#ballot-card');
  const panel = chair.getByRole('complementary', { name: say('Phòng họp', 'Room') });
  const desk = panel.getByRole('region', { name: say('Biểu quyết', 'Voting'), exact: true });
  const tab = (vi: string, en: string) => panel.getByRole('tab', { name: new RegExp(say(vi, en)) }).click();
  /** What lies over the chair's own panel on a phone goes out of the way. */
  const fold = () =>
    chair.getByRole('button', { name: say('Thu gọn phiếu biểu quyết', 'Fold the ballot') }).click();

  await tab('Điều hành', 'Chair');
  await desk.getByRole('button', { name: say('Biểu quyết', 'Vote'), exact: true }).click();
  await chair.getByRole('dialog').getByRole('textbox').waitFor();
  await visit('vote-dialog', chair);
  await chair.keyboard.press('Escape');

  await tab('Biểu quyết', 'Votes');
  await panel.getByRole('button', { name: say('Ghi nhận ủy quyền', 'Record a proxy') }).click();
  await chair.getByRole('dialog').getByRole('combobox').first().waitFor();
  await visit('proxy', chair);
  await chair.keyboard.press('Escape');
  await sample.command({ type: 'proxy.give', from: bich, to: anh, until: null });
  await panel.getByRole('list', { name: say('Các ủy quyền đang có hiệu lực', 'Proxies in force') }).waitFor();
  await visit('room-proxies', chair);

  const { currentItem } = await sample.state();
  const begin = async (change: Partial<VoteFields>): Promise<VoteId> => {
    const id = newId(VoteId, crypto.getRandomValues(new Uint8Array(ID_LENGTH)));
    const fields: VoteFields = {
      ...NAMED_VOTE,
      motion: 'Thông qua chương trình họp',
      item: currentItem,
      ...change,
    };
    await sample.command({ type: 'vote.prepare', id, fields, repeats: null });
    await sample.command({ type: 'vote.open', id });
    await card.waitFor();
    return id;
  };
  const named = await begin({ show: 'live', mayChange: true });
  await card.getByRole('region').nth(1).waitFor();
  await visit('ballot', delegate);
  await card
    .getByRole('button', { name: say('Đồng ý', 'Agree'), exact: true })
    .first()
    .click();
  await card.getByRole('button', { name: say('Đổi phiếu', 'Change') }).waitFor();
  await visit('ballot-cast', delegate);
  await card.getByRole('button', { name: say('Thu gọn phiếu biểu quyết', 'Fold the ballot') }).click();
  await delegate.getByRole('button', { name: say('Bỏ phiếu', 'Vote now'), exact: true }).waitFor();
  await visit('ballot-folded', delegate);
  await delegate.getByRole('button', { name: say('Bỏ phiếu', 'Vote now'), exact: true }).click();
  // Away from the buttons and their tooltips.
  await delegate.mouse.move(4, 4);
  await fold();
  await tab('Điều hành', 'Chair');
  await desk.getByRole('button', { name: say('phiếu chưa bỏ', 'missing') }).click();
  await visit('desk-vote', chair);
  await screen.getByRole('region', { name: say('Biểu quyết', 'Vote') }).waitFor();
  await visit('screen-vote', screen);
  await sample.command({ type: 'vote.stop', id: named });
  await card.getByText(say('Được thông qua', 'Carried'), { exact: true }).waitFor();
  await visit('ballot-result', delegate);
  await screen.getByText(say('Được thông qua', 'Carried'), { exact: true }).waitFor();
  await visit('screen-result', screen);
  await tab('Biểu quyết', 'Votes');
  await panel.getByRole('list', { name: say('Phiếu của từng người', 'Ballots by person') }).waitFor();
  await visit('room-votes', chair);
  await panel.getByRole('button', { name: say('Hủy kết quả', 'Declare void') }).click();
  await chair.getByRole('dialog').getByRole('textbox').fill('Đếm nhầm');
  await visit('vote-void', chair);
  await chair.keyboard.press('Escape');

  const seats = {
    is: 'election' as const,
    options: ['Lê Quang Ánh', 'Phạm Thị Ngọc Bích', 'Đỗ Văn Ước'],
    seats: 2,
  };
  const election = await begin({ motion: 'Bầu Tổ thư ký cuộc họp', method: seats, needsPassword: true });
  await card.getByRole('button', { name: 'Đỗ Văn Ước' }).first().click();
  await visit('ballot-election', delegate);
  await sample.command({ type: 'vote.void', id: election, reason: 'Đếm nhầm' });
  await card.getByText(/Đếm nhầm/).waitFor();

  const secret = await begin({ motion: 'Bỏ phiếu kín về nhân sự', kind: 'secret', receipts: true });
  await card
    .getByRole('button', { name: say('Không đồng ý', 'Disagree') })
    .first()
    .click();
  await card.getByText(/^[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}$/).waitFor();
  await visit('ballot-secret', delegate);
  await sample.command({ type: 'vote.stop', id: secret });
  await card.getByRole('list').waitFor();

  const hands = await begin({ kind: 'hands' });
  await card.getByText(say('Xin giơ tay khi chủ trì mời', 'Raise your hand when the chair asks')).waitFor();
  await visit('ballot-hands', delegate);
  await sample.command({ type: 'vote.stop', id: hands });
  await chair.getByRole('button', { name: say('Đóng kết quả', 'Close the result') }).click();
  await tab('Điều hành', 'Chair');
  await desk.getByRole('button', { name: say('Nhập kết quả', 'Enter the count') }).click();
  await chair.getByRole('dialog').getByRole('textbox').first().waitFor();
  await visit('vote-hands', chair);
  await chair.keyboard.press('Escape');

  await desk.getByRole('button', { name: say('Biểu quyết thử', 'Trial vote') }).click();
  for (const [who, window] of [
    ['chair', chair],
    ['voter', delegate],
  ] as const) {
    const trial = window.getByRole('region', { name: say('Biểu quyết thử', 'Trial vote') });
    await trial
      .getByRole('button', { name: say('Phiếu trắng', 'Blank') })
      .first()
      .click();
    await trial.getByText(say('Đã nhận.', 'Received.')).waitFor();
    await visit(`trial-${who}`, window);
  }
  await chair.getByRole('button', { name: say('Kết thúc thử', 'End the trial') }).click();
  await chair.getByRole('button', { name: say('Thao tác với phiên họp', 'Meeting actions') }).click();
  await chair.getByRole('menuitem', { name: say('Nhật ký phiên họp', 'Log of the meeting') }).click();
  await chair.getByRole('dialog').waitFor();
  await visit('log', chair);
  await chair.keyboard.press('Escape');
  await delegate.context().close();
}

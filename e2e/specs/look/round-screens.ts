import type { SampleMeeting, WindowOptions } from '../../fixtures/meeting.ts';
import { prepareRound, QUESTIONS } from '../../fixtures/round.ts';
import type { Say, Visit } from './screens.ts';

/** An opinion round, as whoever is asked and whoever runs it see it, from before it is sent to its result. */
export async function walkRound(
  sample: SampleMeeting,
  options: WindowOptions,
  say: Say,
  visit: Visit,
): Promise<void> {
  const round = await prepareRound(sample);
  const enter = async (name: string) => {
    const window = await round.room(name, options);
    window.setDefaultTimeout(60_000);
    const panel = window.getByRole('complementary', { name: say('Phiếu lấy ý kiến', 'Opinion round') });
    return { window, panel };
  };
  const chair = await enter('Hương');
  await chair.window.getByRole('banner').getByText(say('Đã duyệt', 'Approved')).waitFor();
  await visit('round-before', chair.window);
  await round.command({ type: 'meeting.send' });

  const { window, panel } = await enter('Ánh');
  // On a phone the questions lie over the page, and are opened by the line over it.
  const show = (of: typeof window) => of.getByRole('button', { name: say('Trả lời', 'Answer'), exact: true });
  await window.getByRole('region', { name: say('Lấy ý kiến', 'Opinions'), exact: true }).waitFor();
  if (!(await panel.isVisible())) {
    await visit('round-strip', window);
    await show(window).click();
  }
  const question = panel.getByRole('article', { name: QUESTIONS[0] });
  await question.getByRole('button', { name: say('Đồng ý', 'Agree'), exact: true }).click();
  await question.getByRole('textbox').fill('Đề nghị làm rõ lộ trình.');
  await visit('round-answering', window);
  await question.getByRole('button', { name: say('Gửi phiếu', 'Cast the ballot') }).click();
  await question.getByRole('button', { name: say('Đổi phiếu', 'Change') }).waitFor();
  await visit('round-answered', window);

  if (!(await chair.panel.isVisible())) await show(chair.window).click();
  const desk = chair.panel.getByRole('region').first();
  await desk.getByRole('button', { name: say('chưa trả lời', 'not answered') }).click();
  await chair.panel
    .getByRole('button', { name: say('ý kiến đã nhận', 'received') })
    .first()
    .click();
  await visit('round-desk', chair.window);
  await desk.getByRole('button', { name: say('Gia hạn', 'Extend') }).click();
  await chair.window.getByRole('dialog').waitFor();
  await visit('round-postpone', chair.window);
  await chair.window.keyboard.press('Escape');
  await chair.panel.getByRole('tab', { name: say('Thành phần', 'People') }).click();
  await chair.panel.getByRole('listitem').first().waitFor();
  await visit('round-people', chair.window);
  await desk.getByRole('button').first().waitFor({ state: 'detached' });
  for (const { id } of (await round.state()).voting.votes) await round.command({ type: 'vote.stop', id });
  await panel.getByRole('list', { name: say('Kết quả lấy ý kiến', 'Results') }).waitFor();
  await visit('round-result', window);
  await window.context().close();
  await chair.window.context().close();
}

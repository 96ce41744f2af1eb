import type { MailKind } from './due.ts';
import type { InvitationParts, Mail } from './invitation.ts';
import { moment } from './vietnam-time.ts';

/**
 * The mail about questions that are answered in writing (phiếu lấy ý kiến), in Vietnamese and then in English: that they
 * are there or their deadline is another, that an answer is missing, or that its deadline has passed.
 */
export function questionMail(parts: InvitationParts & { readonly kind: MailKind }): Mail {
  const { state, to, chair, publicUrl, sequence, kind, isChange } = parts;
  const { title, endsAt } = state.fields;
  const url = `${publicUrl}/meetings/${state.id}`;
  const what = kind === 'invitation' && isChange ? 'change' : kind;
  const { subject, vi, en } = WORDS[what];
  const vietnamese = [
    `Kính gửi: ${to.name}`,
    '',
    vi,
    '',
    title,
    `Hạn trả lời: ${moment(endsAt, 'vi')}`,
    `Người lấy ý kiến: ${chair}`,
    '',
    `Tài liệu và phiếu lấy ý kiến: ${url}`,
  ];
  const english = [
    `Dear ${to.name},`,
    '',
    en,
    '',
    title,
    `Answer by: ${moment(endsAt, 'en')} (Vietnam time)`,
    `Asked by: ${chair}`,
    '',
    `Papers and your answer: ${url}`,
  ];
  return {
    to: { name: to.name, address: to.address },
    subject: `${subject}: ${title}`.normalize('NFC'),
    text: [...vietnamese, '', '---', '', ...english, ''].join('\n').normalize('NFC'),
    calendar: null,
    messageId: `<${state.id}.${kind}.${sequence}.${to.person}@${new URL(publicUrl).hostname}>`,
  };
}

const WORDS: Record<
  MailKind | 'change',
  { readonly subject: string; readonly vi: string; readonly en: string }
> = {
  invitation: {
    subject: 'Phiếu lấy ý kiến',
    vi: 'Trân trọng đề nghị Ông/Bà cho ý kiến bằng văn bản về:',
    en: 'You are asked for your opinion in writing on:',
  },
  change: {
    subject: 'Thay đổi hạn trả lời',
    vi: 'Hạn trả lời của phiếu lấy ý kiến sau đây đã thay đổi:',
    en: 'The deadline of the following questions has changed:',
  },
  reminder: {
    subject: 'Nhắc trả lời phiếu lấy ý kiến',
    vi: 'Chúng tôi chưa nhận được ý kiến của Ông/Bà về:',
    en: 'Your opinion has not been received yet on:',
  },
  overdue: {
    subject: 'Quá hạn trả lời phiếu lấy ý kiến',
    vi: 'Đã quá hạn trả lời mà chưa có ý kiến của Ông/Bà về:',
    en: 'The deadline has passed without your opinion on:',
  },
};

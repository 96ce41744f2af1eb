import { createInstance } from 'i18next';
import { expect, test } from 'vitest';
import { countOf } from '#protocol/ballots/evolve';
import { newVote, NO_VOTING, SIMPLE_MAJORITY, type Vote } from '#protocol/ballots/records';
import type { Paper } from '#protocol/documents/records';
import { blankMeeting, seat, type MeetingState } from '#protocol/meeting/records';
import { conclusionsOf } from '#protocol/minutes/conclusions';
import type { Evidence } from '#protocol/minutes/evidence';
import { Hash, ItemId, MeetingId, PaperId, PersonId, TaskId, VersionId, VoteId } from '#protocol/wire/ids';
import type { AdministrativeDocument } from '../../administrative-document/index.ts';
import { minutesDocument } from '../minutes-document.ts';
import type { TextNode } from '../text-blocks.ts';
import { noticeDocument } from './notice-document.ts';

const [chair, anh] = ['c', 'a'].map((letter) => PersonId.parse(letter.repeat(20))) as [PersonId, PersonId];
const NAMES: Record<string, string> = { [chair]: 'Nguyễn Thị Thu Hương', [anh]: 'Lê Quang Ánh' };
const texts = import.meta.glob<Record<string, string>>(
  ['../locales/vi.json', '../../ballots/locales/vi.json'],
  { eager: true, import: 'default' },
);
const i18n = createInstance();
await i18n.init({
  lng: 'vi',
  resources: {
    vi: { minutes: texts['../locales/vi.json'] ?? {}, ballots: texts['../../ballots/locales/vi.json'] ?? {} },
  },
  interpolation: { escapeValue: false },
});

const writing = {
  t: i18n.getFixedT('vi', 'minutes'),
  depth: 'full' as const,
  results: {
    t: i18n.getFixedT('vi', 'ballots'),
    language: 'vi' as const,
    issuer: 'Văn phòng Bộ',
    nameOf: (who: PersonId) => NAMES[who] ?? '?',
    positionOf: () => '',
    ranked: [chair, anh],
  },
};

const version = (letter: string) => ({
  id: VersionId.parse(letter.repeat(20)),
  hash: Hash.parse('0'.repeat(64)),
  fileName: 'to-trinh.pdf',
  bytes: 1,
  pages: 9,
  at: 1,
  by: chair,
});
const paper: Paper = {
  id: PaperId.parse('p'.repeat(20)),
  item: ItemId.parse('1'.repeat(20)),
  title: 'Tờ trình phân bổ kinh phí',
  number: '12/TTr-KH',
  secrecy: 'normal',
  readers: { to: 'all' },
  version: version('v'),
  earlier: [],
  pack: null,
};
function carried(): Vote {
  const fields = {
    motion: 'Thông qua phương án 2',
    item: null,
    about: null,
    method: { is: 'motion' } as const,
    kind: 'named' as const,
    rule: SIMPLE_MAJORITY,
    show: 'atEnd' as const,
    mayChange: false,
    needsPassword: false,
    receipts: false,
    electorate: null,
    weights: [],
  };
  const roll = [chair, anh].map((who) => ({ seat: who, by: who, isPresent: true, weight: 1 }));
  const stopped: Vote = {
    ...newVote(VoteId.parse('v'.repeat(20)), fields, null),
    status: 'stopped',
    openedAt: 20,
    stoppedAt: 22,
    roll,
    chair,
  };
  const ballots = roll.map(({ seat: who }) => ({ seat: who, receipt: null, choice: [0], reason: '' }));
  return {
    ...stopped,
    status: 'counted',
    count: countOf(stopped, { ballots, hands: null, isPublished: true }),
  };
}
const vote = carried();

function meeting(change: Partial<MeetingState> = {}): MeetingState {
  const startsAt = new Date(2026, 10, 26, 8).getTime();
  return {
    ...blankMeeting(MeetingId.parse('m'.repeat(20)), {
      title: 'giao ban tháng 11',
      chair,
      deputy: null,
      quorum: null,
      startsAt,
      endsAt: startsAt + 3_600_000,
      place: 'Phòng họp số 2',
      mode: 'onSite',
    }),
    status: 'ended',
    openedAt: startsAt,
    endedAt: startsAt + 3_600_000,
    participants: [seat(chair, 'chair'), seat(anh, 'delegate')],
    papers: [paper],
    voting: { ...NO_VOTING, votes: [vote] },
    ...change,
  };
}

const toVote: Evidence = { kind: 'vote', ref: vote.id };
const toPage: Evidence = {
  kind: 'paper',
  paper: paper.id,
  version: version('v').id,
  page: 2,
  quote: '40 tỷ đồng',
  before: '',
  after: '',
};
const conclusion = (
  words: string,
  attrs: TextNode['attrs'] = {},
  links: readonly Evidence[] = [],
): TextNode => ({
  type: 'conclusion',
  attrs,
  content: [
    ...(words === '' ? [] : [{ type: 'text', text: words }]),
    ...links.map((link) => ({ type: 'evidence', attrs: link })),
  ],
});
const TEXT: TextNode[] = [
  conclusion('Thống nhất phương án 2.', {}, [toVote]),
  conclusion(''),
  conclusion(
    'Rà soát kinh phí năm 2027.',
    { lead: 'Vụ Kế hoạch – Tài chính', supporters: `@${anh}\nVăn phòng`, due: '2026-12-05' },
    [toPage],
  ),
];
const ORDER =
  '(Vụ Kế hoạch – Tài chính chủ trì; phối hợp với Lê Quang Ánh, Văn phòng; hoàn thành trước ngày 05 tháng 12 năm 2026)';

function linesOf({ body }: AdministrativeDocument): string[] {
  return body.map((block) => ('runs' in block ? block.runs.map(({ text }) => text).join('') : ''));
}
const numbered = (document: AdministrativeDocument) =>
  linesOf(document).filter((line) => /^\d\./u.test(line));

test('[MIN-55] conclusions are numbered, with what they rest on, who and by when', () => {
  expect(numbered(minutesDocument(meeting(), TEXT, writing))).toEqual([
    '1. Thống nhất phương án 2. [Biểu quyết: Thông qua phương án 2, Được thông qua]',
    `2. Rà soát kinh phí năm 2027. [Tờ trình phân bổ kinh phí, trang 3] ${ORDER}`,
  ]);
});

test('[MIN-55] what changed since is said in the brackets', () => {
  const voided = { ...vote, status: 'void' as const };
  const renewed = { ...paper, version: version('w'), earlier: [version('v')] };
  const voting = { ...NO_VOTING, votes: [voided] };
  const changed = numbered(minutesDocument(meeting({ papers: [renewed], voting }), TEXT, writing)).join('\n');
  expect(changed).toContain('[Biểu quyết: Thông qua phương án 2, đã hủy]');
  expect(changed).toContain('[Tờ trình phân bổ kinh phí, bản thứ 1, trang 3, đã có bản mới]');
  const gone = numbered(minutesDocument(meeting({ papers: [], voting: NO_VOTING }), TEXT, writing)).join(
    '\n',
  );
  expect(gone.split('[Căn cứ không còn trong phiên họp]')).toHaveLength(3);
});

test('[MIN-56] the notice has the same conclusions and goes to the units that have something to do', () => {
  let drawn = 0;
  const tasks = conclusionsOf(TEXT, () => TaskId.parse(String(++drawn).padStart(20, '0')));
  const made = noticeDocument(meeting(), tasks, writing);
  expect([made.kind, made.subject]).toEqual([
    'Thông báo',
    'Kết luận của Nguyễn Thị Thu Hương tại phiên họp: giao ban tháng 11',
  ]);
  expect(numbered(made)).toEqual(['1. Thống nhất phương án 2.', `2. Rà soát kinh phí năm 2027. ${ORDER}`]);
  expect(made.recipients.names).toEqual([
    'Thành phần dự họp',
    'Vụ Kế hoạch – Tài chính',
    'Văn phòng',
    'Lưu: VT',
  ]);
});

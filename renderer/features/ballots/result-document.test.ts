import { createInstance, type TFunction } from 'i18next';
import { describe, expect, test } from 'vitest';
import { countOf } from '#protocol/ballots/evolve';
import {
  newVote,
  NO_VOTING,
  SIMPLE_MAJORITY,
  type Ballot,
  type RollSeat,
  type Vote,
  type VoteFields,
} from '#protocol/ballots/records';
import { blankMeeting, seat, type MeetingState } from '#protocol/meeting/records';
import { MeetingId, PersonId, VoteId } from '#protocol/wire/ids';
import type { AdministrativeDocument, Block } from '../administrative-document/index.ts';
import {
  hasReport,
  hasResult,
  reportedVotes,
  type ResultWriting,
  roundDocument,
  voteDocument,
} from './result-document.ts';

const person = (letter: string) => PersonId.parse(letter.repeat(20));
const [chair, anh, binh, secretary] = ['c', 'a', 'b', 's'].map(person) as [
  PersonId,
  PersonId,
  PersonId,
  PersonId,
];
const NAMES: Record<PersonId, string> = {
  [chair]: 'Nguyễn Thị Thu Hương',
  [anh]: 'Lê Quang Ánh',
  [binh]: 'Phạm Thị Ngọc Bích',
  [secretary]: 'Trần Minh Đức',
};
const at = new Date(2026, 1, 3, 8, 30).getTime();
const fields: VoteFields = {
  motion: 'Thông qua kế hoạch năm 2027',
  item: null,
  about: null,
  method: { is: 'motion' },
  kind: 'named',
  rule: SIMPLE_MAJORITY,
  show: 'atEnd',
  mayChange: false,
  needsPassword: false,
  receipts: false,
  electorate: null,
  weights: [],
};

const texts = import.meta.glob<Record<string, string>>('./locales/*.json', {
  eager: true,
  import: 'default',
});
const i18n = createInstance();
await i18n.init({
  lng: 'vi',
  resources: {
    vi: { ballots: texts['./locales/vi.json'] ?? {} },
    en: { ballots: texts['./locales/en.json'] ?? {} },
  },
  interpolation: { escapeValue: false },
});

function writing(language: 'vi' | 'en' = 'vi'): ResultWriting {
  const t: TFunction<'ballots'> = i18n.getFixedT(language, 'ballots');
  return {
    t,
    language,
    issuer: 'Bộ Kế hoạch và Đầu tư',
    nameOf: (id) => NAMES[id] ?? '?',
    positionOf: (id) => (id === anh ? 'Vụ trưởng, Vụ Tài chính' : ''),
    ranked: [chair, binh, anh, secretary],
  };
}

/** A vote that was stopped with these ballots. */
function counted(
  change: Partial<VoteFields>,
  ballots: readonly (Partial<Ballot> & Pick<Ballot, 'choice'>)[],
  more: Partial<Vote> = {},
  letter = '1',
): Vote {
  const cast = new Set(ballots.flatMap((ballot) => ballot.seat ?? []));
  const roll = [anh, binh, chair].map((of): RollSeat => ({
    seat: of,
    by: cast.has(of) ? of : null,
    isPresent: true,
    weight: 1,
  }));
  const vote: Vote = {
    ...newVote(VoteId.parse(letter.repeat(20)), { ...fields, ...change }, null),
    status: 'counted',
    openedAt: at,
    stoppedAt: at + 300_000,
    roll,
    chair,
    ...more,
  };
  const whole = ballots.map((ballot): Ballot => ({ seat: null, receipt: null, reason: '', ...ballot }));
  return { ...vote, count: countOf(vote, { ballots: whole, hands: null, isPublished: true }) };
}

function meeting(
  votes: readonly Vote[],
  change: Partial<MeetingState> = {},
  mode: 'onSite' | 'written' = 'onSite',
): MeetingState {
  return {
    ...blankMeeting(MeetingId.parse('m'.repeat(20)), {
      title: 'Họp giao ban',
      chair,
      deputy: null,
      quorum: null,
      startsAt: at,
      endsAt: at + 3_600_000,
      place: mode === 'written' ? '' : 'Phòng họp A',
      mode,
    }),
    status: 'ended',
    endedAt: at + 3_600_000,
    participants: [
      seat(chair, 'chair'),
      seat(anh, 'delegate'),
      seat(binh, 'delegate'),
      seat(secretary, 'secretary'),
    ],
    voting: { ...NO_VOTING, votes: [...votes] },
    ...change,
  };
}

const textOf = (block: Block): string => {
  if (block.is === 'table') {
    const rows = [...block.head, ...block.rows].map((row) =>
      row.map((cell) => cell.map((runs) => runs.map(({ text }) => text).join('')).join('/')).join(' | '),
    );
    return rows.join('\n');
  }
  return 'runs' in block ? block.runs.map(({ text }) => text).join('') : '';
};
const told = ({ body }: AdministrativeDocument) => body.map(textOf).join('\n');

const named = counted({}, [
  { seat: anh, choice: [0], reason: 'Đã đủ căn cứ.' },
  { seat: chair, choice: [1], reason: 'Cần làm rõ nguồn vốn.\nXem phụ lục 2.' },
]);

describe('the record of a vote', () => {
  test('tells what was decided and who chose what and why, by rank', () => {
    const document = voteDocument(meeting([named]), named, writing());
    const text = told(document);
    for (const part of [
      'Nội dung: Thông qua kế hoạch năm 2027.',
      'Chủ trì: Nguyễn Thị Thu Hương.',
      'Thư ký: Trần Minh Đức.',
      'Địa điểm: Phòng họp A.',
      'Thời gian biểu quyết: từ 08:30, 03/02/2026 đến 08:35, 03/02/2026.',
      'Hình thức: Biểu quyết công khai.',
      'Được biểu quyết 3, có mặt 3, đã bỏ 2 phiếu.',
      'Đồng ý | 1 | 50%',
      'Không đồng ý | 1 | 50%',
      'Không biểu quyết | 1 | ',
      'Tỷ lệ cần đạt: quá nửa số phiếu hợp lệ. Cần ít nhất 2 phiếu, tính trên 2 (số phiếu hợp lệ).',
      'Kết luận: Không được thông qua.',
      '1 | Nguyễn Thị Thu Hương | Không đồng ý | Cần làm rõ nguồn vốn.\nXem phụ lục 2.',
      '2 | Phạm Thị Ngọc Bích | Không biểu quyết | ',
      '3 | Lê Quang Ánh/Vụ trưởng, Vụ Tài chính | Đồng ý | Đã đủ căn cứ.',
    ])
      expect(text).toContain(part);
    expect(document.kind).toBe('Biên bản');
    expect(document.letterhead).toMatchObject({
      issuer: 'Bộ Kế hoạch và Đầu tư',
      number: 'Số: ……/BB-……',
      placeAndDate: '………, ngày 03 tháng 02 năm 2026',
    });
    expect(document.signatures.map(({ role, name }) => [role, name])).toEqual([
      ['Thư ký', 'Trần Minh Đức'],
      ['Chủ trì', 'Nguyễn Thị Thu Hương'],
    ]);
  });

  test('has no column for reasons that nobody gave', () => {
    const vote = counted({}, [{ seat: anh, choice: [0] }]);
    expect(told(voteDocument(meeting([vote]), vote, writing()))).not.toContain('Lý do');
  });

  test('of a secret vote names nobody and no receipt', () => {
    const receipt = '0123456789abcdef';
    const vote = counted({ kind: 'secret', receipts: true }, [
      { choice: [0], receipt: receipt as Ballot['receipt'] },
      { choice: [], receipt: null },
    ]);
    const text = told(voteDocument(meeting([vote]), vote, writing()));
    expect(text).toContain('Bỏ phiếu kín');
    expect(text).toContain('Phiếu trắng | 1');
    expect(text).not.toContain('Lê Quang Ánh');
    expect(text).not.toContain('Phạm Thị Ngọc Bích');
    expect(text.toLowerCase()).not.toContain(receipt);
  });

  test('of hands has the numbers that were counted', () => {
    const base = counted({ kind: 'hands' }, []);
    const hands = { cast: 3, options: [2, 0], blank: 0, invalid: 1 };
    const vote: Vote = { ...base, count: countOf(base, { ballots: [], hands, isPublished: true }) };
    const document = voteDocument(meeting([vote]), vote, writing());
    expect(document.subject).toBe('Kết quả biểu quyết giơ tay tại phiên họp “Họp giao ban”');
    expect(told(document)).toContain('Đồng ý | 2 | 100%');
    expect(told(document)).toContain('Phiếu không hợp lệ | 1');
    expect(told(document)).not.toContain('III.');
  });

  test('that was made void says so, by whom and why', () => {
    const vote: Vote = {
      ...named,
      status: 'void',
      voided: { reason: 'Nhầm tài liệu', by: chair, at: at + 600_000 },
    };
    const text = told(voteDocument(meeting([vote]), vote, writing()));
    expect(text).toContain(
      'Kết quả này đã bị hủy. Nguyễn Thị Thu Hương hủy lúc 08:40, 03/02/2026. Lý do: Nhầm tài liệu',
    );
  });

  test('names the paper and its page, and the code of the log once it is closed', () => {
    const [paper, version] = ['p'.repeat(20), 'e'.repeat(20)];
    const about = { paper, version, page: 4 } as VoteFields['about'];
    const vote = counted({ about }, [{ seat: anh, choice: [0] }]);
    const state = meeting([vote], {
      papers: [
        { id: paper, title: 'Tờ trình', number: '12/TTr-KH', version: { id: version }, earlier: [] },
      ] as unknown as MeetingState['papers'],
      seal: { seq: 1204, hash: 'ab'.repeat(32), key: 'k', signature: 's' } as unknown as MeetingState['seal'],
    });
    const text = told(voteDocument(state, vote, writing()));
    expect(text).toContain('Tài liệu: Tờ trình (số 12/TTr-KH), trang 5.');
    expect(text).toContain('sau 1.204 sự kiện. Mã kiểm chứng: abababab abababab');
    expect(told(voteDocument({ ...state, seal: null, papers: [] }, vote, writing()))).not.toMatch(
      /Mã kiểm|Tài liệu/u,
    );
  });

  test('is there only for a published result', () => {
    expect(hasResult(named)).toBe(true);
    expect(hasResult({ count: null })).toBe(false);
    expect(hasResult({ count: named.count && { ...named.count, isPublished: false } })).toBe(false);
  });

  test('is in English for whoever reads English', () => {
    const document = voteDocument(meeting([named]), named, writing('en'));
    expect(document.language).toBe('en');
    expect(told(document)).toContain('Outcome: Rejected.');
    expect(document.letterhead.placeAndDate).toContain('3 February 2026');
  });
});

describe('the report of an opinion round', () => {
  const other = counted(
    { motion: 'Chọn phương án', method: { is: 'options', options: ['Một', 'Hai'], most: 1 } },
    [{ seat: binh, choice: [1] }],
    {},
    '2',
  );
  const isVoid: Vote = {
    ...newVote(VoteId.parse('3'.repeat(20)), fields, null),
    status: 'void',
    openedAt: at,
    voided: { reason: 'Gửi nhầm', by: chair, at },
  };
  const hidden: Vote = {
    ...counted({ motion: 'Chưa công bố' }, [], {}, '4'),
    count: named.count && { ...named.count, isPublished: false },
  };
  const state = meeting([named, other, isVoid, hidden], {}, 'written');

  test('tells of every question in its order, in short and in full', () => {
    const document = roundDocument(state, writing());
    const text = told(document);
    for (const part of [
      'Số người được lấy ý kiến: 3; đã trả lời: 3.',
      '1 | Thông qua kế hoạch năm 2027 | Không được thông qua',
      '2 | Chọn phương án | Được chọn: Hai',
      '3 | Thông qua kế hoạch năm 2027 | Đã hủy kết quả',
      '2. Nội dung 2',
      'Được lấy ý kiến 3, đã trả lời 2.',
      'Lý do: Gửi nhầm',
    ])
      expect(text).toContain(part);
    expect(text).not.toContain('có mặt');
    expect(text).not.toContain('Chưa công bố');
    expect(document.subject).toBe('Kết quả lấy ý kiến bằng văn bản: Họp giao ban');
    expect(document.letterhead.placeAndDate).toBe('………, ngày …… tháng …… năm 2026');
  });

  test('of one question tells of it alone', () => {
    const text = told(roundDocument(state, writing(), [other]));
    expect(text).toContain('1. Nội dung 1');
    expect(text).toContain('Chọn phương án');
    expect(text).not.toContain('Thông qua kế hoạch');
  });

  test('is there once the round is over', () => {
    expect(hasReport(state)).toBe(true);
    expect(hasReport({ ...state, endedAt: null })).toBe(false);
    expect(hasReport(meeting([named]))).toBe(false);
    expect(hasReport(meeting([isVoid], {}, 'written'))).toBe(false);
    expect(reportedVotes(state).map(({ id }) => id[0])).toEqual(['1', '2', '3']);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PersonId } from '../wire/ids.ts';
import { isChoice } from './choice.ts';
import {
  addsUp,
  baseOf,
  notCast,
  numbersOf,
  numbersOfHands,
  outcomeOf,
  reaches,
  votesNeeded,
} from './count.ts';
import type { Ballot, MajorityRule, RollSeat, VoteMethod, VoteNumbers, VoteOutcome } from './records.ts';

type Base = MajorityRule['base'];
const moreThan = (part: number, whole: number, base: Base): MajorityRule => ({
  base,
  share: { of: [part, whole], isMoreThan: true },
  chairBreaksTie: false,
});
const atLeast = (part: number, whole: number, base: Base): MajorityRule => ({
  base,
  share: { of: [part, whole], isMoreThan: false },
  chairBreaksTie: false,
});
const byChair = (rule: MajorityRule): MajorityRule => ({ ...rule, chairBreaksTie: true });
const mostVotes: MajorityRule = { base: 'valid', share: null, chairBreaksTie: false };
const MOTION: VoteMethod = { is: 'motion' };

interface Case {
  /** Where the rule stands. */
  readonly source: string;
  readonly rule: MajorityRule;
  /** Entitled, present, and the ballots: agree, disagree, blank. */
  readonly of: readonly [entitled: number, present: number];
  readonly votes: readonly [agree: number, disagree: number, blank: number];
  /** Present and needed, where there is a quorum to be met. */
  readonly quorum?: readonly [present: number, needed: number];
  readonly chair?: 'agrees' | 'disagrees' | 'blank';
  readonly is: VoteOutcome['is'];
}

const NATIONAL_ASSEMBLY = moreThan(1, 2, 'entitled');
const CONSTITUTION = atLeast(2, 3, 'entitled');
const GOVERNMENT = byChair(moreThan(1, 2, 'entitled'));
const SHAREHOLDERS = moreThan(50, 100, 'present');
const SHAREHOLDERS_MAJOR = atLeast(65, 100, 'present');
const DIRECTORS = byChair(moreThan(1, 2, 'present'));
const ROBERT = moreThan(1, 2, 'valid');
const ROBERT_TWO_THIRDS = atLeast(2, 3, 'valid');

// Written by hand from the rules of real bodies. Numbers stand on both sides of each limit.
const MOTIONS: readonly Case[] = [
  // Quá nửa tổng số đại biểu Quốc hội.
  ...rows('Hiến pháp 2013, Điều 85(1): luật, nghị quyết', NATIONAL_ASSEMBLY, [
    { of: [500, 480], votes: [251, 200, 29], is: 'carried' },
    { of: [500, 480], votes: [250, 200, 30], is: 'rejected' },
    { of: [494, 494], votes: [248, 246, 0], is: 'carried' },
    { of: [494, 494], votes: [247, 247, 0], is: 'rejected' },
    { of: [499, 300], votes: [250, 0, 0], is: 'carried' },
    { of: [499, 300], votes: [249, 0, 0], is: 'rejected' },
    { of: [499, 499], votes: [0, 0, 499], is: 'rejected' },
  ]),
  // Ít nhất hai phần ba tổng số đại biểu.
  ...rows('Hiến pháp 2013, Điều 85(1) và 120: sửa đổi Hiến pháp, bãi nhiệm đại biểu', CONSTITUTION, [
    { of: [500, 500], votes: [334, 166, 0], is: 'carried' },
    { of: [500, 500], votes: [333, 0, 167], is: 'rejected' },
    { of: [498, 498], votes: [332, 166, 0], is: 'carried' },
    { of: [498, 498], votes: [331, 0, 0], is: 'rejected' },
  ]),
  // Quá nửa tổng số thành viên; ngang nhau thì theo ý kiến mà Thủ tướng đã biểu quyết; họp khi có ít nhất hai phần ba.
  ...rows('Luật Tổ chức Chính phủ 2015, Điều 46', GOVERNMENT, [
    { of: [27, 27], votes: [14, 13, 0], chair: 'disagrees', is: 'carried' },
    { of: [27, 27], votes: [13, 12, 2], chair: 'agrees', is: 'rejected' },
    { of: [26, 26], votes: [13, 13, 0], chair: 'agrees', is: 'carried' },
    { of: [26, 26], votes: [13, 13, 0], chair: 'disagrees', is: 'rejected' },
    { of: [26, 24], votes: [12, 12, 0], chair: 'agrees', is: 'carried' },
    { of: [26, 26], votes: [13, 13, 0], chair: 'blank', is: 'rejected' },
    { of: [27, 18], votes: [14, 4, 0], quorum: [18, 18], is: 'carried' },
    { of: [27, 17], votes: [17, 0, 0], quorum: [17, 18], is: 'noQuorum' },
  ]),
  // Quá nửa tổng số đại biểu Hội đồng nhân dân; bãi nhiệm: ít nhất hai phần ba.
  ...rows('Luật Tổ chức chính quyền địa phương 2015: nghị quyết của HĐND', moreThan(1, 2, 'entitled'), [
    { of: [95, 70], votes: [48, 20, 2], quorum: [70, 64], is: 'carried' },
    { of: [95, 70], votes: [47, 20, 3], quorum: [70, 64], is: 'rejected' },
    { of: [95, 63], votes: [63, 0, 0], quorum: [63, 64], is: 'noQuorum' },
  ]),
  ...rows('Luật Tổ chức chính quyền địa phương 2015: bãi nhiệm đại biểu HĐND', atLeast(2, 3, 'entitled'), [
    { of: [95, 90], votes: [64, 26, 0], is: 'carried' },
    { of: [95, 90], votes: [63, 27, 0], is: 'rejected' },
  ]),
  // Trên 50% tổng số phiếu của cổ đông dự họp; loại quan trọng: từ 65%.
  ...rows('Luật Doanh nghiệp 2020, Điều 148(2)', SHAREHOLDERS, [
    { of: [1_000_000, 600_000], votes: [300_001, 299_999, 0], is: 'carried' },
    { of: [1_000_000, 600_000], votes: [300_000, 250_000, 50_000], is: 'rejected' },
    { of: [1_000_000, 600_000], votes: [300_000, 0, 0], is: 'rejected' },
  ]),
  ...rows('Luật Doanh nghiệp 2020, Điều 148(1)', SHAREHOLDERS_MAJOR, [
    { of: [1_000_000, 800_000], votes: [520_000, 280_000, 0], is: 'carried' },
    { of: [1_000_000, 800_000], votes: [519_999, 0, 280_001], is: 'rejected' },
  ]),
  // Cuộc họp ĐHĐCĐ tiến hành khi có trên 50% tổng số phiếu; lần hai từ 33%.
  ...rows('Luật Doanh nghiệp 2020, Điều 145: điều kiện tiến hành họp', SHAREHOLDERS, [
    { of: [1000, 501], votes: [501, 0, 0], quorum: [501, 501], is: 'carried' },
    { of: [1000, 500], votes: [500, 0, 0], quorum: [500, 501], is: 'noQuorum' },
    { of: [1000, 330], votes: [166, 164, 0], quorum: [330, 330], is: 'carried' },
    { of: [1000, 329], votes: [329, 0, 0], quorum: [329, 330], is: 'noQuorum' },
  ]),
  // Đa số thành viên dự họp; ngang nhau thì theo phía có ý kiến của Chủ tịch.
  ...rows('Luật Doanh nghiệp 2020, Điều 157(12): Hội đồng quản trị', DIRECTORS, [
    { of: [7, 6], votes: [3, 3, 0], chair: 'agrees', is: 'carried' },
    { of: [7, 6], votes: [3, 3, 0], chair: 'disagrees', is: 'rejected' },
    { of: [7, 6], votes: [4, 2, 0], chair: 'disagrees', is: 'carried' },
    { of: [7, 6], votes: [3, 2, 1], chair: 'agrees', is: 'rejected' },
  ]),
  ...rows('Luật Doanh nghiệp 2020, Điều 59(3): Hội đồng thành viên', atLeast(75, 100, 'present'), [
    { of: [100, 80], votes: [60, 20, 0], is: 'carried' },
    { of: [100, 80], votes: [59, 21, 0], is: 'rejected' },
  ]),
  // Blank ballots and whoever doesn't vote aren't counted; a tie is lost.
  ...rows("Robert's Rules of Order Newly Revised (12th), 44:1, 44:12", ROBERT, [
    { of: [60, 50], votes: [1, 0, 49], is: 'carried' },
    { of: [60, 50], votes: [20, 19, 11], is: 'carried' },
    { of: [60, 50], votes: [20, 20, 10], is: 'rejected' },
    { of: [60, 50], votes: [0, 0, 50], is: 'rejected' },
    { of: [60, 50], votes: [0, 0, 0], is: 'rejected' },
    { of: [60, 50], votes: [20, 20, 10], chair: 'agrees', is: 'rejected' },
  ]),
  ...rows("Robert's Rules of Order Newly Revised (12th), 44:3", ROBERT_TWO_THIRDS, [
    { of: [60, 50], votes: [20, 10, 20], is: 'carried' },
    { of: [60, 50], votes: [19, 10, 21], is: 'rejected' },
    { of: [60, 50], votes: [2, 1, 0], is: 'carried' },
  ]),
  // Two thirds of the members present and voting; abstaining isn't voting.
  ...rows('UN Charter, Article 18(2); rule 86 of the General Assembly', atLeast(2, 3, 'valid'), [
    { of: [193, 180], votes: [100, 50, 30], is: 'carried' },
    { of: [193, 180], votes: [99, 50, 31], is: 'rejected' },
  ]),
  // Nine of fifteen.
  ...rows('UN Charter, Article 27(2)', atLeast(9, 15, 'entitled'), [
    { of: [15, 15], votes: [9, 0, 6], is: 'carried' },
    { of: [15, 15], votes: [8, 0, 7], is: 'rejected' },
  ]),
  ...rows('Grundgesetz, Artikel 42(2): mehr Ja als Nein', ROBERT, [
    { of: [736, 400], votes: [150, 149, 101], is: 'carried' },
    { of: [736, 400], votes: [150, 150, 100], is: 'rejected' },
  ]),
  ...rows('Grundgesetz, Artikel 63(2) und 121: Mehrheit der Mitglieder', moreThan(1, 2, 'entitled'), [
    { of: [736, 700], votes: [369, 331, 0], is: 'carried' },
    { of: [736, 700], votes: [368, 0, 332], is: 'rejected' },
  ]),
  ...rows('Grundgesetz, Artikel 79(2): zwei Drittel der Mitglieder', atLeast(2, 3, 'entitled'), [
    { of: [736, 736], votes: [491, 245, 0], is: 'carried' },
    { of: [736, 736], votes: [490, 246, 0], is: 'rejected' },
  ]),
  ...rows('Rules of the United States Senate, XXII(2): three fifths', atLeast(3, 5, 'entitled'), [
    { of: [100, 98], votes: [60, 38, 0], is: 'carried' },
    { of: [100, 98], votes: [59, 39, 0], is: 'rejected' },
  ]),
  ...rows(
    'Constitution of the United States, Article II(2): two thirds of those present',
    atLeast(2, 3, 'present'),
    [
      { of: [100, 96], votes: [64, 32, 0], is: 'carried' },
      { of: [100, 96], votes: [63, 20, 13], is: 'rejected' },
    ],
  ),
  ...rows('Constitution française, article 49(2): majorité des membres', moreThan(1, 2, 'entitled'), [
    { of: [577, 560], votes: [289, 0, 0], is: 'carried' },
    { of: [577, 560], votes: [288, 0, 0], is: 'rejected' },
  ]),
  ...rows(
    'Constitution française, article 89(3): trois cinquièmes des suffrages exprimés',
    atLeast(3, 5, 'valid'),
    [
      { of: [925, 900], votes: [480, 320, 100], is: 'carried' },
      { of: [925, 900], votes: [479, 320, 101], is: 'rejected' },
    ],
  ),
  ...rows('Companies Act 2006 (UK), s. 283: special resolution', atLeast(75, 100, 'valid'), [
    { of: [400, 200], votes: [75, 25, 100], is: 'carried' },
    { of: [400, 200], votes: [74, 25, 101], is: 'rejected' },
  ]),
  ...rows('Treaty on European Union, Article 7(1): four fifths', atLeast(4, 5, 'entitled'), [
    { of: [27, 27], votes: [22, 5, 0], is: 'carried' },
    { of: [27, 27], votes: [21, 0, 6], is: 'rejected' },
  ]),
  ...rows('Unanimity of those who vote', atLeast(1, 1, 'cast'), [
    { of: [12, 10], votes: [10, 0, 0], is: 'carried' },
    { of: [12, 10], votes: [9, 0, 1], is: 'rejected' },
  ]),
  ...rows('Relative majority', mostVotes, [
    { of: [12, 10], votes: [3, 2, 5], is: 'carried' },
    { of: [12, 10], votes: [3, 3, 4], is: 'rejected' },
  ]),
];

function rows(
  source: string,
  rule: MajorityRule,
  cases: readonly Omit<Case, 'source' | 'rule'>[],
): readonly Case[] {
  return cases.map((entry) => ({ source, rule, ...entry }));
}

function numbersAre({ of: [entitled, present], votes: [agree, disagree, blank] }: Case): VoteNumbers {
  const cast = agree + disagree + blank;
  return { entitled, present, cast, blank, invalid: 0, options: [agree, disagree] };
}

describe('majorities and quorums', () => {
  it('[VOTE-8] the table is as long as it should be', () => {
    expect(MOTIONS.length).toBeGreaterThanOrEqual(60);
  });

  for (const entry of MOTIONS) {
    const { source, of, votes, quorum, chair, rule, is } = entry;
    const met = quorum === undefined ? '' : `, túc số ${quorum.join('/')}`;
    it(`[VOTE-8] ${source}: ${of.join('/')} ${votes.join('–')}${met}${chair === undefined ? '' : `, chair ${chair}`}: ${is}`, () => {
      const known = quorum === undefined ? null : { present: quorum[0], of: of[0], needed: quorum[1] };
      const choice = { agrees: [0], disagrees: [1], blank: [] }[chair ?? 'blank'];
      const numbers = numbersAre(entry);
      const outcome = outcomeOf(
        { method: MOTION, rule },
        numbers,
        known,
        chair === undefined ? null : choice,
      );
      expect(outcome).toEqual({ is, chosen: is === 'carried' ? [0] : [] });
      // What the screen says is needed is what carries.
      const needed = votesNeeded(rule, baseOf(rule, numbers));
      if (needed === null || is === 'noQuorum' || rule.chairBreaksTie) return;
      expect(votes[0] >= needed).toBe(is === 'carried');
    });
  }
});

const CANDIDATES = ['An', 'Bình', 'Chi', 'Dũng', 'Én'];

/** Counted by hand: options with their votes, how many ballots, how many may win, and who has. */
const CHOICES: readonly [
  name: string,
  method: VoteMethod,
  rule: MajorityRule,
  votes: readonly number[],
  cast: number,
  is: VoteOutcome['is'],
  chosen: readonly number[],
][] = [
  // Quá nửa số phiếu hợp lệ; nhiều người đạt thì lấy người nhiều phiếu hơn.
  [
    'Luật Bầu cử 2015, Điều 78: hai trong ba',
    election(3, 2),
    moreThan(1, 2, 'valid'),
    [80, 60, 40],
    100,
    'decided',
    [0, 1],
  ],
  [
    'Luật Bầu cử 2015, Điều 78: chỉ một người quá nửa',
    election(3, 2),
    moreThan(1, 2, 'valid'),
    [80, 50, 40],
    100,
    'undecided',
    [0],
  ],
  [
    'Luật Bầu cử 2015, Điều 78: ba người quá nửa, hai ghế',
    election(3, 2),
    moreThan(1, 2, 'valid'),
    [80, 60, 55],
    100,
    'decided',
    [0, 1],
  ],
  [
    'Luật Bầu cử 2015, Điều 78: ngang phiếu ở ghế cuối',
    election(3, 2),
    moreThan(1, 2, 'valid'),
    [80, 60, 60],
    100,
    'undecided',
    [0],
  ],
  [
    'ngang phiếu ở ghế đầu, không ở ghế cuối',
    election(3, 2),
    moreThan(1, 2, 'valid'),
    [70, 70, 60],
    100,
    'decided',
    [0, 1],
  ],
  // Trên một phần hai số đại biểu được triệu tập.
  [
    'Quy chế bầu cử trong Đảng: so với số được triệu tập',
    election(2, 1),
    moreThan(1, 2, 'entitled'),
    [60, 40],
    100,
    'undecided',
    [],
  ],
  ['không ai đạt', election(3, 1), moreThan(1, 2, 'valid'), [40, 35, 25], 100, 'undecided', []],
  ['đa số tương đối', election(3, 1), mostVotes, [40, 35, 25], 100, 'decided', [0]],
  ['đa số tương đối, ngang nhau', election(3, 1), mostVotes, [40, 40, 20], 100, 'undecided', []],
  [
    'một trong ba phương án, quá nửa',
    options(3, 1),
    moreThan(1, 2, 'valid'),
    [51, 30, 19],
    100,
    'decided',
    [0],
  ],
  [
    'một trong ba phương án, không phương án nào quá nửa',
    options(3, 1),
    moreThan(1, 2, 'valid'),
    [50, 30, 20],
    100,
    'undecided',
    [],
  ],
  [
    'nhiều phương án, mỗi phương án quá nửa đều được chọn',
    options(3, 3),
    moreThan(1, 2, 'valid'),
    [70, 20, 60],
    100,
    'decided',
    [0, 2],
  ],
  ['xếp thứ tự: nhiều điểm nhất', ranking(3), moreThan(1, 2, 'valid'), [90, 120, 80], 100, 'decided', [1]],
  ['xếp thứ tự: ngang điểm', ranking(3), moreThan(1, 2, 'valid'), [120, 120, 80], 100, 'undecided', []],
  ['không phiếu nào', options(3, 1), mostVotes, [0, 0, 0], 0, 'undecided', []],
];

function labels(count: number): string[] {
  return CANDIDATES.slice(0, count);
}
function election(count: number, seats: number): VoteMethod {
  return { is: 'election', options: labels(count), seats };
}
function options(count: number, most: number): VoteMethod {
  return { is: 'options', options: labels(count), most };
}
function ranking(count: number): VoteMethod {
  return { is: 'ranking', options: labels(count) };
}

describe('options, rankings and elections', () => {
  for (const [name, method, rule, votes, cast, is, chosen] of CHOICES) {
    it(`[VOTE-9] ${name}`, () => {
      const numbers = { entitled: 120, present: 110, cast, blank: 0, invalid: 0, options: [...votes] };
      expect(outcomeOf({ method, rule }, numbers, null, null)).toEqual({ is, chosen });
    });
  }

  it('[VOTE-9] a place in a ranking is worth the options after it, a blank ballot nothing', () => {
    const ballots = [[0, 1, 2], [1, 0], []].map((choice): Ballot => ({
      seat: null,
      receipt: null,
      choice,
      reason: '',
    }));
    const numbers = numbersOf(ranking(3), [], ballots);
    expect(numbers).toMatchObject({ cast: 3, blank: 1, options: [2 + 1, 1 + 2, 0] });
  });

  it('[VOTE-2] a ballot is known options, none twice, not too many, written in one way', () => {
    expect(isChoice(MOTION, [])).toBe(true);
    expect(isChoice(MOTION, [1])).toBe(true);
    expect(isChoice(MOTION, [2])).toBe(false);
    expect(isChoice(MOTION, [0, 1])).toBe(false);
    expect(isChoice(options(3, 2), [0, 2])).toBe(true);
    expect(isChoice(options(3, 2), [2, 0])).toBe(false);
    expect(isChoice(options(3, 2), [0, 0])).toBe(false);
    expect(isChoice(options(3, 2), [0, 1, 2])).toBe(false);
    expect(isChoice(ranking(3), [2, 0])).toBe(true);
    expect(isChoice(election(3, 2), [0, 1])).toBe(true);
    expect(isChoice(election(3, 2), [3])).toBe(false);
  });
});

describe('counting', () => {
  const person = (n: number) => String(n).padStart(20, '0') as PersonId;

  it('[VOTE-7] the numbers are the ballots: each once, with its weight, and the rest didn’t vote', () => {
    const seats = fc.array(
      fc.record({
        weight: fc.integer({ min: 1, max: 1000 }),
        choice: fc.option(fc.constantFrom([], [0], [1])),
      }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(seats, (list) => {
        const roll = list.map(({ weight, choice }, n): RollSeat => ({
          seat: person(n),
          by: choice === null ? null : person(n),
          isPresent: true,
          weight,
        }));
        const ballots = list.flatMap(({ choice }, n): Ballot[] =>
          choice === null ? [] : [{ seat: person(n), receipt: null, choice: [...choice], reason: '' }],
        );
        const numbers = numbersOf(MOTION, roll, ballots);
        const all = list.reduce((sum, { weight }) => sum + weight, 0);
        expect(numbers.entitled).toBe(all);
        const [agree = 0, disagree = 0] = numbers.options;
        expect(agree + disagree + numbers.blank).toBe(numbers.cast);
        expect(numbers.cast + notCast(numbers)).toBe(all);
        const agreed = list.reduce((sum, { weight, choice }) => sum + (choice?.[0] === 0 ? weight : 0), 0);
        expect(agree).toBe(agreed);
      }),
    );
  });

  it('[VOTE-8] the fewest votes that carry carry, and one fewer doesn’t', () => {
    const share = fc
      .tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 100 }), fc.boolean())
      .filter(([part, whole, isMoreThan]) => (isMoreThan ? part < whole : part <= whole));
    fc.assert(
      fc.property(share, fc.nat(5000), ([part, whole, isMoreThan], base) => {
        const rule: MajorityRule = {
          base: 'cast',
          share: { of: [part, whole], isMoreThan },
          chairBreaksTie: false,
        };
        const needed = votesNeeded(rule, base) ?? 0;
        expect(reaches(rule, needed, base)).toBe(true);
        expect(reaches(rule, needed - 1, base)).toBe(false);
      }),
    );
  });

  it('[VOTE-10] hands that don’t add up are not a count', () => {
    const hands = (cast: number, options: number[], blank = 0, invalid = 0) => ({
      cast,
      options,
      blank,
      invalid,
    });
    expect(addsUp(MOTION, hands(10, [6, 3], 1))).toBe(true);
    expect(addsUp(MOTION, hands(10, [6, 3], 0))).toBe(false);
    expect(addsUp(MOTION, hands(10, [6, 3], 1, 1))).toBe(false);
    expect(addsUp(MOTION, hands(3, [1, 1, 1]))).toBe(false);
    expect(addsUp(election(3, 2), hands(10, [9, 8, 1], 1))).toBe(true);
    expect(addsUp(election(3, 2), hands(10, [9, 9, 1], 1))).toBe(false);
    expect(addsUp(election(3, 2), hands(10, [10, 1, 1], 1))).toBe(false);
    expect(numbersOfHands([], hands(10, [6, 3], 1)).cast).toBe(10);
  });
});

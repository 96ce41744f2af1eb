import { createInstance } from 'i18next';
import { describe, expect, it } from 'vitest';
import { newItem } from '#protocol/agenda/records';
import { newVote, NO_VOTING, SIMPLE_MAJORITY, type Vote } from '#protocol/ballots/records';
import { countOf } from '#protocol/ballots/evolve';
import { ended, given } from '#protocol/floor/evolve';
import { NO_FLOOR } from '#protocol/floor/records';
import { blankMeeting, seat, type MeetingState } from '#protocol/meeting/records';
import { ItemId, MeetingId, PersonId, VoteId } from '#protocol/wire/ids';
import type { AdministrativeDocument, Block } from '../administrative-document/index.ts';
import type { MinutesDepth } from '#protocol/minutes/outline';
import { minutesDocument } from './minutes-document.ts';
import type { TextNode } from './text-blocks.ts';

const person = (letter: string) => PersonId.parse(letter.repeat(20));
const [chair, secretary, anh, binh] = [person('c'), person('s'), person('a'), person('b')];
const NAMES: Record<string, string> = {
  [chair]: 'Nguyễn Thị Thu Hương',
  [secretary]: 'Trần Minh Đức',
  [anh]: 'Lê Quang Ánh',
  [binh]: 'Phạm Thị Ngọc Bích',
};
const item = (digit: string) => ItemId.parse(digit.repeat(20));
/** 08:00 on 26 November 2026 by the clock of the machine. */
const EIGHT = new Date(2026, 10, 26, 8, 0).getTime();
const MINUTE = 60_000;
const at = (minutes: number) => EIGHT + minutes * MINUTE;

const texts = import.meta.glob<Record<string, string>>(['./locales/vi.json', '../ballots/locales/vi.json'], {
  eager: true,
  import: 'default',
});
const i18n = createInstance();
await i18n.init({
  lng: 'vi',
  resources: {
    vi: {
      minutes: texts['./locales/vi.json'] ?? {},
      ballots: texts['../ballots/locales/vi.json'] ?? {},
    },
  },
  interpolation: { escapeValue: false },
});

function carried(of: ItemId | null): Vote {
  const fields = {
    motion: 'Thông qua phương án phân bổ kinh phí',
    item: of,
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
    openedAt: at(20),
    stoppedAt: at(22),
    roll,
    chair,
  };
  const cast = roll.map(({ seat: who }) => ({ seat: who, receipt: null, choice: [0], reason: '' }));
  return {
    ...stopped,
    status: 'counted',
    count: countOf(stopped, { ballots: cast, hands: null, isPublished: true }),
  };
}

function meeting(change: Partial<MeetingState> = {}): MeetingState {
  const fields = { title: 'Khai mạc', presenter: null, minutes: 5, kind: 'public' } as const;
  const floor = ended(
    given(NO_FLOOR, { person: anh, kind: 'speech', minutes: 5 }, item('2'), at(10)),
    anh,
    at(14),
  );
  return {
    ...blankMeeting(MeetingId.parse('m'.repeat(20)), {
      title: 'Họp giao ban',
      chair,
      deputy: null,
      quorum: { percent: 60, base: 'entitled' },
      startsAt: EIGHT,
      endsAt: at(60),
      place: 'Phòng họp số 2',
      mode: 'both',
    }),
    status: 'ended',
    openedAt: EIGHT,
    endedAt: at(60),
    participants: [
      seat(chair, 'chair'),
      seat(secretary, 'secretary'),
      seat(anh, 'delegate'),
      seat(binh, 'delegate'),
    ],
    attendance: [
      ...[chair, secretary].map((who) => ({
        person: who,
        is: 'inRoom' as const,
        excused: false,
        reason: '',
        joinedAt: EIGHT,
        leftAt: at(60),
      })),
      { person: anh, is: 'online', excused: false, reason: '', joinedAt: at(7), leftAt: at(50) },
      { person: binh, is: 'absent', excused: true, reason: 'đi công tác', joinedAt: null, leftAt: null },
    ],
    quorum: [{ at: at(7), present: 2, of: 3 }],
    agenda: [
      { ...newItem(item('1'), null, fields), startedAt: EIGHT, endedAt: at(8), progress: 'done' },
      {
        ...newItem(item('2'), null, { ...fields, title: 'Phân bổ kinh phí', presenter: secretary }),
        startedAt: at(8),
        endedAt: at(40),
        progress: 'done',
      },
      newItem(item('3'), null, { ...fields, title: 'Nội dung khác' }),
    ],
    floor,
    voting: { ...NO_VOTING, votes: [carried(item('2'))] },
    ...change,
  };
}

/** As the skeleton has it, with a line under the second item. */
function textOfSkeleton(): TextNode[] {
  return [
    { type: 'liveBlock', attrs: { kind: 'attendance' } },
    { type: 'paragraph' },
    ...['1', '2', '3'].flatMap((digit): TextNode[] => [
      { type: 'liveBlock', attrs: { kind: 'item', ref: item(digit) } },
      { type: 'liveBlock', attrs: { kind: 'speeches', ref: item(digit) } },
      ...(digit === '2'
        ? [
            {
              type: 'paragraph',
              content: [{ type: 'text', text: 'Các đại biểu ', marks: [{ type: 'bold' }] }],
            },
          ]
        : []),
      { type: 'liveBlock', attrs: { kind: 'votes', ref: item(digit) } },
    ]),
    { type: 'liveBlock', attrs: { kind: 'besides' } },
    { type: 'conclusion', content: [{ type: 'text', text: 'Giao Vụ Kế hoạch.' }] },
  ];
}

function write(
  state: MeetingState,
  depth: MinutesDepth = 'full',
  text: readonly TextNode[] = textOfSkeleton(),
): AdministrativeDocument {
  return minutesDocument(state, text, {
    t: i18n.getFixedT('vi', 'minutes'),
    depth,
    results: {
      t: i18n.getFixedT('vi', 'ballots'),
      language: 'vi',
      issuer: 'Văn phòng Bộ',
      nameOf: (who) => NAMES[who] ?? '?',
      positionOf: () => '',
      ranked: [chair, anh, binh, secretary],
    },
  });
}

function textOf(block: Block): string {
  if (block.is === 'image') return '';
  if (block.is === 'table')
    return [...block.head, ...block.rows]
      .map((row) =>
        row
          .map((each) =>
            each
              .flat()
              .map(({ text }) => text)
              .join(' '),
          )
          .join(' | '),
      )
      .join('\n');
  if (block.is === 'list')
    return block.items.map(({ runs }) => runs.map(({ text }) => text).join('')).join('\n');
  return block.runs.map(({ text }) => text).join('');
}

const allOf = ({ body }: AdministrativeDocument) => body.map(textOf).join('\n');

describe('the draft of the minutes', () => {
  it('says who came, when, and who didn’t and why', () => {
    const text = allOf(write(meeting()));
    expect(text).toContain('Khai mạc: 08:00, 26/11/2026.');
    expect(text).toContain('Có mặt: 3 người.');
    expect(text).toContain('2 | Lê Quang Ánh | Trực tuyến, đến 08:07, rời 08:50');
    // Whoever stayed to the end didn't leave, and whoever was there at the opening didn't come late.
    expect(text).toContain('1 | Nguyễn Thị Thu Hương | Tại phòng họp\n');
    expect(text).toContain('Vắng mặt: Phạm Thị Ngọc Bích (có lý do: đi công tác).');
    expect(text).toContain('Có quyền biểu quyết: có mặt 2 trên 3 người.');
    expect(text).toContain('cần 2 trên 3 người; lúc đông nhất có mặt 2: đủ.');
  });

  it('tells each item with its times, speeches and votes', () => {
    const text = allOf(write(meeting()));
    expect(text).toContain('2. Phân bổ kinh phí\nTrình bày: Trần Minh Đức.\nThời gian: từ 08:08 đến 08:40.');
    expect(text).toContain('Lê Quang Ánh (08:10, 4 phút): ……');
    expect(text).toContain('Nội dung: Thông qua phương án phân bổ kinh phí');
    expect(text).toContain('Được thông qua');
    expect(text).toContain('3. Nội dung khác\nChưa thảo luận nội dung này.');
    expect(text).toContain('Phiên họp kết thúc lúc 09:00, 26/11/2026.');
  });

  it('writes less where less is asked for, and never leaves a result out', () => {
    const points = allOf(write(meeting(), 'points'));
    expect(points).toContain('Đã phát biểu: Lê Quang Ánh.');
    expect(points).not.toContain('4 phút');
    expect(points).not.toContain('STT | Họ và tên, chức vụ');
    const results = allOf(write(meeting(), 'results'));
    expect(results).not.toContain('phát biểu');
    for (const text of [points, results]) {
      for (const part of ['Được thông qua', 'Các đại biểu', 'Giao Vụ Kế hoạch.'])
        expect(text).toContain(part);
    }
  });

  it('keeps what belongs to no item, and says that a meeting goes on', () => {
    const text = allOf(
      write(
        meeting({ voting: { ...NO_VOTING, votes: [carried(null)] }, status: 'inSession', endedAt: null }),
      ),
    );
    expect(text).toContain('Nội dung khác\nBiểu quyết:\nNội dung: Thông qua');
    expect(text).toContain('Phiên họp đang diễn ra.');
    expect(text).not.toContain('Chưa thảo luận nội dung này');
  });

  it('puts headings where parts begin, once each, and keeps what was written as it was written', () => {
    const { body } = write(meeting());
    const parts = body.flatMap((block) =>
      block.is === 'heading' && block.level === 1 ? [textOf(block)] : [],
    );
    expect(parts).toEqual([
      'I. Thời gian, địa điểm, thành phần',
      'II. Nội dung',
      'III. Kết luận của chủ trì',
    ]);
    expect(body).toContainEqual({ is: 'paragraph', runs: [{ text: 'Các đại biểu ', bold: true }] });
    // Room to write in is no part of the document.
    expect(body.some((block) => block.is === 'paragraph' && block.runs.length === 0)).toBe(false);
  });

  it('says what a block can’t show any more, and keeps lists and tables', () => {
    const cellOf = (text: string, type: 'tableHeader' | 'tableCell'): TextNode => ({
      type,
      content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
    });
    const { body } = write(meeting(), 'full', [
      { type: 'liveBlock', attrs: { kind: 'item', ref: item('9') } },
      { type: 'liveBlock', attrs: { kind: 'hologram' } },
      {
        type: 'bulletList',
        content: [
          {
            type: 'listItem',
            content: [
              { type: 'paragraph', content: [{ type: 'text', text: 'Một' }] },
              {
                type: 'orderedList',
                content: [
                  {
                    type: 'listItem',
                    content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Hai' }] }],
                  },
                ],
              },
            ],
          },
        ],
      },
      {
        type: 'table',
        content: [
          { type: 'tableRow', content: [cellOf('STT', 'tableHeader')] },
          { type: 'tableRow', content: [cellOf('1', 'tableCell')] },
        ],
      },
    ]);
    const text = body.map(textOf).join('\n');
    expect(text).toContain('Nội dung này không còn trong phiên họp.');
    expect(text).toContain('phiên bản mới hơn');
    expect(body).toContainEqual({
      is: 'list',
      ordered: false,
      items: [
        {
          runs: [{ text: 'Một' }],
          lists: [{ ordered: true, items: [{ runs: [{ text: 'Hai' }], lists: [] }] }],
        },
      ],
    });
    expect(body).toContainEqual({
      is: 'table',
      columns: [{ width: 1 }],
      head: [[[[{ text: 'STT' }]]]],
      rows: [[[[{ text: '1' }]]]],
    });
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  anyCommand,
  anyServerCommand,
  MEETING,
  PEOPLE,
  preparation,
  preparedPaper,
} from '../../testing/meeting-commands.ts';
import { NAMED_VOTE } from '../../testing/vote-fields.ts';
import { kindOf } from '../agenda/visibility.ts';
import type { VoteFields } from '../ballots/records.ts';
import type { Paper } from '../documents/records.ts';
import type { MeetingCommand, ServerCommand } from '../meeting/commands.ts';
import { decide, decideForServer } from '../meeting/decide.ts';
import type { MeetingEvent } from '../meeting/events.ts';
import { evolve } from '../meeting/evolve.ts';
import { MeetingStatus, type MeetingState, type PresentedPage } from '../meeting/records.ts';
import { VoteId, type PersonId } from '../wire/ids.ts';
import { codeOfBytes } from './check-in-code.ts';
import { displayView, DisplayView, type DisplaySurroundings } from './view.ts';

const around: DisplaySurroundings = {
  now: 1000,
  nameOf: (person) => ({ name: `Bà số ${person.slice(-1)}`, title: 'Vụ trưởng' }),
  checkIn: { code: codeOfBytes(new Uint8Array(24)), link: 'https://hop.example/meetings/x' },
};

type Step = { readonly by: number; readonly command: MeetingCommand } | { readonly server: ServerCommand };

const prepared: readonly Step[] = [
  ...preparation.map((command): Step => ({ by: command.type === 'meeting.approve' ? 0 : 1, command })),
  { server: preparedPaper },
];

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      by: fc.oneof({ weight: 4, arbitrary: fc.nat(1) }, fc.nat(PEOPLE.length - 1)),
      command: anyCommand,
    }),
  },
  { weight: 2, arbitrary: anyServerCommand.map((server): Step => ({ server })) },
);

function after(steps: readonly Step[]): MeetingState {
  let state: MeetingState | undefined;
  for (const [at, step] of steps.entries()) {
    const decision =
      'server' in step
        ? decideForServer(state, step.server)
        : decide(state, step.command, PEOPLE[step.by] ?? PEOPLE[0]!, 0);
    if (decision.ok) for (const { event } of decision.events) state = evolve(state, event, at);
  }
  if (state === undefined) throw new Error('no meeting');
  return state;
}

const meetings = fc
  .array(anyStep, { minLength: 10, maxLength: 60, size: 'max' })
  .map((rest) => after([...prepared, ...rest]));

const isOpen = ({ agenda }: MeetingState, { item, readers }: Paper): boolean =>
  readers.to === 'all' && kindOf(agenda, item) === 'public';

/** The same meeting in which every text that is not for the room says so. */
function labelled(state: MeetingState): MeetingState {
  const secret = 'MẬT';
  return {
    ...state,
    agenda: state.agenda.map((item) => ({
      ...item,
      title: kindOf(state.agenda, item.id) === 'public' ? 'Nội dung công khai' : `${secret} nội dung`,
    })),
    participants: state.participants.map((entry) => ({
      ...entry,
      response: { ...entry.response, reason: `${secret} lý do` },
    })),
    papers: state.papers.map((paper) => ({
      ...paper,
      title: `${secret} tài liệu`,
      number: `${secret} số`,
      version: paper.version && { ...paper.version, fileName: `${secret}.pdf` },
    })),
    attendance: state.attendance.map((entry) => ({ ...entry, reason: `${secret} vắng` })),
    questions: state.questions.map((question) => ({ ...question, text: `${secret} câu hỏi` })),
    voting: {
      ...state.voting,
      votes: state.voting.votes.map((vote) => {
        const { item } = vote.fields;
        const isPublic = item === null || kindOf(state.agenda, item) === 'public';
        return {
          ...vote,
          fields: { ...vote.fields, motion: isPublic ? 'Kiến nghị' : `${secret} kiến nghị` },
          voided: vote.voided && { ...vote.voided, reason: `${secret} lý do hủy` },
        };
      }),
    },
    serviceCalls: state.serviceCalls.map((call) => ({ ...call, note: `${secret} gọi` })),
  };
}

/** Every page that a presenter might show of the meeting's papers, also of those that they may not. */
function anyPage(state: MeetingState): (PresentedPage | null)[] {
  return [
    null,
    ...state.papers.flatMap(({ id, version, earlier }) =>
      [version, ...earlier].flatMap((entry): PresentedPage[] =>
        entry === null ? [] : [{ paper: id, version: entry.id, page: 0, rect: null, mark: null }],
      ),
    ),
  ];
}

describe("the room's screen", () => {
  it('[DISPLAY-1] is told nothing that is not for everyone, whatever has happened in the meeting', () => {
    let hidden = 0;
    let closed = 0;
    fc.assert(
      fc.property(meetings, (plain) => {
        // Each item in its turn is the current one, so that the closed ones are it often enough.
        const currents = [plain.currentItem, ...plain.agenda.map(({ id }) => id)];
        const pages = anyPage(plain);
        for (const [index, page] of [...pages, ...currents.map(() => null)].entries()) {
          const currentItem = currents[Math.max(0, index - pages.length)] ?? null;
          const state = { ...labelled(plain), currentItem };
          const view = displayView(state, page, around);
          // What goes over the wire is what the schema says and nothing beside it.
          expect(DisplayView.parse(view)).toEqual(view);
          const text = JSON.stringify(view);
          expect(text).not.toContain('MẬT');
          expect(text).not.toContain(MEETING);
          for (const { id } of PEOPLE) expect(text).not.toContain(id);
          for (const paper of state.papers) {
            expect(text).not.toContain(paper.id);
            if (isOpen(state, paper)) continue;
            hidden++;
            for (const version of [paper.version, ...paper.earlier])
              if (version !== null) expect(text).not.toContain(version.id);
          }
          for (const { id } of [...state.agenda, ...state.floor.requests, ...state.questions])
            expect(text).not.toContain(id);
          for (const { id } of state.serviceCalls) expect(text).not.toContain(id);
          for (const { id } of state.voting.votes) expect(text).not.toContain(id);
          const current = state.agenda.find(({ id }) => id === state.currentItem);
          expect(view.item === null).toBe(current === undefined);
          if (current !== undefined && kindOf(state.agenda, current.id) !== 'public') {
            closed++;
            expect(view.item).toEqual({
              number: expect.any(String) as string,
              progress: current.progress,
              about: null,
            });
          }
        }
      }),
      { numRuns: 300 },
    );
    // The meetings had something to hide.
    expect(hidden).toBeGreaterThan(50);
    expect(closed).toBeGreaterThan(5);
  });

  const inSession = () => after([...prepared, { by: 0, command: { type: 'meeting.open' } }]);
  const item = (state: MeetingState) => {
    const found = state.agenda[0];
    if (found === undefined) throw new Error('no item');
    return found;
  };

  it('[DISPLAY-2] shows a page of a paper for everyone on a public item only, and only in session', () => {
    let shown = 0;
    fc.assert(
      fc.property(meetings, (state) => {
        for (const page of anyPage(state)) {
          const view = displayView(state, page, around);
          const paper = state.papers.find(({ id }) => id === page?.paper);
          const may = paper !== undefined && isOpen(state, paper) && state.status === 'inSession';
          expect(view.page === null).toBe(!may);
          if (view.page !== null) shown++;
        }
      }),
    );
    expect(shown).toBeGreaterThan(20);
  });

  it('[DISPLAY-2] tells where on the page the presenter is, and how they turn it', () => {
    const state = inSession();
    const { version } = state.papers[0] ?? {};
    if (version == null) throw new Error('no paper');
    const rect = { x: 1, y: 2, width: 3, height: 4 };
    const page: PresentedPage = {
      paper: state.papers[0]!.id,
      version: version.id,
      page: 2,
      rect,
      mark: null,
      view: { mode: 'single', coverAlone: false, turn: 90 },
    };
    expect(displayView(state, page, around).page).toEqual({
      version: version.id,
      page: 2,
      pages: 3,
      rect,
      turn: 90,
    });
    expect(displayView(state, { ...page, page: 3 }, around).page).toBeNull();
  });

  it('[DISPLAY-3] gives clocks as they stand, with the time by which they are read', () => {
    let state = inSession();
    const chair = state.fields.chair;
    const person: PersonId = chair;
    for (const [at, event] of [
      [5000, { type: 'person.joined', payload: { person } }],
      [6000, { type: 'agenda.itemStarted', payload: { id: item(state).id } }],
      [7000, { type: 'floor.given', payload: { person, request: null, kind: 'speech', minutes: 5 } }],
    ] as const)
      state = evolve(state, event, at)!;
    const view = displayView(state, null, { ...around, now: 9000 });
    expect(view.now).toBe(9000);
    expect(view.item).toMatchObject({ number: '1', progress: 'running', about: { since: 6000, usedMs: 0 } });
    expect(view.speaker).toEqual({
      name: `Bà số ${person.slice(-1)}`,
      title: 'Vụ trưởng',
      kind: 'speech',
      since: 7000,
      usedMs: 0,
      minutes: 5,
    });
  });

  describe('[DISPLAY-6] of a vote', () => {
    const id = VoteId.parse('v'.repeat(20));
    const begun = (change: Partial<VoteFields> = {}) => {
      const state = inSession();
      const fields: VoteFields = {
        ...NAMED_VOTE,
        motion: 'Thông qua kế hoạch',
        electorate: [state.fields.chair],
        ...change,
      };
      const chair = state.fields.chair;
      return [
        { type: 'vote.opened', payload: { id, fields, repeats: null } },
        { type: 'vote.cast', payload: { id, seat: chair, by: chair, choice: [0] } },
      ].reduce((at, event) => evolve(at, event as MeetingEvent, 5)!, state);
    };
    const stopped = (state: MeetingState, isPublished = true) => {
      const seat = state.fields.chair;
      const roll = [{ seat, by: seat, isPresent: true, weight: 1 }];
      const ballots = [{ seat, receipt: null, choice: [0] }];
      return [
        { type: 'vote.stopped', payload: { id, roll, quorum: null, chair: seat } },
        { type: 'vote.counted', payload: { id, ballots, hands: null, isPublished } },
      ].reduce((at, event) => evolve(at, event as MeetingEvent, 9)!, state);
    };
    const voteOn = (state: MeetingState) => displayView(state, null, around).vote;

    it('shows the motion and how many have voted, and the numbers only where they are shown live', () => {
      expect(voteOn(begun())).toMatchObject({ motion: 'Thông qua kế hoạch', cast: 1, of: 1, numbers: null });
      expect(voteOn(begun({ show: 'live' }))?.numbers).toMatchObject({ options: [1, 0], cast: 1 });
      expect(voteOn(begun({ kind: 'secret' }))?.numbers).toBeNull();
    });

    it('shows the result once it is published, until the item changes or it is void', () => {
      const over = stopped(begun());
      expect(voteOn(over)).toMatchObject({ stoppedAt: 9, outcome: { is: 'carried', chosen: [0] } });
      expect(voteOn(stopped(begun({ show: 'chair' }), false))).toMatchObject({
        numbers: null,
        outcome: null,
      });
      const started = { type: 'agenda.itemStarted', payload: { id: item(over).id } } as const;
      expect(voteOn(evolve(over, started, 8)!)).not.toBeNull();
      expect(voteOn(evolve(over, started, 10)!)).toBeNull();
      const ofItem = stopped(evolve(begun({ item: item(over).id }), started, 8)!);
      expect(voteOn(ofItem)).not.toBeNull();
      expect(voteOn({ ...ofItem, currentItem: null })).toBeNull();
      const payload = { id, reason: 'Nhầm', by: over.fields.chair };
      expect(voteOn(evolve(over, { type: 'vote.voided', payload }, 10)!)).toBeNull();
    });

    it('shows nothing where its item is not a public one', () => {
      const state = inSession();
      const closed = {
        ...state,
        agenda: state.agenda.map((each) => ({ ...each, kind: 'internal' as const })),
      };
      const { voting } = begun({ item: item(state).id });
      expect(voteOn({ ...state, voting })).not.toBeNull();
      expect(voteOn({ ...closed, voting })).toBeNull();
    });
  });

  it('[CHECKIN-1] has the code only while people can be checked in', () => {
    const has = (status: MeetingState['status']) =>
      displayView({ ...inSession(), status }, null, around).checkIn !== null;
    expect(MeetingStatus.options.filter(has)).toEqual(['sent', 'inSession']);
  });
});

import type { TFunction } from 'i18next';
import type { RollSeat, Vote, VoteCount } from '#protocol/ballots/records';
import { versionOf } from '#protocol/documents/records';
import { isInWriting } from '#protocol/meeting/in-writing';
import type { MeetingState } from '#protocol/meeting/records';
import type { PersonId } from '#protocol/wire/ids';
import { formatDateTime, formatNumber, formatOfficialDate, type Language } from '../../ui/index.ts';
import {
  type AdministrativeDocument,
  type Block,
  cell,
  type DocumentTable,
  heading,
  paragraph,
  sentence,
} from '../administrative-document/index.ts';
import { voteText } from './useVoteText.ts';
import { resultView } from './vote-view.ts';

/** Letters. */
const LONGEST_EXCERPT = 160;

/** What a document of results needs besides the meeting. */
export interface ResultWriting {
  readonly t: TFunction<'ballots'>;
  readonly language: Language;
  /** The organisation. */
  readonly issuer: string;
  readonly nameOf: (person: PersonId) => string;
  /** Title and unit; empty when nothing is known. */
  readonly positionOf: (person: PersonId) => string;
  /** Everyone of the meeting by rank. */
  readonly ranked: readonly PersonId[];
}

/** Whether a vote has a result that everyone who sees the vote may take away. A void one keeps it. */
export function hasResult({ count }: Pick<Vote, 'count'>): boolean {
  return count !== null && count.isPublished;
}

/** The votes that a report of an opinion round tells of, in the order in which they were asked. */
export function reportedVotes({ voting }: Pick<MeetingState, 'voting'>): readonly Vote[] {
  return voting.votes.filter((vote) => hasResult(vote) || (vote.status === 'void' && vote.openedAt !== null));
}

/** Whether an opinion round is over and something came of it. */
export function hasReport(state: Pick<MeetingState, 'fields' | 'endedAt' | 'voting'>): boolean {
  return isInWriting(state.fields) && state.endedAt !== null && state.voting.votes.some(hasResult);
}

/** The record (biên bản) of one vote of a meeting: what was put to the vote, what was needed, and what came of it. */
export function voteDocument(
  state: MeetingState,
  vote: Vote,
  writing: ResultWriting,
): AdministrativeDocument {
  const { t, language, nameOf } = writing;
  const { fields } = state;
  const chair = vote.chair ?? fields.chair;
  const secretaries = secretariesOf(state, writing);
  const { openedAt, stoppedAt } = vote;
  const answers = answersTable(vote, writing);
  return {
    ...form(
      writing,
      t('document.minutes.number'),
      t('document.place', { date: formatOfficialDate(stoppedAt ?? fields.startsAt, language) }),
    ),
    kind: t('document.minutes.kind'),
    subject: t(vote.fields.kind === 'hands' ? 'document.minutes.hands' : 'document.minutes.ballots', {
      title: fields.title,
    }),
    body: [
      heading(t('document.heading.vote')),
      sentence(t('document.line.meeting', { title: fields.title })),
      ...(fields.place === '' ? [] : [sentence(t('document.line.where', { place: fields.place }))]),
      sentence(t('document.line.chair', { name: called(chair, writing) })),
      ...(secretaries.length === 0
        ? []
        : [
            sentence(
              t('document.line.secretary', {
                names: secretaries.map((person) => called(person, writing)).join('; '),
              }),
            ),
          ]),
      ...(openedAt === null || stoppedAt === null
        ? []
        : [
            sentence(
              t('document.line.when', {
                from: formatDateTime(openedAt, language),
                to: formatDateTime(stoppedAt, language),
              }),
            ),
          ]),
      ...asked(state, vote, writing),
      heading(t('document.heading.result')),
      ...result(state, vote, writing),
      ...(answers === null ? [] : [heading(t('document.heading.list')), answers]),
      ...sealed(state, writing),
    ],
    signatures: [
      {
        authority: [],
        role: t('document.sign.secretary'),
        name: secretaries[0] === undefined ? '' : nameOf(secretaries[0]),
      },
      { authority: [], role: t('document.sign.chair'), name: nameOf(chair) },
    ],
    recipients: {
      label: t('document.recipients.label'),
      names: [t('document.recipients.meeting'), t('document.recipients.archive')],
    },
  };
}

/** The report (báo cáo) of an opinion round with all its questions, or with some of them. */
export function roundDocument(
  state: MeetingState,
  writing: ResultWriting,
  votes: readonly Vote[] = reportedVotes(state),
): AdministrativeDocument {
  const { t, language, nameOf } = writing;
  const { fields } = state;
  const roll = new Set(votes.flatMap((vote) => vote.roll.map(({ seat }) => seat)));
  const answered = new Set(
    votes.flatMap((vote) => vote.roll.filter(({ by }) => by !== null).map(({ seat }) => seat)),
  );
  const from = Math.min(...votes.flatMap(({ openedAt }) => openedAt ?? []));
  const to = Math.max(...votes.flatMap(({ stoppedAt, voided }) => stoppedAt ?? voided?.at ?? []));
  const year = new Date(to).getFullYear();
  return {
    // The day on which it is issued is filled in with its number.
    ...form(writing, t('document.report.number'), t('document.report.date', { year })),
    kind: t('document.report.kind'),
    subject: t('document.report.subject', { title: fields.title }),
    body: [
      heading(t('document.heading.round')),
      sentence(
        t('document.line.asked', {
          from: formatDateTime(from, language),
          to: formatDateTime(to, language),
        }),
      ),
      sentence(t('document.line.deadline', { time: formatDateTime(fields.endsAt, language) })),
      sentence(t('document.line.chair', { name: called(fields.chair, writing) })),
      sentence(
        t('document.line.invited', {
          asked: formatNumber(roll.size, language),
          answered: formatNumber(answered.size, language),
        }),
      ),
      ...(votes.length < 2 ? [] : [paragraph(t('document.table.overview')), overview(votes, writing)]),
      heading(t('document.heading.results')),
      ...votes.flatMap((vote, n) => {
        const answers = answersTable(vote, writing);
        return [
          heading(t('document.heading.question', { number: n + 1 }), 2),
          ...asked(state, vote, writing),
          ...result(state, vote, writing),
          ...(answers === null ? [] : [paragraph(t('document.table.answers')), answers]),
        ];
      }),
      ...sealed(state, writing),
    ],
    signatures: [{ authority: [], role: t('document.sign.chair'), name: nameOf(fields.chair) }],
    recipients: {
      label: t('document.recipients.label'),
      names: [t('document.recipients.asked'), t('document.recipients.archive')],
    },
  };
}

function form(
  { t, language, issuer }: ResultWriting,
  number: string,
  placeAndDate: string,
): Pick<AdministrativeDocument, 'language' | 'letterhead'> {
  return {
    language,
    letterhead: {
      superior: '',
      issuer: issuer === '' ? t('document.issuer') : issuer,
      number,
      placeAndDate,
    },
  };
}

/** The secretaries of a meeting by rank. */
export function secretariesOf({ participants }: MeetingState, { ranked }: ResultWriting): PersonId[] {
  const people = new Set(participants.filter(({ role }) => role === 'secretary').map(({ person }) => person));
  return ranked.filter((person) => people.has(person));
}

/** Name and position. */
export function called(person: PersonId, { nameOf, positionOf }: ResultWriting): string {
  return [nameOf(person), positionOf(person)].filter((text) => text !== '').join(', ');
}

/** A vote inside another document: what was put to the vote and what came of it. */
export function voteBlocks(state: MeetingState, vote: Vote, writing: ResultWriting): Block[] {
  return [...asked(state, vote, writing), ...result(state, vote, writing)];
}

/** What was asked, of which page, and how it was answered. */
function asked({ agenda, papers }: MeetingState, { fields }: Vote, { t }: ResultWriting): Block[] {
  const item = agenda.find(({ id }) => id === fields.item)?.title ?? '';
  const paper = papers.find(({ id }) => id === fields.about?.paper);
  const isKnown =
    paper !== undefined && fields.about !== null && versionOf(paper, fields.about.version) !== undefined;
  const title = paper?.number
    ? t('document.line.numbered', { title: paper.title, number: paper.number })
    : (paper?.title ?? '');
  return [
    sentence(t('document.line.motion', { motion: fields.motion })),
    ...(item === '' ? [] : [sentence(t('document.line.item', { title: item }))]),
    ...(isKnown && fields.about !== null
      ? [sentence(t('document.line.paper', { title, page: fields.about.page + 1 }))]
      : []),
    sentence(
      t('document.line.how', {
        kind: t(`kind.${fields.kind}`),
        method: t(`method.${fields.method.is}`),
      }),
    ),
  ];
}

/** The numbers, what was needed, and what was decided; that it is void. */
function result(state: MeetingState, vote: Vote, writing: ResultWriting): Block[] {
  const { t, language, nameOf } = writing;
  const { count, voided, fields } = vote;
  const isVoid: Block[] =
    voided === null
      ? []
      : [
          {
            is: 'paragraph',
            runs: [
              {
                text: t('document.line.void', {
                  name: nameOf(voided.by),
                  time: formatDateTime(voided.at, language),
                  reason: voided.reason,
                }),
                bold: true,
              },
            ],
          },
        ];
  if (count === null || !count.isPublished) return [...isVoid, paragraph(t('document.line.uncounted'))];
  return [
    ...numbers(state, vote, count, writing),
    paragraph(t('document.table.caption')),
    optionsTable(vote, count, writing),
    ...rule(vote, count, writing),
    {
      is: 'paragraph',
      runs: [
        { text: t('document.line.outcome') },
        { text: `${voteText(t, language).outcome(fields, count.outcome)}.`, bold: true },
      ],
    },
    ...isVoid,
    ...(fields.kind === 'secret' ? [paragraph(t('document.line.secret'))] : []),
  ];
}

function numbers(
  { fields }: MeetingState,
  { quorum }: Vote,
  { numbers: { entitled, present, cast } }: VoteCount,
  { t, language }: ResultWriting,
): Block[] {
  const figure = (value: number) => formatNumber(value, language);
  return [
    sentence(
      isInWriting(fields)
        ? t('document.line.entitledAsked', { entitled: figure(entitled), cast: figure(cast) })
        : t('result.entitled', { entitled: figure(entitled), present: figure(present), cast: figure(cast) }),
    ),
    ...(quorum === null
      ? []
      : [
          sentence(
            t(quorum.present >= quorum.needed ? 'result.quorum' : 'result.noQuorum', {
              present: figure(quorum.present),
              of: figure(quorum.of),
              needed: figure(quorum.needed),
            }),
          ),
        ]),
  ];
}

function rule({ fields }: Vote, count: VoteCount, { t, language }: ResultWriting): Block[] {
  if (fields.method.is === 'ranking') return [paragraph(t('result.ranking'))];
  const text = voteText(t, language);
  const { base, needed } = resultView(fields, count.numbers, count.outcome);
  const parts = [t('result.rule', { rule: text.rule(fields.rule) })];
  if (needed !== null)
    parts.push(
      t('result.needed', {
        needed: formatNumber(needed, language),
        base: formatNumber(base, language),
        of: text.within(t(`base.${fields.rule.base}`)),
      }),
    );
  if (fields.rule.chairBreaksTie) parts.push(`${t('options.chairBreaksTie')}.`);
  return [paragraph(parts.join(' '))];
}

function optionsTable({ fields }: Vote, count: VoteCount, { t, language }: ResultWriting): DocumentTable {
  const text = voteText(t, language);
  const { rows } = resultView(fields, count.numbers, count.outcome);
  const isRanking = fields.method.is === 'ranking';
  const share = isRanking ? [] : [cell(t('document.table.share'))];
  return {
    is: 'table',
    columns: [
      { width: 8, align: 'left' },
      { width: 3, align: 'center' },
      ...(isRanking ? [] : [{ width: 3, align: 'center' } as const]),
    ],
    head: [
      [
        cell(t('document.table.option')),
        cell(t(isRanking ? 'document.table.points' : 'document.table.votes')),
        ...share,
      ],
    ],
    rows: rows.map((row) => [
      cell(text.row(fields.method, row), { bold: row.isChosen }),
      cell(formatNumber(row.votes, language), { bold: row.isChosen }),
      ...(isRanking ? [] : [cell(row.share === null ? '' : text.percent(row.share), { bold: row.isChosen })]),
    ]),
  };
}

function overview(votes: readonly Vote[], { t, language }: ResultWriting): DocumentTable {
  const text = voteText(t, language);
  return {
    is: 'table',
    columns: [{ width: 1.4, align: 'center' }, { width: 8 }, { width: 4 }],
    head: [
      [
        cell(t('document.table.number')),
        cell(t('document.table.question')),
        cell(t('document.table.outcome')),
      ],
    ],
    rows: votes.map(({ fields, count, status }, n) => [
      cell(String(n + 1)),
      cell(excerpt(fields.motion)),
      cell(status === 'void' || count === null ? t('status.void') : text.outcome(fields, count.outcome)),
    ]),
  };
}

/** The beginning of a motion, for a list in which it is only to be recognised. */
function excerpt(motion: string): string {
  return motion.length <= LONGEST_EXCERPT ? motion : `${motion.slice(0, LONGEST_EXCERPT).trimEnd()}…`;
}

/** Who said what and why, by rank; null where nobody may know or nothing was counted. */
function answersTable({ fields, count, roll }: Vote, writing: ResultWriting): DocumentTable | null {
  const { t, language, ranked, nameOf, positionOf } = writing;
  if (fields.kind !== 'named' || count === null || !count.isPublished) return null;
  const text = voteText(t, language);
  const places = new Map(ranked.map((person, place) => [person, place]));
  const placeOf = ({ seat }: RollSeat) => places.get(seat) ?? places.size;
  const ballots = new Map(count.ballots.map((ballot) => [ballot.seat, ballot]));
  const hasReasons = count.ballots.some(({ reason }) => reason !== '');
  return {
    is: 'table',
    columns: [
      { width: 1.4, align: 'center' },
      { width: 5 },
      { width: 3 },
      ...(hasReasons ? [{ width: 5 }] : []),
    ],
    head: [
      [
        cell(t('document.table.number')),
        cell(t('document.table.person')),
        cell(t('document.table.choice')),
        ...(hasReasons ? [cell(t('document.table.reason'))] : []),
      ],
    ],
    rows: roll
      .toSorted((one, other) => placeOf(one) - placeOf(other))
      .map(({ seat, by, weight }, n) => {
        const ballot = ballots.get(seat);
        const about = [
          positionOf(seat),
          by === null || by === seat ? '' : t('lists.by', { name: nameOf(by) }),
          weight === 1 ? '' : t('lists.weight', { count: weight }),
        ].filter((part) => part !== '');
        return [
          cell(String(n + 1)),
          [[{ text: nameOf(seat) }], ...about.map((part) => [{ text: part, italic: true }])],
          cell(ballot === undefined ? t('row.notCast') : text.choice(fields.method, ballot.choice)),
          ...(hasReasons ? [cell(ballot?.reason ?? '')] : []),
        ];
      }),
  };
}

/** By what the log of a closed meeting is known again, in groups as the log's own dialog shows it. */
export function sealed({ seal }: MeetingState, { t, language }: ResultWriting): Block[] {
  if (seal === null) return [];
  const code = (seal.hash.match(/.{8}/gu) ?? []).join(' ');
  return [paragraph(`${t('document.line.sealed', { events: formatNumber(seal.seq, language), code })}.`)];
}

import type { TFunction } from 'i18next';
import type { Paper } from '#protocol/documents/records';
import type { PastSpeech } from '#protocol/floor/records';
import type { MeetingState } from '#protocol/meeting/records';
import {
  minutesFacts,
  type AttendanceFacts,
  type ItemFacts,
  type MinutesFacts,
  type PersonFacts,
} from '#protocol/minutes/facts';
import { evidenceFacts } from '#protocol/minutes/evidence';
import { blockFacts } from '#protocol/minutes/live-block';
import type { MinutesDepth } from '#protocol/minutes/outline';
import type { PersonId } from '#protocol/wire/ids';
import { formatDateTime, formatDuration, formatOfficialDate, formatTime } from '../../ui/index.ts';
import { rollLine } from '../attendance/index.ts';
import { called, sealed, secretariesOf, voteBlocks, voteText, type ResultWriting } from '../ballots/index.ts';
import {
  cell,
  heading,
  paragraph,
  sentence,
  type AdministrativeDocument,
  type Block,
  type DocumentTable,
} from '../administrative-document/index.ts';
import { conclusionFields } from '#protocol/minutes/conclusions';
import { evidenceWords } from './conclusions/evidence-words.ts';
import { orderOf } from './conclusions/order-words.ts';
import { pictureBlock } from './pictures/picture-block.ts';
import type { PictureBook } from './pictures/picture-book.ts';
import { textBlocks, type PictureBlocks, type TextNode } from './text-blocks.ts';

/** What the minutes need besides the meeting. */
export interface MinutesWriting {
  readonly t: TFunction<'minutes'>;
  readonly depth: MinutesDepth;
  /** Where the bytes of the text's pictures are; without it each gives its words. */
  readonly pictures?: PictureBook | undefined;
  /** The same for the votes in them. */
  readonly results: ResultWriting;
}

/**
 * The minutes as a document: the text that was written, with what the meeting says of itself where the text has a block
 * for it. Parts get their headings where the first of their blocks stands.
 */
export function minutesDocument(
  state: MeetingState,
  text: readonly TextNode[],
  writing: MinutesWriting,
): AdministrativeDocument {
  const { t, results } = writing;
  const { language, issuer, nameOf } = results;
  const { fields, openedAt, endedAt } = state;
  const [secretary] = secretariesOf(state, results);
  return {
    language,
    letterhead: {
      superior: '',
      issuer: issuer === '' ? t('document.issuer') : issuer,
      number: t('document.number'),
      placeAndDate: t('document.place', {
        date: formatOfficialDate(endedAt ?? openedAt ?? fields.startsAt, language),
      }),
    },
    kind: t('document.kind'),
    subject: t('document.subject', { title: fields.title }),
    body: [
      ...written(text, minutesFacts(state), state, writing),
      paragraph(
        endedAt === null
          ? t('document.line.running')
          : t('document.line.ended', { time: formatDateTime(endedAt, language) }),
      ),
      ...sealed(state, results),
    ],
    signatures: [
      {
        authority: [],
        role: t('document.signSecretary'),
        name: secretary === undefined ? '' : nameOf(secretary),
      },
      { authority: [], role: t('document.signChair'), name: nameOf(fields.chair) },
    ],
    recipients: {
      label: t('document.recipients'),
      names: [t('document.toMeeting'), t('document.toArchive')],
    },
  };
}

/** The part of the minutes that a node at their top belongs to; null: to the one before. */
function partOf({ type, attrs }: TextNode): 'frame' | 'content' | 'conclusion' | null {
  if (type === 'conclusion') return 'conclusion';
  if (type !== 'liveBlock') return null;
  return attrs?.['kind'] === 'attendance' ? 'frame' : 'content';
}

function written(
  text: readonly TextNode[],
  facts: MinutesFacts,
  state: MeetingState,
  writing: MinutesWriting,
): Block[] {
  const begun = new Set<string>();
  const pictureOf = picturesOf(writing);
  let conclusions = 0;
  return text.flatMap((node) => {
    const part = partOf(node);
    const isFirst = part !== null && !begun.has(part);
    if (part !== null) begun.add(part);
    return [
      ...(isFirst ? [heading(writing.t(`document.heading.${part}`))] : []),
      ...(node.type === 'liveBlock'
        ? liveBlocks(node.attrs, facts, state, writing)
        : node.type === 'conclusion'
          ? concluded(withEvidence(node, state, writing), writing, () => (conclusions += 1))
          : textBlocks(withEvidence(node, state, writing), pictureOf)),
    ];
  });
}

/** A conclusion under its number, with who carries it out and by when; nothing for an empty one. */
function concluded(node: TextNode, writing: MinutesWriting, nextNumber: () => number): Block[] {
  const { t, results } = writing;
  const [block] = textBlocks({ ...node, type: 'paragraph' }, picturesOf(writing));
  if (block?.is !== 'paragraph') return [];
  const order = orderOf(conclusionFields(node.attrs), t, results);
  const runs = [
    { text: `${nextNumber()}. ` },
    ...block.runs,
    ...(order === '' ? [] : [{ text: ` ${order}` }]),
  ];
  return [{ is: 'paragraph', runs }];
}

/** What a conclusion rests on as words in brackets, where it stands in the text. */
function withEvidence(node: TextNode, state: MeetingState, writing: MinutesWriting): TextNode {
  if (node.type === 'evidence') {
    const { t, results } = writing;
    const { text, changed } = evidenceWords(state, node.attrs, { ...results, t });
    const facts = evidenceFacts(state, node.attrs);
    const count =
      facts.is === 'vote' && !facts.isVoid && facts.vote.count?.isPublished === true
        ? facts.vote.count
        : null;
    const said = [
      text,
      count === null || facts.is !== 'vote'
        ? ''
        : voteText(results.t, results.language).outcome(facts.vote.fields, count.outcome),
      facts.is === 'gone' ? '' : (changed ?? ''),
    ];
    return {
      type: 'text',
      text: ` [${said.filter((part) => part !== '').join(', ')}]`,
      marks: [{ type: 'italic' }],
    };
  }
  if (node.content === undefined) return node;
  return { ...node, content: node.content.map((child) => withEvidence(child, state, writing)) };
}

function picturesOf({ pictures, t }: MinutesWriting): PictureBlocks {
  return (attributes) => pictureBlock(attributes, pictures, t);
}

/** What a block of the minutes shows of the meeting as it is now. */
export function liveBlocks(
  attributes: unknown,
  facts: MinutesFacts,
  state: MeetingState,
  writing: MinutesWriting,
): Block[] {
  const { t } = writing;
  const shown = blockFacts(facts, attributes);
  switch (shown.is) {
    case 'attendance':
      return [
        ...frame(state, secretariesOf(state, writing.results), writing),
        ...attendance(shown.attendance, state, writing),
      ];
    case 'item':
      return ofItem(shown.item, state, writing);
    case 'happened':
      return happened(shown, state, writing);
    case 'paper':
      return [sentence(paperLine(shown.paper, t))];
    case 'gone':
    case 'unknown':
      return [{ is: 'paragraph', runs: [{ text: t(`document.line.${shown.is}`), italic: true }] }];
  }
}

function frame(
  { fields, openedAt }: MeetingState,
  secretaries: readonly PersonId[],
  { t, results }: MinutesWriting,
): Block[] {
  const lines = [
    t('document.line.opened', { time: formatDateTime(openedAt ?? fields.startsAt, results.language) }),
    fields.place === '' ? '' : t('document.line.place', { place: fields.place }),
    t('document.line.mode', { mode: t(`document.mode.${fields.mode}`) }),
    t('document.line.chair', { name: called(fields.chair, results) }),
    secretaries.length === 0
      ? ''
      : t('document.line.secretary', {
          names: secretaries.map((person) => called(person, results)).join('; '),
        }),
  ];
  return lines.filter((line) => line !== '').map(sentence);
}

function byRank<Of extends { readonly person: PersonId }>(
  list: readonly Of[],
  { ranked }: ResultWriting,
): Of[] {
  const places = new Map(ranked.map((person, place) => [person, place]));
  const placeOf = ({ person }: Of) => places.get(person) ?? places.size;
  return list.toSorted((one, other) => placeOf(one) - placeOf(other));
}

function attendance(
  { present, absent, entitled, quorum }: AttendanceFacts,
  state: MeetingState,
  writing: MinutesWriting,
): Block[] {
  const { t, depth, results } = writing;
  const missing = byRank(absent, results).map((entry) => absence(entry, state, writing));
  return [
    sentence(t('document.line.present', { count: present.length })),
    ...(depth === 'full' && present.length > 0
      ? [presentTable(byRank(present, results), state, writing)]
      : []),
    sentence(
      missing.length === 0
        ? t('document.line.nobodyAbsent')
        : t('document.line.absent', { names: missing.join('; ') }),
    ),
    sentence(t('document.line.entitled', entitled)),
    ...(quorum === null
      ? []
      : [
          sentence(
            t('document.line.quorum', {
              ...quorum,
              verdict: t(quorum.present >= quorum.needed ? 'document.line.enough' : 'document.line.tooFew'),
            }),
          ),
        ]),
  ];
}

/** "Lê Quang Ánh (dự thay …)". */
function named({ person, standsFor }: PersonFacts, { t, results }: MinutesWriting): string {
  const name = called(person, results);
  return standsFor === null
    ? name
    : `${name} (${t('document.line.substitute', { name: results.nameOf(standsFor) })})`;
}

function absence(entry: PersonFacts, state: MeetingState, writing: MinutesWriting): string {
  const { t } = writing;
  const line = rollLine(state, entry.person);
  const why =
    line.is !== 'absent'
      ? t('document.line.unmarked')
      : !line.excused
        ? t('document.line.unexcused')
        : line.reason === ''
          ? t('document.line.excused')
          : t('document.line.excusedFor', { reason: line.reason });
  return `${named(entry, writing)} (${why})`;
}

function presentTable(
  present: readonly PersonFacts[],
  state: MeetingState,
  writing: MinutesWriting,
): DocumentTable {
  const { t, results } = writing;
  const time = (at: number) => formatTime(at, results.language);
  const how = ({ person }: PersonFacts): string => {
    const line = rollLine(state, person);
    if (line.is === 'unmarked' || line.is === 'absent') return '';
    return [
      t(`document.line.${line.is === 'left' ? line.was : line.is}`),
      line.lateAt === null ? '' : t('document.line.came', { time: time(line.lateAt) }),
      line.is === 'left' ? t('document.line.left', { time: time(line.at) }) : '',
    ]
      .filter((part) => part !== '')
      .join(', ');
  };
  return {
    is: 'table',
    columns: [{ width: 1.4, align: 'center' }, { width: 8 }, { width: 5 }],
    head: [
      [cell(t('document.table.number')), cell(t('document.table.person')), cell(t('document.table.how'))],
    ],
    rows: present.map((entry, n) => [cell(String(n + 1)), cell(named(entry, writing)), cell(how(entry))]),
  };
}

/** An item: what it is about, when it was discussed, and its papers. What was said and voted has blocks of its own. */
function ofItem(facts: ItemFacts, state: MeetingState, writing: MinutesWriting): Block[] {
  const { t, depth, results } = writing;
  const { item, number, papers, speeches, votes } = facts;
  const lines: string[] = [];
  if (depth !== 'results') {
    if (item.presenter !== null)
      lines.push(t('document.line.presenter', { name: called(item.presenter, results) }));
    lines.push(...timesOf(item, state, writing));
  }
  // A chapter whose items were discussed was, too.
  const isChapter = state.agenda.some(({ parent }) => parent === item.id);
  const isUntouched = item.startedAt === null && speeches.length + votes.length === 0;
  if (isUntouched && !isChapter && state.endedAt !== null) lines.push(t('document.line.notReached'));
  return [
    heading(`${number}. ${item.title}`, 2),
    ...lines.map(sentence),
    ...(depth === 'results' || papers.length === 0
      ? []
      : [
          paragraph(t('document.line.papers')),
          {
            is: 'list' as const,
            ordered: false,
            items: papers.map((paper) => ({ runs: [{ text: paperLine(paper, t) }] })),
          },
        ]),
  ];
}

function timesOf(
  { startedAt, endedAt, progress }: ItemFacts['item'],
  meeting: MeetingState,
  { t, results }: MinutesWriting,
): string[] {
  if (startedAt === null) return [];
  const from = formatTime(startedAt, results.language);
  const end = endedAt ?? meeting.endedAt;
  return [
    end === null
      ? t('document.line.timesOpen', { from })
      : t('document.line.times', { from, to: formatTime(end, results.language) }),
    ...(progress === 'postponed' ? [t('document.line.postponed')] : []),
  ];
}

function paperLine({ title, number, version, earlier }: Paper, t: TFunction<'minutes'>): string {
  const named = number === '' ? title : t('document.line.paperNumber', { title, number });
  if (version === null) return t('document.line.printed', { title: named });
  return earlier.length === 0
    ? named
    : t('document.line.version', { title: named, version: earlier.length + 1 });
}

/** Who spoke, and what was voted on. */
function happened(
  { speeches, votes }: Pick<ItemFacts, 'speeches' | 'votes'>,
  state: MeetingState,
  writing: MinutesWriting,
): Block[] {
  const { t, results } = writing;
  return [
    ...spoken(speeches, writing),
    ...(votes.length === 0 ? [] : [paragraph(t('document.line.votes'))]),
    ...votes.flatMap((vote) => voteBlocks(state, vote, results)),
  ];
}

function spoken(speeches: readonly PastSpeech[], { t, depth, results }: MinutesWriting): Block[] {
  if (speeches.length === 0 || depth === 'results') return [];
  const { language, nameOf } = results;
  if (depth === 'points') {
    const names = [...new Set(speeches.map(({ person }) => nameOf(person)))].join(', ');
    return [sentence(t('document.line.speakers', { names }))];
  }
  const nameWith = ({ person, kind }: PastSpeech) =>
    kind === 'speech' ? nameOf(person) : `${nameOf(person)}, ${t(`document.kindOf.${kind}`)}`;
  return [
    paragraph(t('document.line.speeches')),
    {
      is: 'list',
      ordered: false,
      items: speeches.map((speech) => ({
        runs: [
          {
            text: t('document.line.speech', {
              name: nameWith(speech),
              from: formatTime(speech.startedAt, language),
              // Less than a minute is told as one.
              duration: formatDuration(Math.max(1, speech.ms / 60_000), language),
            }),
          },
        ],
      })),
    },
  ];
}

import type { TFunction } from 'i18next';
import type { Paper } from '#protocol/documents/records';
import type { MeetingState } from '#protocol/meeting/records';
import {
  assignmentOf,
  CONCLUSION_NODE,
  evidenceOf,
  EVIDENCE_NODE,
  Evidence,
  wordsOf,
  type Carrier,
  type ConclusionTask,
  type TextNode,
} from '#protocol/minutes/conclusions';
import { evidenceState } from '#protocol/minutes/evidence-state';
import { formatOfficialDate, formatTime } from '../../../ui/index.ts';
import { called, voteText, type ResultWriting } from '../../ballots/index.ts';

/** What is needed to put conclusions into words. */
export interface ConclusionWriting {
  readonly t: TFunction<'minutes'>;
  readonly results: ResultWriting;
}

/** A day of Vietnam's calendar as documents write it. */
export function dueText(due: string, { results }: ConclusionWriting): string {
  const [year = 0, month = 1, day = 1] = due.split('-').map(Number);
  return formatOfficialDate(new Date(year, month - 1, day).getTime(), results.language);
}

export function carrierText(carrier: Carrier, { results }: ConclusionWriting): string {
  return 'unit' in carrier ? carrier.unit : called(carrier.person, results);
}

/** "Giao … chủ trì, phối hợp với …; hoàn thành trước ngày …"; empty when nothing is asked of anybody. */
export function assignmentText(
  { lead, with: others, due }: Pick<ConclusionTask, 'lead' | 'with' | 'due'>,
  writing: ConclusionWriting,
): string {
  const { t } = writing;
  const names = others.map((each) => carrierText(each, writing)).join('; ');
  const leader = lead === null ? '' : carrierText(lead, writing);
  const who =
    lead === null
      ? names === ''
        ? ''
        : t('conclusions.line.together', { names })
      : names === ''
        ? t('conclusions.line.lead', { lead: leader })
        : t('conclusions.line.leadWith', { lead: leader, names });
  if (due === null) return who;
  const date = dueText(due, writing);
  return who === '' ? t('conclusions.line.due', { date }) : t('conclusions.line.whoDue', { who, date });
}

/** What a link leads to, in a few words, as the meeting is now. */
export function evidenceText(link: Evidence, state: MeetingState, writing: ConclusionWriting): string {
  const { t, results } = writing;
  const { is } = evidenceState(link, state);
  if (is === 'gone') return t(`conclusions.gone.${link.is}`);
  switch (link.is) {
    case 'paper': {
      const paper = state.papers.find(({ id }) => id === link.paper);
      return paper === undefined ? t('conclusions.gone.paper') : paperText(paper, link, t);
    }
    case 'speech':
      return t('conclusions.cite.speech', {
        name: results.nameOf(link.person),
        time: formatTime(link.startedAt, results.language),
      });
    case 'vote': {
      const vote = state.voting.votes.find(({ id }) => id === link.vote);
      if (vote === undefined) return t('conclusions.gone.vote');
      const { fields, count } = vote;
      const text = voteText(results.t, results.language);
      const outcome =
        is === 'void'
          ? t('conclusions.cite.void')
          : count === null || !count.isPublished
            ? t('conclusions.cite.uncounted')
            : text.within(text.outcome(fields, count.outcome));
      return t('conclusions.cite.vote', { motion: fields.motion, outcome });
    }
  }
}

function paperText(
  { title, number, version, earlier }: Paper,
  { version: cited, page }: Extract<Evidence, { is: 'paper' }>,
  t: TFunction<'minutes'>,
): string {
  const named = number === '' ? title : t('document.line.paperNumber', { title, number });
  const place = [...earlier, ...(version === null ? [] : [version])].findIndex(({ id }) => id === cited) + 1;
  return earlier.length === 0
    ? t('conclusions.cite.page', { title: named, page: page + 1 })
    : t('conclusions.cite.pageOf', { title: named, page: page + 1, version: place });
}

/** Words that end as a sentence does. */
function ended(text: string): string {
  return /[.?!:;…]$/u.test(text) ? text : `${text}.`;
}

/** A conclusion in one paragraph: what, on what it rests, who and by when. */
export function taskText(task: ConclusionTask, state: MeetingState, writing: ConclusionWriting): string {
  const cites = task.source.map((link) => evidenceText(link, state, writing)).join('; ');
  const what = cites === '' ? task.what : `${task.what.replace(/\.$/u, '')} (${cites})`;
  const asked = assignmentText(task, writing);
  return [ended(what), asked === '' ? '' : ended(asked)].filter((part) => part !== '').join(' ');
}

/**
 * The text with its conclusions as a document has them: numbered, with what they rest on in brackets, with who and by when.
 * Those without words are left out; a link that stands elsewhere is in brackets too.
 */
export function withConclusions(
  nodes: readonly TextNode[],
  state: MeetingState,
  writing: ConclusionWriting,
): TextNode[] {
  let number = 0;
  const plain = (text: string): TextNode => ({ type: 'text', text });
  const written = (node: TextNode): TextNode => {
    if (node.type === EVIDENCE_NODE) {
      const link = Evidence.safeParse(node.attrs?.['source']).data;
      return plain(link === undefined ? '' : ` (${evidenceText(link, state, writing)})`);
    }
    if (node.type !== CONCLUSION_NODE)
      return node.content === undefined ? node : { ...node, content: node.content.map(written) };
    const words = wordsOf(node);
    if (words === '') return { ...node, content: [] };
    number += 1;
    const own = (node.content ?? []).filter(({ type }) => type !== EVIDENCE_NODE);
    const cites = evidenceOf(node).map((link) => evidenceText(link, state, writing));
    const asked = assignmentText(assignmentOf(node.attrs), writing);
    const isCited = cites.length > 0;
    const end = isCited ? ` (${cites.join('; ')}).` : ended(words).slice(words.length);
    return {
      ...node,
      content: [
        plain(`${number}. `),
        ...(isCited ? withoutStop(own) : own),
        plain(asked === '' ? end : `${end} ${ended(asked)}`),
      ],
    };
  };
  return nodes.map(written);
}

/** What stands in brackets comes before the full stop. */
function withoutStop(nodes: readonly TextNode[]): TextNode[] {
  const last = nodes.at(-1);
  return last?.text === undefined
    ? [...nodes]
    : [...nodes.slice(0, -1), { ...last, text: last.text.replace(/\.?\s*$/u, '') }];
}

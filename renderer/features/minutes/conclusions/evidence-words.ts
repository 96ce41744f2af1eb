import type { TFunction } from 'i18next';
import { evidenceFacts } from '#protocol/minutes/evidence';
import type { MeetingState } from '#protocol/meeting/records';
import type { PersonId } from '#protocol/wire/ids';
import { formatTime, type Language } from '../../../ui/index.ts';

export interface EvidenceWords {
  /** What it is: the paper with its page, the vote, the speech. */
  readonly text: string;
  /** What is quoted; empty: nothing. */
  readonly quote: string;
  /** What has changed since, if anything has. */
  readonly changed: string | null;
}

export interface EvidenceWriting {
  readonly t: TFunction<'minutes'>;
  readonly language: Language;
  readonly nameOf: (person: PersonId) => string;
}

/** What evidence leads to, in words. */
export function evidenceWords(
  state: MeetingState,
  attributes: unknown,
  { t, language, nameOf }: EvidenceWriting,
): EvidenceWords {
  const facts = evidenceFacts(state, attributes);
  switch (facts.is) {
    case 'paper': {
      const { paper, version, page, quote, isOlder } = facts;
      const number = [...paper.earlier, paper.version].findIndex((each) => each?.id === version.id) + 1;
      const place = { title: paper.title, page: page + 1, version: number };
      return {
        text: t(paper.earlier.length === 0 ? 'conclusions.paper' : 'conclusions.paperVersion', place),
        quote,
        changed: isOlder ? t('conclusions.newer') : null,
      };
    }
    case 'vote':
      return {
        text: t('conclusions.vote', { motion: facts.vote.fields.motion.split('\n')[0] }),
        quote: '',
        changed: facts.isVoid ? t('conclusions.voided') : null,
      };
    case 'speech': {
      const { person, startedAt } = facts.speech;
      const time = formatTime(startedAt, language);
      return { text: t('conclusions.speech', { name: nameOf(person), time }), quote: '', changed: null };
    }
    case 'gone':
      return { text: t('conclusions.gone'), quote: '', changed: t('conclusions.goneText') };
    case 'unknown':
      return { text: t('conclusions.unknown'), quote: '', changed: null };
  }
}

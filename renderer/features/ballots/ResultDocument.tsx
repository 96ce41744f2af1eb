import { useTranslation } from 'react-i18next';
import type { Vote } from '#protocol/ballots/records';
import { isInWriting } from '#protocol/meeting/in-writing';
import { useServer } from '../../sync/session.ts';
import { useLanguage } from '../../ui/index.ts';
import { DocumentMenu } from '../administrative-document/index.ts';
import { positionOf, usePeopleBook } from '../people/index.ts';
import type { BallotUse } from './ballot-use.ts';
import { hasResult, type ResultWriting, roundDocument, voteDocument } from './result-document.ts';

type Use = Pick<BallotUse, 'state' | 'nameOf' | 'ranked'>;

/** Gives the result of one vote as a document; nothing while it has no published one. */
export function VoteResultButton({ use, vote }: { readonly use: Use; readonly vote: Vote }) {
  const { t } = useTranslation('ballots');
  const writing = useResultWriting(use);
  if (!hasResult(vote)) return null;
  const title = vote.fields.motion.split('\n')[0];
  // Nobody has met: one question is told of in the same form as all of them.
  if (isInWriting(use.state.fields))
    return (
      <DocumentMenu
        label={t('document.take')}
        name={t('document.fileRound', { title })}
        write={() => roundDocument(use.state, writing, [vote])}
      />
    );
  return (
    <DocumentMenu
      label={t('document.take')}
      name={t('document.file', { title })}
      write={() => voteDocument(use.state, vote, writing)}
    />
  );
}

/** Gives the report of an opinion round as a document. For a round of which `hasReport` is true. */
export function RoundResultButton({ use }: { readonly use: Use }) {
  const { t } = useTranslation('ballots');
  const writing = useResultWriting(use);
  return (
    <DocumentMenu
      label={t('document.takeRound')}
      name={t('document.fileRound', { title: use.state.fields.title })}
      write={() => roundDocument(use.state, writing)}
      size="md"
    />
  );
}

/** What documents of results need besides the meeting, as this person reads it. */
export function useResultWriting({ nameOf, ranked }: Pick<Use, 'nameOf' | 'ranked'>): ResultWriting {
  const { t } = useTranslation('ballots');
  const language = useLanguage();
  const people = usePeopleBook();
  const { organisation } = useServer();
  return {
    t,
    language,
    issuer: organisation,
    nameOf,
    positionOf: (person) => {
      const known = people.of(person);
      return known === undefined ? '' : positionOf(known);
    },
    ranked,
  };
}

import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { documentsApi } from '#protocol/documents/api';
import type { MeetingState } from '#protocol/meeting/records';
import { api } from '../../sync/api-client.ts';
import { useErrorText } from '../../sync/error-text.ts';
import { Card, formatDateTime, Icon, Notice, Spinner, Table, useLanguage } from '../../ui/index.ts';
import { positionOf, type PeopleBook } from '../people/index.ts';
import { coverageOf, openedCount, type Opened } from './coverage-view.ts';

export interface CoverageSectionProps {
  readonly state: MeetingState;
  readonly people: PeopleBook;
}

/** For those who run the meeting: who has opened which paper, and when first. */
export function CoverageSection({ state, people }: CoverageSectionProps) {
  const { t } = useTranslation('invitations');
  const errorText = useErrorText();
  const { data, error } = useQuery({
    queryKey: ['coverage', state.id],
    queryFn: ({ signal }) => api.call(documentsApi.coverage, { params: { meeting: state.id }, signal }),
    refetchInterval: 30_000,
  });
  if (error !== null) return <Notice tone="warn">{errorText(error)}</Notice>;
  if (data === undefined) return <Spinner label={t('coverage.loading')} />;
  const { papers, rows } = coverageOf(state, people, data.papers);
  if (papers.length === 0) return null;
  return (
    <section className="flex flex-col gap-3">
      <div>
        <h2 className="text-lg font-semibold">{t('coverage.title')}</h2>
        <p className="text-sm text-ink-muted">{t('coverage.text')}</p>
      </div>
      <Card className="min-w-0 overflow-x-auto">
        {/* Each paper needs room for its title; names keep theirs. */}
        <div style={{ minWidth: `${13 + 9 * papers.length}rem` }}>
          <Table
            label={t('coverage.title')}
            rows={rows}
            rowKey={({ person }) => person.id}
            columns={[
              {
                id: 'name',
                title: t('answers.name'),
                isRowHeader: true,
                className: 'w-52',
                cell: ({ person }) => (
                  <span className="flex flex-col">
                    <span className="font-medium">{person.name}</span>
                    <span className="text-sm text-ink-muted">{positionOf(person)}</span>
                  </span>
                ),
              },
              ...papers.map((paper) => ({
                id: paper.id,
                title: t('coverage.paper', {
                  name: paper.number === '' ? short(paper.title) : paper.number,
                  ...openedCount(rows, paper.id),
                }),
                cell: (row: (typeof rows)[number]) => <Cell opened={row.papers.get(paper.id) ?? 'mayNot'} />,
              })),
            ]}
          />
        </div>
      </Card>
      <dl className="grid gap-x-3 gap-y-1 text-sm sm:grid-cols-[auto_minmax(0,1fr)]">
        {papers
          .filter(({ number }) => number !== '')
          .map(({ id, number, title }) => (
            <div key={id} className="contents">
              <dt className="font-medium">{number}</dt>
              <dd className="text-ink-muted">{title}</dd>
            </div>
          ))}
      </dl>
    </section>
  );
}

/** As much of a title as a column's head has room for. */
function short(title: string): string {
  return title.length > 24 ? `${title.slice(0, 23).trimEnd()}…` : title;
}

function Cell({ opened }: { readonly opened: Opened }) {
  const { t } = useTranslation('invitations');
  const language = useLanguage();
  if (opened === 'mayNot') return <span className="text-sm text-ink-muted">{t('coverage.mayNot')}</span>;
  if (opened === 'not') return <span className="text-sm text-ink-muted">{t('coverage.not')}</span>;
  return (
    <span className="figures flex items-center gap-1.5 text-sm">
      <Icon name="check" size={1} label={t('coverage.opened')} className="text-ok-ink" />
      {formatDateTime(opened, language)}
    </span>
  );
}

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Evidence } from '#protocol/minutes/conclusions';
import { dropEvidence, usePendingEvidence } from '../../../sync/pending-evidence.ts';
import { useMe } from '../../../sync/session.ts';
import { Button, ComboBox, Dialog, IconButton, NumberField, type Choice } from '../../../ui/index.ts';
import type { LiveFacts } from '../editor/LiveBlockView.tsx';
import { evidenceText } from './conclusion-text.ts';

export interface EvidenceDialogProps {
  readonly live: LiveFacts;
  readonly onClose: () => void;
  readonly onAdd: (link: Evidence) => void;
}

/** What a conclusion rests on: what was picked in the papers, a vote, a speech, or a page of a paper. */
export function EvidenceDialog({ live, onClose, onAdd }: EvidenceDialogProps) {
  const { t } = useTranslation('minutes');
  const { state, facts, writing } = live;
  const me = useMe();
  const pending = usePendingEvidence(me.id, state.id);
  const [chosen, setChosen] = useState<string | null>(null);
  const [page, setPage] = useState(1);
  const parts = [...facts.items, facts.besides];
  const papers = facts.items
    .flatMap((item) => item.papers)
    .flatMap(({ id, title, version }) => (version === null ? [] : [{ id, title, version }]));
  const links = new Map<string, Evidence>();
  const offered = (link: Evidence): string => {
    const id = JSON.stringify(link);
    links.set(id, link);
    return id;
  };
  const choices: Choice<string>[] = [
    ...parts
      .flatMap(({ votes }) => votes)
      .map((vote) => {
        const link: Evidence = { is: 'vote', vote: vote.id };
        return { id: offered(link), icon: 'ballot' as const, label: evidenceText(link, state, writing) };
      }),
    ...parts
      .flatMap(({ speeches }) => speeches)
      .map(({ person, startedAt }) => {
        const link: Evidence = { is: 'speech', person, startedAt };
        return { id: offered(link), icon: 'microphone' as const, label: evidenceText(link, state, writing) };
      }),
    ...papers.map(({ id, title, version }) => ({
      id: offered({ is: 'paper', paper: id, version: version.id, page: 0, quote: null }),
      icon: 'paper' as const,
      label: title,
    })),
  ];
  const link = chosen === null ? undefined : links.get(chosen);
  const pages = link?.is === 'paper' ? papers.find(({ id }) => id === link.paper)?.version.pages : undefined;
  const add = () => {
    if (link === undefined) return;
    onAdd(link.is === 'paper' ? { ...link, page: Math.min(page, pages ?? 1) - 1 } : link);
    onClose();
  };
  return (
    <Dialog
      isOpen
      title={t('conclusions.addEvidence')}
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t('conclusions.cancel')}</Button>
          <Button variant="primary" isDisabled={link === undefined} onPress={add}>
            {t('conclusions.add')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-5">
        {pending.length === 0 ? null : (
          <section className="flex flex-col gap-2" aria-label={t('conclusions.picked')}>
            <h3 className="text-sm font-medium">{t('conclusions.picked')}</h3>
            <ul className="flex flex-col gap-2">
              {pending.map((each) => (
                <li key={JSON.stringify(each)} className="flex items-center gap-2">
                  <p className="min-w-0 flex-1">
                    {each.quote === null ? null : <q className="line-clamp-2">{each.quote.text}</q>}
                    <span className="block text-sm text-ink-muted">{evidenceText(each, state, writing)}</span>
                  </p>
                  <Button
                    size="sm"
                    onPress={() => {
                      onAdd(each);
                      dropEvidence(localStorage, me.id, state.id, each);
                      onClose();
                    }}
                  >
                    {t('conclusions.use')}
                  </Button>
                  <IconButton
                    icon="trash"
                    label={t('conclusions.drop')}
                    onPress={() => dropEvidence(localStorage, me.id, state.id, each)}
                  />
                </li>
              ))}
            </ul>
          </section>
        )}
        <ComboBox
          label={t('conclusions.source')}
          description={t('conclusions.sourceHelp')}
          choices={choices}
          value={chosen}
          onChange={setChosen}
        />
        {pages === undefined ? null : (
          <NumberField
            label={t('conclusions.page')}
            value={Math.min(page, pages)}
            minValue={1}
            maxValue={pages}
            onChange={setPage}
            className="max-w-40"
          />
        )}
      </div>
    </Dialog>
  );
}

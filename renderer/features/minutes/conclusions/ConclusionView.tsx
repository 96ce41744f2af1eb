import { NodeViewContent, NodeViewWrapper, type NodeViewProps } from '@tiptap/react';
import { use, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  conclusionFields,
  MAX_SUPPORTERS,
  readAssignee,
  writeAssignee,
  type Assignee,
} from '#protocol/minutes/conclusions';
import type { Evidence } from '#protocol/minutes/evidence';
import { useMe } from '../../../sync/session.ts';
import { Button, DateField, Menu, TextField, useLanguage, type MenuAction } from '../../../ui/index.ts';
import { dropEvidence, pendingEvidence } from '../../meeting/index.ts';
import { usePeopleBook } from '../../people/index.ts';
import { LiveFactsContext, type LiveFacts } from '../editor/LiveBlockView.tsx';
import { evidenceWords } from './evidence-words.ts';

/** A conclusion: what was decided, and below it who carries it out, by when, and what it rests on. */
export function ConclusionView({ node, editor, getPos, updateAttributes }: NodeViewProps) {
  const { t } = useTranslation('minutes');
  const live = use(LiveFactsContext);
  const fields = conclusionFields(node.attrs);
  const isEditable = editor.isEditable;
  const add = (evidence: Evidence) => {
    const at = getPos();
    if (at === undefined) return;
    editor
      .chain()
      .insertContentAt(at + node.nodeSize - 1, [{ type: 'evidence', attrs: evidence }])
      .run();
  };
  return (
    <NodeViewWrapper data-conclusion="" className="conclusion">
      <NodeViewContent<'p'> as="p" />
      {live === null ? null : (
        <div contentEditable={false} className="flex flex-wrap items-end gap-2 pt-2 text-base">
          <AssigneesField
            label={t('conclusions.lead')}
            live={live}
            assigned={fields.lead === null ? [] : [fields.lead]}
            most={1}
            isDisabled={!isEditable}
            onChange={([lead]) => updateAttributes({ lead: lead === undefined ? null : writeAssignee(lead) })}
          />
          <AssigneesField
            label={t('conclusions.supporters')}
            live={live}
            assigned={fields.supporters}
            most={MAX_SUPPORTERS}
            isDisabled={!isEditable}
            onChange={(all) =>
              updateAttributes({
                supporters: all.length === 0 ? null : all.map(writeAssignee).join('\n'),
              })
            }
          />
          <DateField
            label={t('conclusions.due')}
            value={fields.due}
            isDisabled={!isEditable}
            onChange={(due) => updateAttributes({ due })}
            className="w-44"
          />
          {isEditable ? <EvidenceMenu live={live} onAdd={add} /> : null}
        </div>
      )}
    </NodeViewWrapper>
  );
}

interface AssigneesFieldProps {
  readonly label: string;
  readonly live: LiveFacts;
  readonly assigned: readonly Assignee[];
  readonly most: number;
  readonly isDisabled: boolean;
  readonly onChange: (assigned: readonly Assignee[]) => void;
}

/** People of the meeting by their names, or units; several with semicolons between them. Taken when the field is left. */
function AssigneesField({ label, live, assigned, most, isDisabled, onChange }: AssigneesFieldProps) {
  const people = usePeopleBook();
  const { nameOf } = live.writing.results;
  const written = assigned.map((each) => ('person' in each ? nameOf(each.person) : each.unit)).join('; ');
  const [typed, setTyped] = useState<string | null>(null);
  const participants = live.state.participants.map(({ person }) => person);
  const units = participants.flatMap((person) => people.of(person)?.unit ?? []).filter((unit) => unit !== '');
  const take = () => {
    if (typed === null) return;
    setTyped(null);
    if (typed === written) return;
    const parts = typed.split(/[;\n]/u).map((part) => part.normalize('NFC').trim());
    onChange(
      parts
        .flatMap((part) => {
          const known = participants.find((person) => nameOf(person) === part);
          // A sign in front would make an id of what is meant as a name.
          return known === undefined ? (readAssignee(part.replace(/^@+/u, '')) ?? []) : [{ person: known }];
        })
        .slice(0, most),
    );
  };
  return (
    <TextField
      label={label}
      value={typed ?? written}
      onChange={setTyped}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === 'Enter') take();
      }}
      isDisabled={isDisabled}
      maxLength={4000}
      suggestions={[...new Set([...participants.map(nameOf), ...units])]}
      className="min-w-40 flex-1"
    />
  );
}

interface EvidenceMenuProps {
  readonly live: LiveFacts;
  readonly onAdd: (evidence: Evidence) => void;
}

/** What a conclusion may rest on: passages that were taken from papers, votes, speeches. */
function EvidenceMenu({ live, onAdd }: EvidenceMenuProps) {
  const { t } = useTranslation('minutes');
  const me = useMe();
  const language = useLanguage();
  const { state, writing } = live;
  const [taken, setTaken] = useState<readonly Evidence[]>([]);
  const words = { t, language, nameOf: writing.results.nameOf };
  const action = (evidence: Evidence, id: string, onAction: () => void): MenuAction => {
    const { text, quote } = evidenceWords(state, evidence, words);
    return {
      id,
      icon: ICONS[evidence.kind],
      label: quote === '' ? text : `“${quote.slice(0, 80)}” – ${text}`,
      onAction,
    };
  };
  const votes = state.voting.votes.filter(({ status }) => status === 'counted');
  const actions = [
    ...taken.map((evidence, index) =>
      action(evidence, `taken ${index}`, () => {
        onAdd(evidence);
        dropEvidence(localStorage, me.id, state.id, evidence);
      }),
    ),
    ...votes.map(({ id }) => {
      const evidence = { kind: 'vote', ref: id } as const;
      return action(evidence, id, () => onAdd(evidence));
    }),
    ...state.floor.speeches.slice(-MOST_SPEECHES).map(({ person, startedAt }) => {
      const evidence = { kind: 'speech', person, startedAt } as const;
      return action(evidence, `${person} ${startedAt}`, () => onAdd(evidence));
    }),
  ];
  return (
    <Menu
      label={t('conclusions.addEvidence')}
      onOpenChange={(isOpen) => {
        if (isOpen) setTaken(pendingEvidence(localStorage, me.id, state.id));
      }}
      {...(actions.length === 0 ? { title: t('conclusions.noEvidence') } : {})}
      trigger={
        <Button icon="link" className="self-end">
          {t('conclusions.addEvidence')}
        </Button>
      }
      actions={actions}
    />
  );
}

const ICONS = { paper: 'paper', vote: 'ballot', speech: 'microphone' } as const;
/** Speeches that are offered: the latest. */
const MOST_SPEECHES = 50;

import { useTranslation } from 'react-i18next';
import type { ItemId } from '#protocol/wire/ids';
import { agendaNumbers } from '#protocol/agenda/tree';
import { isInWriting } from '#protocol/meeting/in-writing';
import { Checkbox, NumberField, RadioGroup, Select, TextArea } from '../../ui/index.ts';
import type { VotePreparing } from './ballot-use.ts';
import { MajorityFields } from './MajorityFields.tsx';
import { freedomOf, optionLines, type DraftFault, type VoteDraft } from './vote-draft.ts';
import { VoterFields } from './VoterFields.tsx';

export interface VoteOptionsProps {
  readonly use: Pick<VotePreparing, 'state' | 'nameOf' | 'ranked'>;
  readonly draft: VoteDraft;
  readonly faults: readonly DraftFault[];
  readonly onChange: (change: Partial<VoteDraft>) => void;
}

const KINDS = ['named', 'secret', 'hands'] as const;
const WRITTEN_KINDS = ['named', 'secret'] as const;

/** Everything of a vote that is rarely changed. What can't go together can't be chosen. */
export function VoteOptions({ use, draft, faults, onChange }: VoteOptionsProps) {
  const { t } = useTranslation('ballots');
  const freedom = freedomOf(draft);
  const inWriting = isInWriting(use.state.fields);
  const { method, kind, show } = draft;
  const count = Math.max(1, optionLines(draft.options).length);
  const numbers = agendaNumbers(use.state.agenda);
  const fault = faults.includes('options')
    ? 'options'
    : faults.includes('sameOptions')
      ? 'sameOptions'
      : null;
  return (
    <div className="flex flex-col gap-4">
      <Select<ItemId | ''>
        label={t('options.item')}
        choices={[
          { id: '', label: t('options.noItem') },
          ...use.state.agenda.map(({ id, title }) => ({ id, label: `${numbers.get(id) ?? ''}. ${title}` })),
        ]}
        value={draft.item ?? ''}
        onChange={(item) => onChange({ item: item === '' ? null : item })}
      />
      <RadioGroup
        label={t('options.kind')}
        layout="row"
        choices={(inWriting ? WRITTEN_KINDS : KINDS).map((id) => ({
          id,
          label: t(`kind.${id}`),
          isDisabled: id === 'hands' && !freedom.hands,
        }))}
        value={kind}
        onChange={(next) => onChange({ kind: next })}
      />
      <Select
        label={t('options.method')}
        choices={(['motion', 'options', 'ranking', 'election'] as const).map((id) => ({
          id,
          label: t(`method.${id}`),
          detail: t(`methodHelp.${id}`),
        }))}
        value={method}
        onChange={(next) => onChange({ method: next })}
      />
      {method === 'motion' ? null : (
        <TextArea
          label={t(method === 'election' ? 'options.candidates' : 'options.list')}
          description={t('options.listHelp')}
          rows={4}
          value={draft.options}
          onChange={(options) => onChange({ options })}
          {...(fault === null ? {} : { error: t(`fault.${fault}`) })}
        />
      )}
      {method === 'options' || method === 'election' ? (
        <NumberField
          label={t(method === 'options' ? 'options.most' : 'options.seats')}
          className="max-w-60"
          minValue={1}
          maxValue={count}
          value={Math.min(count, method === 'options' ? draft.most : draft.seats)}
          onChange={(value) => {
            const whole = Number.isNaN(value) ? 1 : Math.round(value);
            onChange(method === 'options' ? { most: whole } : { seats: whole });
          }}
        />
      ) : null}
      {freedom.rule ? (
        <MajorityFields inWriting={inWriting} draft={draft} faults={faults} onChange={onChange} />
      ) : null}
      <RadioGroup
        label={t('options.show')}
        layout="row"
        choices={(['live', 'atEnd', 'chair'] as const).map((id) => ({
          id,
          label: t(`show.${id}`),
          isDisabled: id === 'live' && !freedom.live,
        }))}
        value={show}
        onChange={(next) => onChange({ show: next })}
      />
      {freedom.mayChange ? (
        <div className="flex flex-col">
          {inWriting ? null : (
            <Checkbox isSelected={draft.mayChange} onChange={(mayChange) => onChange({ mayChange })}>
              {t('options.mayChange')}
            </Checkbox>
          )}
          <Checkbox
            isSelected={draft.needsPassword}
            onChange={(needsPassword) => onChange({ needsPassword })}
          >
            {t('options.needsPassword')}
          </Checkbox>
          {freedom.receipts ? (
            <Checkbox isSelected={draft.receipts} onChange={(receipts) => onChange({ receipts })}>
              {t('options.receipts')}
            </Checkbox>
          ) : null}
        </div>
      ) : null}
      <VoterFields use={use} draft={draft} faults={faults} onChange={onChange} />
    </div>
  );
}
